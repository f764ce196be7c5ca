import type { ClassName, ObjectPath } from '../../core/index.js';
import type { ClassFact } from '../methods/class-facts.js';
import { isHarmless } from './replacements.js';
import type { UseFact } from './module-facts.js';
import type { Carrier, ExportFound } from './export-lookup.js';
import type { ModuleGraph } from './module-graph.js';
import { MultiMap } from '../../core/multi-map.js';

/** A class of the project, and the file that it is in. */
export interface ClassIn {
  readonly path: string;
  readonly fact: ClassFact;
}

/** An object of a class of the project. */
export interface Instance {
  readonly kind: 'instance';
  readonly of: ClassIn;
  /** False when it may be of a class that inherits from that. */
  readonly exact: boolean;
  /** The modules through which its class comes. */
  readonly through: readonly Carrier[];
}

/** Knows the classes of the project, what inherits from what, and which members somebody sets. */
export class ClassGraph {
  readonly #written = new Set<string>();
  readonly #held = new Map<string, number>();
  readonly #handedOn = new Set<ClassFact>();
  /** Classes that are exported again, or that go somewhere as values. */
  readonly #exposed = new Set<ClassFact>();
  readonly #heirs = new MultiMap<ClassFact, ClassIn>();
  /** Classes of which it is not known what they inherit from. */
  readonly #foundlings: ClassIn[] = [];
  #any = false;
  #mixes = false;

