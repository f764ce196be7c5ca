import { posix } from 'node:path';
import type { ImportedName } from '../../core/index.js';
import type { ExportFact, ModuleFacts, UseFact } from './module-facts.js';
import type { PackageFacts } from './package-facts.js';
import { EntryPoints } from './entry-points.js';
import { ModuleResolver, type PathAliases } from './resolve-module.js';

/** A function of the project: its file, and where it begins there. */
export interface FunctionRef {
  readonly path: string;
  readonly at: number;
}

export const refKey = ({ path, at }: FunctionRef): string => `${path}:${at}`;

/** A module that exports something, and the name under which it does. */
export interface Carrier {
  readonly path: string;
  readonly name: string;
}

/** What stands behind an export, the file that it is in, and the modules through which it comes. */
export interface ExportFound {
  readonly path: string;
  readonly fact: ExportFact;
  readonly through: Carrier[];
}

/** A use of a module or of an export, and the file in which it stands. */
export interface UseIn {
  readonly path: string;
  readonly use: UseFact;
}

export interface GraphInput {
  readonly modules: ReadonlyMap<string, ModuleFacts>;
  readonly packages: readonly PackageFacts[];
  readonly aliases: PathAliases;
}

/** Knows from which file which import comes, and who imports what. */
export class ModuleGraph {
  readonly #resolver: ModuleResolver;
  readonly #entries: EntryPoints;
  readonly #carriers = new Map<string, Carrier[]>();
  readonly #uses = new Map<string, UseIn[]>();
  readonly #wholeUses = new Map<string, UseIn[]>();
  /** Modules that another one exports as an object: `exports.files = require('./files')`. */
  readonly #namespaces = new Map<string, Carrier[]>();
  readonly #named = new Map<string, { readonly file: string; readonly place: string }[]>();
  readonly modules: ReadonlyMap<string, ModuleFacts>;
  readonly packages: readonly PackageFacts[];

