import type { ClassName, ImportedName, ObjectPath, PlannedFunction } from '../../core/index.js';
import type { MethodFact } from '../methods/class-facts.js';
import type { TableFact } from '../methods/table-facts.js';
import { ClassGraph, type Instance } from './class-graph.js';
import type { UseFact } from './module-facts.js';
import type { Carrier, ExportFound } from './export-lookup.js';
import type { FunctionRef } from './function-ref.js';
import type { ModuleGraph } from './module-graph.js';
import { isHarmless, type Replacements } from './replacements.js';

/** An object that a file writes down, or a function or class with members of its own. */
interface KnownTable {
  readonly kind: 'table';
  readonly path: string;
  readonly fact: TableFact;
  readonly through: readonly Carrier[];
}

/** What a module exports. */
interface KnownModule {
  readonly kind: 'module';
  readonly path: string;
  readonly through: readonly Carrier[];
}

type Known = Instance | KnownTable | KnownModule;

/** The function behind a method, as the text of the project has it. */
export interface MethodRef extends FunctionRef {
  /** Set when it was converted before. */
  readonly dual: PlannedFunction | undefined;
  readonly through: readonly Carrier[];
}

/** A method, the file that it is in, and the modules through which it comes. */
interface MethodFound {
  readonly path: string;
  readonly fact: MethodFact;
  readonly through: readonly Carrier[];
}

/** Knows what a method call calls: follows objects from where they are made to where they are used. */
export class ObjectGraph {
  readonly #classes: ClassGraph;
  /** Tables that go to functions that may change them. */
  readonly #handedOn = new Set<TableFact>();

  constructor(
    private readonly graph: ModuleGraph,
    private readonly replacements: Replacements,
  ) {
    this.#classes = new ClassGraph(graph);
    for (const [path, { uses }] of graph.modules)
      for (const use of uses) if (use.kind === 'value' && mayChange(use)) this.#addUse(path, use);
  }

  /**
   * The function that a call of a method calls, whatever happens in the project; `undefined` when it may be another.
   *
   * @param path the file in which the call stands
   */
  method(path: string, object: ObjectPath, name: string): MethodRef | undefined {
    const known = this.#objectAt(path, object, 0);
    const found = known && this.#methodOf(known, name);
    if (!found) return undefined;
    const { fact, through } = found;
    return { path: found.path, at: fact.at, dual: fact.dual, through };
  }

  /** The files whose functions a file calls as methods. */
  dependencies(path: string): string[] {
    const calls = this.graph.modules.get(path)?.methodCalls ?? [];
    const objects = new Map(calls.map(({ object }) => [JSON.stringify(object), object]));
    return [...objects.values()].flatMap((object) => {
      const known = this.#objectAt(path, object, 0);
      if (known?.kind === 'instance') return this.#classes.lineOf(known.of).map((one) => one.path);
      return known ? [known.path] : [];
    });
  }

  /** Nobody sets a method of that name of an object that may be of any class. */
  isFixed(name: string): boolean {
    return this.#classes.isFixed(name);
  }