  constructor(private readonly graph: ModuleGraph) {
    for (const [path, { writes, classes }] of graph.modules) {
      writes.names.forEach((name) => this.#written.add(name));
      writes.held.forEach((name) => this.#held.set(name, (this.#held.get(name) ?? 0) + 1));
      this.#any ||= writes.any;
      this.#mixes ||= writes.mixes;
      for (const fact of classes) this.#addHeir({ path, fact });
    }
    for (const [path, { uses }] of graph.modules) for (const use of uses) this.#addUse(path, use);
  }

  /**
   * Nobody sets a member of that name of an object that may be any.
   *
   * @param own how many places that hold a function of that name are the definition itself
   */
  isFixed(name: string, own = 0): boolean {
    return !this.#any && !this.#written.has(name) && !(this.#mixes && (this.#held.get(name) ?? 0) > own);
  }

  /** The class that has the method that a call calls; `undefined` when it may be that of another. */
  methodOf({ of, exact }: Instance, name: string): ClassIn | undefined {
    if (!this.isFixed(name)) return undefined;
    const line = this.lineOf(of);
    const found = line.find(({ fact }) => Object.hasOwn(fact.methods, name));
    if (!found || line.some((one) => this.#isOpen(one) || Object.hasOwn(one.fact.fields, name))) return undefined;
    // What is inherited from somewhere else may hide what is inherited behind it.
    const nearer = line.slice(0, line.indexOf(found));
    if (nearer.some(({ fact }) => fact.base === 'builtin' || fact.base === 'unknown')) return undefined;
    if (!exact && this.#heirsOf(of).some(({ fact }) => fact.open || hasOwn(fact, name))) return undefined;
    return !exact && (this.#isPublic(of) || this.#foundlings.length > 0) ? undefined : found;
  }

  /** What a field holds that nothing else sets, neither the classes around it nor anybody else: as the class that sets it says. */
  fieldOf({ of }: Instance, field: string): { path: string; object: ObjectPath } | undefined {
    if (!this.isFixed(field)) return undefined;
    const line = this.lineOf(of);
    const [owner, ...others] = line.filter(({ fact }) => Object.hasOwn(fact.fields, field));
    const object = owner?.fact.fields[field];
    if (!owner || !object || others.length > 0 || line.some((one) => this.#isOpen(one))) return undefined;
    const heirs = this.#heirsOf(owner);
    if (heirs.some((one) => !line.includes(one) && (one.fact.open || hasOwn(one.fact, field)))) return undefined;
    return { path: owner.path, object };
  }

  #isOpen({ path, fact }: ClassIn): boolean {
    return fact.open || this.#handedOn.has(fact) || (fact.derived && this.#baseOf(path, fact) === 'unknown');
  }

  /** A class and what it inherits from, as far as the project has it. */
  lineOf(from: ClassIn): ClassIn[] {
    const line = [from];
    for (;;) {
      const last = line.at(-1)!;
      const base = this.#baseOf(last.path, last.fact);
      if (typeof base === 'string' || line.some(({ fact }) => fact === base.fact)) return line;
      line.push(base);
    }
  }

  #baseOf(path: string, { base }: ClassFact): ClassIn | 'none' | 'builtin' | 'unknown' {
    if (typeof base === 'string') return base;
    return this.made(path, base)?.of ?? 'unknown';
  }

  #addHeir(one: ClassIn): void {
    const base = this.#baseOf(one.path, one.fact);
    if (typeof base !== 'string') this.#heirs.add(base.fact, one);
    else if (base === 'unknown' && !isOfPackage(one.fact.base)) this.#foundlings.push(one);
  }

  #heirsOf({ fact }: ClassIn): ClassIn[] {
    const heirs = [...this.#heirs.listOf(fact)];
    for (const heir of heirs)
      heirs.push(...this.#heirs.listOf(heir.fact).filter((one) => !heirs.some((known) => known.fact === one.fact)));
    return heirs;
  }

  /** Somebody outside of the project may inherit from it. */
  #isPublic({ path, fact }: ClassIn): boolean {
    return this.graph.isLoadedByOthers(path) || this.#exposed.has(fact) || this.graph.modules.get(path)!.open;
  }

  /** An object of the class that begins there. */
  instanceOf(path: string, at: number, exact: boolean): Instance | undefined {
    const fact = this.graph.modules.get(path)?.classes.find((one) => one.at === at);
    return fact && { kind: 'instance', of: { path, fact }, exact, through: [] };
  }

  #inner(path: string, use: UseFact, inner: string): ClassFact[] {
    const module = this.graph.namespaceOf(path, use);
    const known = module && this.#madeBy(this.graph.exportedFact(module.path, inner));
    return known ? [known.of.fact] : [];
  }

  /** What `new` makes of a class, as a file names it. */
  made(path: string, name: ClassName): Instance | undefined {
    return typeof name === 'number'
      ? this.instanceOf(path, name, true)
      : this.#madeBy(this.graph.exportFact(path, name));
  }

  #madeBy(found: ExportFound | undefined): Instance | undefined {
    if (!found || found.fact.kind === 'from' || found.fact.at === undefined) return undefined;
    const own = this.instanceOf(found.path, found.fact.at, true);
    return own && { ...own, through: found.through };
  }

  /** A class that goes to a function may get other methods there, and heirs. */
  #addUse(path: string, use: UseFact): void {
    if (use.kind === 'call' || use.kind === 'class') return;
    const isWhole = use.member === undefined || use.member === 'prototype';
    const names = use.member === 'prototype' ? [use, { ...use, member: undefined }] : [use];
    const found =
      use.inner === undefined
        ? names.flatMap((name) => this.made(path, name)?.of.fact ?? [])
        : this.#inner(path, use, use.inner);
    const target = isWhole ? this.graph.resolve(path, use.specifier) : undefined;
    const all = target === undefined ? found : [...found, ...this.graph.modules.get(target)!.classes];
    all.forEach((fact) => this.#exposed.add(fact));
    if (!isHarmless(use)) found.forEach((fact) => this.#handedOn.add(fact));
  }
}

const hasOwn = ({ methods, fields }: ClassFact, name: string): boolean =>
  Object.hasOwn(methods, name) || Object.hasOwn(fields, name);

/** Packages do not inherit from the files of this one. */
const isOfPackage = (base: ClassFact['base']): boolean => typeof base === 'object' && !base.specifier.startsWith('.');