  constructor({ modules, packages, aliases }: GraphInput) {
    this.modules = modules;
    this.packages = packages;
    this.#resolver = new ModuleResolver(new Set(modules.keys()), packages, aliases);
    this.#entries = new EntryPoints(packages, (path) => this.#resolver.resolve('x.js', path));
    for (const path of modules.keys()) this.#addCarriers(path);
    for (const [file, { uses, named }] of modules) {
      for (const use of uses) this.#addUse(file, use);
      for (const { path, place } of named) push(this.#named, path, { file, place });
    }
  }

  /** The file that a specifier means; `undefined` outside of the project. */
  resolve(from: string, specifier: string): string | undefined {
    return this.#resolver.resolve(from, specifier);
  }

  /** The files that a file imports, and those from which what it uses of them comes in the end. */
  dependencies(path: string): readonly string[] {
    const facts = this.modules.get(path);
    if (!facts) return [];
    const specifiers = new Set([...facts.uses.map(({ specifier }) => specifier), ...facts.stars]);
    const direct = [...specifiers].flatMap((specifier) => this.resolve(path, specifier) ?? []);
    const behind = facts.uses.flatMap((use) => this.used(path, use)?.path ?? []);
    return [...new Set([...direct, ...behind])].filter((other) => other !== path);
  }

  /** The function that an import gives, and the modules through which it comes. */
  imported(
    from: string,
    { specifier, form, member }: ImportedName,
  ): { ref: FunctionRef; through: Carrier[] } | undefined {
    const path = this.resolve(from, specifier);
    const facts = path === undefined ? undefined : this.modules.get(path);
    const name = facts && exportName(facts, form, member);
    if (path === undefined || name === undefined) return undefined;
    const through: Carrier[] = [];
    const ref = this.exported(path, name, through);
    return ref && { ref, through };
  }

  /** The function that a use of an import means: `lib.load`, or `lib.files.read` where `lib` exports a module as `files`. */
  used(from: string, use: UseFact): FunctionRef | undefined {
    if (use.inner === undefined) return this.imported(from, use)?.ref;
    const module = this.namespaceOf(from, use);
    return module && this.exported(module.path, use.inner);
  }

  /** The module whose exports are the members of what an import gives, and the modules through which it comes. */
  namespaceOf(from: string, name: ImportedName): { path: string; through: Carrier[] } | undefined {
    const path = this.resolve(from, name.specifier);
    const facts = path === undefined ? undefined : this.modules.get(path);
    if (path === undefined || !facts) return undefined;
    if (name.member === undefined && (name.form !== 'default' || facts.format === 'commonjs'))
      return { path, through: [] };
    const member = exportName(facts, name.form, name.member);
    const through: Carrier[] = [];
    const found = member === undefined ? undefined : this.#namespaceAt(path, member, through);
    return found === undefined ? undefined : { path: found, through };
  }

  #namespaceAt(path: string, name: string, through: Carrier[]): string | undefined {
    if (through.some((carrier) => carrier.path === path && carrier.name === name)) return undefined;
    const facts = this.modules.get(path);
    if (!facts) return undefined;
    through.push({ path, name });
    const own = ownFact(facts, name);
    if (own) {
      if (own.kind !== 'from') return undefined;
      const found = this.namespaceOf(path, own);
      if (found) through.push(...found.through);
      return found?.path;
    }
    for (const specifier of facts.stars) {
      const star = this.resolve(path, specifier);
      const found = star === undefined ? undefined : this.#namespaceAt(star, name, through);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** What an import gives, whatever it is, and the modules through which it comes. */
  exportFact(from: string, { specifier, form, member }: ImportedName): ExportFound | undefined {
    const path = this.resolve(from, specifier);
    const facts = path === undefined ? undefined : this.modules.get(path);
    const name = facts && exportName(facts, form, member);
    return path === undefined || name === undefined ? undefined : this.exportedFact(path, name);
  }

  /** What a module exports under a name, whatever it is. */
  exportedFact(path: string, name: string): ExportFound | undefined {
    const through: Carrier[] = [];
    const found = this.#find(path, name, through);
    return found && { ...found, through };
  }

  /** The function that a module exports under a name. `through` collects the modules on the way. */
  exported(path: string, name: string, through: Carrier[] = []): FunctionRef | undefined {
    const found = this.#find(path, name, through);
    return found?.fact.kind === 'function' ? { path: found.path, at: found.fact.at } : undefined;
  }

  #find(path: string, name: string, through: Carrier[]): { path: string; fact: ExportFact } | undefined {
    if (through.some((carrier) => carrier.path === path && carrier.name === name)) return undefined;
    const facts = this.modules.get(path);
    if (!facts) return undefined;
    through.push({ path, name });
    const own = ownFact(facts, name);
    if (own?.kind === 'from') {
      const target = this.#next(path, own);
      return target && this.#find(target.path, target.name, through);
    }
    if (own) return facts.open && name !== 'default' ? undefined : { path, fact: own };
    if (facts.open) return undefined;
    for (const specifier of facts.stars) {
      const star = this.resolve(path, specifier);
      if (star === undefined) return undefined;
      const branch = [...through];
      const found = this.#find(star, name, branch);
      if (!found) continue;
      through.push(...branch.slice(through.length));
      return found;
    }
    return undefined;
  }

  /** The names of what a module exports, as long as all of it is functions of its own. */
  functionNames(from: string, specifier: string): string[] | undefined {
    const path = this.resolve(from, specifier);
    const facts = path === undefined ? undefined : this.modules.get(path);
    if (!facts || facts.open || facts.stars.length > 0) return undefined;
    const classes = new Set(facts.classes.map(({ at }) => at));
    const areFunctions = Object.values(facts.exports).every(
      (fact) => fact.kind === 'function' && !classes.has(fact.at),
    );
    return areFunctions ? Object.keys(facts.exports) : undefined;
  }

  /** Every module that exports a function, or an object that has it, under which names. */
  carriersOf(ref: FunctionRef): readonly Carrier[] {
    const carriers = [...(this.#carriers.get(refKey(ref)) ?? [])];
    // The list grows while it is read: an object may be a member of another one.
    for (const { path } of carriers)
      for (const outer of this.#namespaces.get(path) ?? [])
        if (!carriers.some((one) => one.path === outer.path && one.name === outer.name)) carriers.push(outer);
    return carriers;
  }

  /** Where an exported function is imported and used; exports of it are among the carriers instead. */
  usesOf(ref: FunctionRef): readonly UseIn[] {
    return this.#uses.get(refKey(ref)) ?? [];
  }

  /** Where a module goes as a whole. */
  wholeUsesOf(path: string): readonly UseIn[] {
    return this.#wholeUses.get(path) ?? [];
  }

  /** Where another file gives the path of a file, or of a folder above it, to code that may load it. */
  namedAt(path: string): string | undefined {
    const bare = path.replace(/\.[cm]?[jt]sx?$/, '');
    const names = [path, bare, ''];
    for (let folder = posix.dirname(path); folder !== '.'; folder = posix.dirname(folder)) names.push(folder);
    return names.flatMap((name) => this.#named.get(name) ?? []).find(({ file }) => file !== path)?.place;
  }

  /** Functions that files of the project export. */
  functions(): FunctionRef[] {
    return [...this.modules].flatMap(([path, { exports }]) =>
      Object.values(exports).flatMap((fact) => (fact.kind === 'function' ? [{ path, at: fact.at }] : [])),
    );
  }

  /** Whether others than the project's own files may load a file: the name of the package's file that says so. */
  isEntry(path: string): boolean {
    return this.#entries.has(path);
  }

  #addCarriers(path: string): void {
    for (const name of this.#names(path, new Set())) {
      const module = this.#namespaceAt(path, name, []);
      if (module !== undefined && module !== path) push(this.#namespaces, module, { path, name });
      const ref = this.exported(path, name);
      if (!ref) continue;
      const key = refKey(ref);
      this.#carriers.set(key, [...(this.#carriers.get(key) ?? []), { path, name }]);
    }
  }

  #names(path: string, seen: Set<string>): Set<string> {
    const facts = this.modules.get(path);
    if (!facts || seen.has(path)) return new Set();
    seen.add(path);
    const names = new Set(Object.keys(facts.exports));
    for (const specifier of facts.stars) {
      const star = this.resolve(path, specifier);
      if (star !== undefined) this.#names(star, seen).forEach((name) => names.add(name));
    }
    return names;
  }

  #addUse(path: string, use: UseFact): void {
    const target = this.resolve(path, use.specifier);
    if (target === undefined || use.kind === 'export') return;
    if (use.inner !== undefined) {
      this.#addInnerUse(path, use, use.inner);
      return;
    }
    const found = use.kind === 'whole' ? undefined : this.imported(path, use);
    // `load.call(…)`, `load.bind(…)` of a module that is a function.
    const itself = /^(?:call|apply|bind)$/.test(use.member ?? '') && this.imported(path, { ...use, member: undefined });
    if (itself) push(this.#uses, refKey(itself.ref), { path, use: { ...use, kind: 'value' } });
    if (found) this.#addFunctionUse(path, use, found.ref);
    else if (use.member === undefined && use.kind !== 'class') push(this.#wholeUses, target, { path, use });
    const isGiven = use.member !== undefined && use.kind === 'value' && !use.isFollowed;
    const module = isGiven ? this.namespaceOf(path, use)?.path : undefined;
    if (module !== undefined) push(this.#wholeUses, module, { path, use });
  }

  /** A member of a module that another one exports: a function, or one more module. */
  #addInnerUse(path: string, use: UseFact, inner: string): void {
    const module = this.namespaceOf(path, use);
    if (!module) return;
    const ref = this.exported(module.path, inner);
    const within = this.#namespaceAt(module.path, inner, []);
    if (ref) this.#addFunctionUse(path, use, ref);
    if (within !== undefined && use.kind === 'value') push(this.#wholeUses, within, { path, use });
  }

  #addFunctionUse(path: string, use: UseFact, ref: FunctionRef): void {
    push(this.#uses, refKey(ref), { path, use: use.kind === 'class' ? { ...use, kind: 'value' } : use });
  }

  #next(path: string, fact: ExportFact & { kind: 'from' }): Carrier | undefined {
    const target = this.resolve(path, fact.specifier);
    const facts = target === undefined ? undefined : this.modules.get(target);
    const name = facts && exportName(facts, fact.form, fact.member);
    return target !== undefined && name !== undefined ? { path: target, name } : undefined;
  }
}

function push<Key, Item>(map: Map<Key, Item[]>, key: Key, item: Item): void {
  const list = map.get(key);
  if (list) list.push(item);
  else map.set(key, [item]);
}

const ownFact = ({ exports }: ModuleFacts, name: string): ExportFact | undefined =>
  Object.hasOwn(exports, name) ? exports[name] : undefined;

/** The name of the export that an import means: it depends on the kinds of both modules. */
function exportName(
  { format }: ModuleFacts,
  form: ImportedName['form'],
  member: string | undefined,
): string | undefined {
  if (format === 'commonjs') return member ?? (form === 'namespace' ? undefined : 'default');
  if (form === 'default') return member === undefined ? 'default' : undefined;
  return member;
}
