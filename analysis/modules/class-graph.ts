import type { ClassName, ImportedName, ObjectPath, PlannedFunction } from '../../core/index.js';
import type { ClassFact } from '../methods/class-facts.js';
import { isHarmless, type Replacements } from './replacements.js';
import type { UseFact } from './module-facts.js';
import type { Carrier, ExportFound, FunctionRef, ModuleGraph } from './module-graph.js';

/** A class of the project, and the file that it is in. */
interface ClassIn {
  readonly path: string;
  readonly fact: ClassFact;
}

/** An object of the project: its class, and whether it may be of one that inherits from it. */
interface Known {
  readonly of: ClassIn;
  readonly exact: boolean;
  /** The modules through which its class comes. */
  readonly through: readonly Carrier[];
}

/** The function behind a method, as the text of the project has it. */
export interface MethodRef extends FunctionRef {
  /** Set when it was converted before. */
  readonly dual: PlannedFunction | undefined;
  readonly through: readonly Carrier[];
}

/** Knows what a method call calls: the classes of the project, what inherits from what, and which members somebody sets. */
export class ClassGraph {
  readonly #written = new Set<string>();
  readonly #held = new Set<string>();
  readonly #handedOn = new Set<ClassFact>();
  /** Classes that are exported again, or that go somewhere as values. */
  readonly #exposed = new Set<ClassFact>();
  readonly #heirs = new Map<ClassFact, ClassIn[]>();
  /** Classes of which it is not known what they inherit from. */
  readonly #foundlings: ClassIn[] = [];
  #any = false;
  #mixes = false;

  constructor(
    private readonly graph: ModuleGraph,
    private readonly replacements: Replacements,
  ) {
    for (const [path, { writes, classes }] of graph.modules) {
      writes.names.forEach((name) => this.#written.add(name));
      writes.held.forEach((name) => this.#held.add(name));
      this.#any ||= writes.any;
      this.#mixes ||= writes.mixes;
      for (const fact of classes) this.#addHeir({ path, fact });
    }
    for (const [path, { uses }] of graph.modules) for (const use of uses) this.#addUse(path, use);
  }

  /**
   * The function that a call of a method calls, whatever happens in the project; `undefined` when it may be another.
   *
   * @param path the file in which the call stands
   */
  method(path: string, object: ObjectPath, name: string): MethodRef | undefined {
    const known = this.#objectAt(path, object, 0);
    const found = known && this.isFixed(name) ? this.#methodOf(known, name) : undefined;
    if (!known || !found || this.replacements.replacing(known.through) !== undefined) return undefined;
    if (this.replacements.replacesMember(name)) return undefined;
    const { at, dual } = found.fact.methods[name]!;
    return { path: found.path, at, dual, through: known.through };
  }

  /** The files of the classes whose methods a file calls. */
  dependencies(path: string): string[] {
    const calls = this.graph.modules.get(path)?.methodCalls ?? [];
    const objects = new Map(calls.map(({ object }) => [JSON.stringify(object), object]));
    return [...objects.values()].flatMap((object) => {
      const known = this.#objectAt(path, object, 0);
      return known ? this.#line(known.of).map((one) => one.path) : [];
    });
  }

  /** Nobody sets a member of that name of an object that may be of any class. */
  isFixed(name: string): boolean {
    return !this.#any && !this.#written.has(name) && !(this.#mixes && this.#held.has(name));
  }

  #methodOf({ of, exact }: Known, name: string): ClassIn | undefined {
    const line = this.#line(of);
    const found = line.find(({ fact }) => Object.hasOwn(fact.methods, name));
    if (!found || line.some((one) => this.#isOpen(one) || Object.hasOwn(one.fact.fields, name))) return undefined;
    // What is inherited from somewhere else may hide what is inherited behind it.
    const nearer = line.slice(0, line.indexOf(found));
    if (nearer.some(({ fact }) => fact.base === 'builtin' || fact.base === 'unknown')) return undefined;
    if (!exact && this.#heirsOf(of).some(({ fact }) => fact.open || hasOwn(fact, name))) return undefined;
    return !exact && (this.#isPublic(of) || this.#foundlings.length > 0) ? undefined : found;
  }

  #isOpen({ path, fact }: ClassIn): boolean {
    return fact.open || this.#handedOn.has(fact) || (fact.derived && this.#baseOf(path, fact) === 'unknown');
  }

  /** A class and what it inherits from, as far as the project has it. */
  #line(from: ClassIn): ClassIn[] {
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
    return this.#classAt(path, base)?.of ?? 'unknown';
  }

  #addHeir(one: ClassIn): void {
    const base = this.#baseOf(one.path, one.fact);
    if (typeof base !== 'string') push(this.#heirs, base.fact, one);
    else if (base === 'unknown' && !isOfPackage(one.fact.base)) this.#foundlings.push(one);
  }

  #heirsOf({ fact }: ClassIn): ClassIn[] {
    const heirs = [...(this.#heirs.get(fact) ?? [])];
    for (const heir of heirs)
      heirs.push(
        ...(this.#heirs.get(heir.fact) ?? []).filter((one) => !heirs.some((known) => known.fact === one.fact)),
      );
    return heirs;
  }

  /** Somebody outside of the project may inherit from it. */
  #isPublic({ path, fact }: ClassIn): boolean {
    return this.graph.isEntry(path) || this.#exposed.has(fact) || this.graph.modules.get(path)!.open;
  }

  #objectAt(path: string, { root, fields }: ObjectPath, depth: number): Known | undefined {
    if (depth > MAX_DEPTH) return undefined;
    let known: Known | undefined;
    if (root.kind === 'this') known = this.#own(path, root.of, false);
    else if (root.kind === 'exported') known = this.#exportedObject(path, root.name, depth);
    else known = this.#made(path, root);
    for (const field of fields) known = known && this.#fieldOf(known, field, depth);
    return known;
  }

  #made(path: string, { of, called }: { of: ClassName; called: boolean }): Known | undefined {
    const known = this.#classAt(path, of);
    return known && (!called || known.of.fact.callable) ? known : undefined;
  }

  #own(path: string, at: number, exact: boolean): Known | undefined {
    const fact = this.graph.modules.get(path)?.classes.find((one) => one.at === at);
    return fact && { of: { path, fact }, exact, through: [] };
  }

  #inner(path: string, use: UseFact, inner: string): ClassFact[] {
    const module = this.graph.namespaceOf(path, use);
    const known = module && this.#classBehind(this.graph.exportedFact(module.path, inner));
    return known ? [known.of.fact] : [];
  }

