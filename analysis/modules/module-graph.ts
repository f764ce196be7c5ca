import { posix } from 'node:path';
import type { ImportedName } from '../../core/index.js';
import type { ExportFact, ModuleFacts, UseFact } from './module-facts.js';
import type { PackageFacts } from './package-facts.js';
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
  readonly #carriers = new Map<string, Carrier[]>();
  readonly #uses = new Map<string, UseIn[]>();
  readonly #wholeUses = new Map<string, UseIn[]>();
  readonly #named = new Map<string, { readonly file: string; readonly place: string }[]>();
  readonly modules: ReadonlyMap<string, ModuleFacts>;
  readonly packages: readonly PackageFacts[];

  constructor({ modules, packages, aliases }: GraphInput) {
    this.modules = modules;
    this.packages = packages;
    this.#resolver = new ModuleResolver(new Set(modules.keys()), packages, aliases);
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
    const behind = facts.uses.flatMap((use) => this.imported(path, use)?.ref.path ?? []);
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

  /** What an import gives, whatever it is, and the modules through which it comes. */
  exportFact(
    from: string,
    { specifier, form, member }: ImportedName,
  ): { path: string; fact: ExportFact; through: Carrier[] } | undefined {
    const path = this.resolve(from, specifier);
    const facts = path === undefined ? undefined : this.modules.get(path);
    const name = facts && exportName(facts, form, member);
    const through: Carrier[] = [];
    const found = path === undefined || name === undefined ? undefined : this.#find(path, name, through);
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

  /** Every module that exports a function, under which names. */
  carriersOf(ref: FunctionRef): readonly Carrier[] {
    return this.#carriers.get(refKey(ref)) ?? [];
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
    return this.#entries().has(path) || this.#unclear().some((folder) => isWithin(path, folder));
  }

  #entrySet: Set<string> | undefined;

  #entries(): Set<string> {
    return (this.#entrySet ??= new Set(
      this.packages.flatMap(({ folder, entries }) =>
        entries
          .flatMap((entry) => this.#source(folder, entry) ?? [])
          .concat(this.#resolver.resolve('x.js', `./${folder}`) ?? []),
      ),
    ));
  }

  #unclearFolders: string[] | undefined;

  /** Packages with an entry point that is none of the files: it is built from some of them. */
  #unclear(): string[] {
    return (this.#unclearFolders ??= this.packages
      .filter(({ folder, entries }) =>
        entries.some(
          (entry) => /\.[cm]?[jt]sx?$/.test(entry) && !/\.d\.[cm]?ts$/.test(entry) && !this.#source(folder, entry),
        ),
      )
      .map(({ folder }) => folder));
  }

  /** The file of an entry point, or the source that it is built from: `src/index.ts` of `dist/index.js`. */
  #source(folder: string, entry: string): string | undefined {
    const direct = this.#resolver.resolve('x.js', `./${entry}`);
    if (direct !== undefined) return direct;
    const inside = folder === '' ? entry : entry.slice(folder.length + 1);
    const built = /^(?:dist|lib|build|out|es|esm|cjs)(?:\/(?:cjs|esm|es|src))?\//.exec(inside)?.[0];
    if (built === undefined) return undefined;
    return this.#resolver.resolve('x.js', `./${posix.join(folder, 'src', inside.slice(built.length))}`);
  }

  #addCarriers(path: string): void {
    for (const name of this.#names(path, new Set())) {
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
    const found = use.kind === 'whole' ? undefined : this.imported(path, use);
    // `load.call(…)`, `load.bind(…)` of a module that is a function.
    const itself = /^(?:call|apply|bind)$/.test(use.member ?? '') && this.imported(path, { ...use, member: undefined });
    if (itself) push(this.#uses, refKey(itself.ref), { path, use: { ...use, kind: 'value' } });
    if (found)
      push(this.#uses, refKey(found.ref), { path, use: use.kind === 'class' ? { ...use, kind: 'value' } : use });
    else if (use.member === undefined && use.kind !== 'class') push(this.#wholeUses, target, { path, use });
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

export const isWithin = (path: string, folder: string): boolean =>
  folder === '' || path === folder || path.startsWith(`${folder}/`);

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