  #methodOf(known: Known, name: string): MethodFound | undefined {
    const found = this.#memberOf(known, name);
    if (!found || this.replacements.replacesMember(name)) return undefined;
    return this.replacements.replacing(found.through) === undefined ? found : undefined;
  }

  #memberOf(known: Known, name: string): MethodFound | undefined {
    if (known.kind === 'instance') {
      const found = this.#classes.methodOf(known, name);
      return found && { path: found.path, fact: found.fact.methods[name]!, through: known.through };
    }
    // What defines it is one of the places that hold a function of that name.
    if (!this.#classes.isFixed(name, 1)) return undefined;
    if (known.kind === 'module') return this.#exportOf(known, name);
    const { path, fact, through } = known;
    const isKnown = !fact.open && !this.#handedOn.has(fact) && Object.hasOwn(fact.methods, name);
    return isKnown ? { path, fact: fact.methods[name]!, through } : undefined;
  }

  #exportOf({ path, through }: KnownModule, name: string): MethodFound | undefined {
    const found = this.graph.exportedFact(path, name);
    if (found?.fact.kind !== 'function') return undefined;
    const { at, gives } = found.fact;
    const dual = this.graph.modules.get(found.path)!.duals[at];
    const fact = { at, ...(dual && { dual }), ...(gives && { gives }) };
    return { path: found.path, fact, through: [...through, ...found.through] };
  }

  #objectAt(path: string, { root, fields }: ObjectPath, depth: number): Known | undefined {
    if (depth > MAX_DEPTH) return undefined;
    let known: Known | undefined;
    if (root.kind === 'this') known = this.#classes.instanceOf(path, root.of, false);
    else if (root.kind === 'exported') known = this.#exported(path, root.name, depth);
    else if (root.kind === 'table') known = this.#table(path, root.of);
    else known = this.#made(path, root, depth);
    for (const field of fields) known = known && this.#step(known, field, depth);
    return known;
  }

  #table(path: string, at: number): KnownTable | undefined {
    const fact = this.graph.modules.get(path)?.tables.find((one) => one.at === at);
    return fact && { kind: 'table', path, fact, through: [] };
  }

  /** What `new` or a call makes. */
  #made(path: string, { of, called }: { of: ClassName; called: boolean }, depth: number): Known | undefined {
    const made = this.#classes.made(path, of);
    if (made && (!called || made.of.fact.callable)) return made;
    if (!called || typeof of === 'number') return undefined;
    const found = this.graph.exportFact(path, of);
    if (found?.fact.kind === 'function') {
      const known = found.fact.gives && this.#objectAt(found.path, found.fact.gives, depth + 1);
      return known && withSteps(known, found.through);
    }
    // A method of the object that the module exports.
    if (of.member === undefined) return undefined;
    const object = {
      root: { kind: 'exported', name: { ...of, member: undefined } },
      fields: [`${of.member}()`],
    } as const;
    return this.#objectAt(path, object, depth + 1);
  }

  #exported(path: string, name: ImportedName, depth: number): Known | undefined {
    const found = this.graph.exportFact(path, name);
    const known = found && this.#behind(found, depth);
    if (known || found?.fact.kind === 'other') return known;
    const module = this.graph.namespaceOf(path, name);
    return module && { kind: 'module', ...module };
  }

  /** The object that an export is. */
  #behind({ path, fact, through }: ExportFound, depth: number): Known | undefined {
    if (fact.kind === 'from') return undefined;
    if (fact.kind === 'other' && fact.object) {
      const known = this.#objectAt(path, fact.object, depth + 1);
      return known && withSteps(known, through);
    }
    const table = fact.at === undefined ? undefined : this.#table(path, fact.at);
    return table && { ...table, through };
  }

  #step(known: Known, name: string, depth: number): Known | undefined {
    if (name.endsWith('()')) return this.#given(known, name.slice(0, -2), depth);
    if (this.replacements.replacesMember(name)) return undefined;
    if (known.kind === 'instance') return this.#at(known, this.#classes.fieldOf(known, name), depth);
    if (!this.#classes.isFixed(name, 1)) return undefined;
    if (known.kind === 'table') {
      const { path, fact } = known;
      const object = !fact.open && Object.hasOwn(fact.fields, name) ? fact.fields[name] : undefined;
      return this.#at(known, object && { path, object }, depth);
    }
    const found = this.graph.exportedFact(known.path, name);
    const member = found && this.#behind(found, depth);
    return member && withSteps(member, known.through);
  }

  #at(from: Known, found: { path: string; object: ObjectPath } | undefined, depth: number): Known | undefined {
    const known = found && this.#objectAt(found.path, found.object, depth + 1);
    return known && withSteps(known, from.through);
  }

  /** What a method gives: the object itself, where it says `return this`. */
  #given(known: Known, name: string, depth: number): Known | undefined {
    const found = this.#methodOf(known, name);
    const gives = found?.fact.gives;
    if (!found || !gives) return undefined;
    if (gives.root.kind !== 'this' || known.kind !== 'instance')
      return this.#at({ ...known, through: found.through }, { path: found.path, object: gives }, depth);
    let given: Known | undefined = known;
    for (const field of gives.fields) given = given && this.#step(given, field, depth + 1);
    return given;
  }

  #addUse(path: string, use: UseFact): void {
    const module = use.inner === undefined ? undefined : this.graph.namespaceOf(path, use);
    const found =
      use.inner === undefined
        ? this.graph.exportFact(path, use)
        : module && this.graph.exportedFact(module.path, use.inner);
    const known = found && this.#behind(found, 0);
    if (known?.kind === 'table') this.#handedOn.add(known.fact);
  }
}

/** Objects in fields of objects in fields of objects. */
const MAX_DEPTH = 4;

/** An object that goes to a function, or whose members are set under names that are computed. */
const mayChange = (use: UseFact): boolean => !isHarmless(use) || use.text.startsWith('looked up by ');

const withSteps = (known: Known, through: readonly Carrier[]): Known => ({
  ...known,
  through: [...through, ...known.through],
});