  #classAt(path: string, name: ClassName): Known | undefined {
    if (typeof name === 'number') return this.#own(path, name, true);
    return this.#classBehind(this.graph.exportFact(path, name));
  }

  #classBehind(found: ExportFound | undefined): Known | undefined {
    if (!found || found.fact.kind === 'from' || found.fact.at === undefined) return undefined;
    const own = this.#own(found.path, found.fact.at, true);
    return own && { ...own, through: found.through };
  }

  #exportedObject(path: string, name: ImportedName, depth: number): Known | undefined {
    const found = this.graph.exportFact(path, name);
    const object = found?.fact.kind === 'other' ? found.fact.object : undefined;
    const known = object && this.#objectAt(found!.path, object, depth + 1);
    return known && { ...known, through: [...found!.through, ...known.through] };
  }

  /** What a field holds that nothing else sets: neither the classes around it nor anybody else. */
  #fieldOf({ of, through }: Known, field: string, depth: number): Known | undefined {
    if (!this.isFixed(field) || this.replacements.replacesMember(field)) return undefined;
    const line = this.#line(of);
    const setting = line.filter(({ fact }) => Object.hasOwn(fact.fields, field));
    const [owner, ...others] = setting;
    const path = owner?.fact.fields[field];
    if (!owner || !path || others.length > 0 || line.some((one) => this.#isOpen(one))) return undefined;
    const heirs = this.#heirsOf(owner);
    if (heirs.some((one) => !line.includes(one) && (one.fact.open || hasOwn(one.fact, field)))) return undefined;
    const known = this.#objectAt(owner.path, path, depth + 1);
    return known && { ...known, through: [...through, ...known.through] };
  }

  /** A class that goes to a function may get other methods there, and heirs. */
  #addUse(path: string, use: UseFact): void {
    if (use.kind === 'call' || use.kind === 'class') return;
    const isWhole = use.member === undefined || use.member === 'prototype';
    const names = use.member === 'prototype' ? [use, { ...use, member: undefined }] : [use];
    const found =
      use.inner === undefined
        ? names.flatMap((name) => this.#classAt(path, name)?.of.fact ?? [])
        : this.#inner(path, use, use.inner);
    const target = isWhole ? this.graph.resolve(path, use.specifier) : undefined;
    const all = target === undefined ? found : [...found, ...this.graph.modules.get(target)!.classes];
    all.forEach((fact) => this.#exposed.add(fact));
    if (!isHarmless(use)) found.forEach((fact) => this.#handedOn.add(fact));
  }
}

/** Objects in fields of objects in fields of objects. */
const MAX_DEPTH = 4;

const hasOwn = ({ methods, fields }: ClassFact, name: string): boolean =>
  Object.hasOwn(methods, name) || Object.hasOwn(fields, name);

/** Packages do not inherit from the files of this one. */
const isOfPackage = (base: ClassFact['base']): boolean => typeof base === 'object' && !base.specifier.startsWith('.');

function push<Key, Item>(map: Map<Key, Item[]>, key: Key, item: Item): void {
  const list = map.get(key);
  if (list) list.push(item);
  else map.set(key, [item]);
}
