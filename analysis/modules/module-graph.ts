import { posix } from 'node:path';
import { CarrierIndex } from './carrier-index.js';
import { EntryPoints } from './entry-points.js';
import { ExportLookup, type Carrier } from './export-lookup.js';
import type { FunctionRef } from './function-ref.js';
import type { ModuleFacts } from './module-facts.js';
import { MultiMap } from '../../core/multi-map.js';
import type { PackageFacts } from './package-facts.js';
import { ModuleResolver, type PathAliases } from './resolve-module.js';
import { UseIndex, type UseIn } from './use-index.js';

export interface GraphInput {
  readonly modules: ReadonlyMap<string, ModuleFacts>;
  readonly packages: readonly PackageFacts[];
  readonly aliases: PathAliases;
}

/** Knows from which file which import comes, and who imports what. */
export class ModuleGraph extends ExportLookup {
  readonly packages: readonly PackageFacts[];
  readonly #entries: EntryPoints;
  readonly #carriers: CarrierIndex;
  readonly #uses: UseIndex;
  /** The files that files of the project import. */
  #imported: ReadonlySet<string> | undefined;
  /** Paths that files name. */
  readonly #named = new MultiMap<string, { readonly file: string; readonly place: string }>();

  constructor({ modules, packages, aliases }: GraphInput) {
    super(modules, new ModuleResolver(new Set(modules.keys()), packages, aliases));
    this.packages = packages;
    this.#entries = new EntryPoints(packages, (path) => this.resolve('x.js', path));
    this.#carriers = new CarrierIndex(this);
    this.#uses = new UseIndex(this);
    for (const [file, { named }] of modules)
      for (const { path, place } of named) this.#named.add(path, { file, place });
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

  /** Functions that files of the project export, each once, under however many names. */
  functions(): FunctionRef[] {
    return [...this.modules].flatMap(([path, { exports }]) => {
      const places = Object.values(exports).flatMap((fact) => (fact.kind === 'function' ? [fact.at] : []));
      return [...new Set(places)].map((at) => ({ path, at }));
    });
  }

  /** Every module that exports a function, or an object that has it, under which names. */
  carriersOf(ref: FunctionRef): readonly Carrier[] {
    return this.#carriers.of(ref);
  }

  /** Where an exported function is imported and used; exports of it are among the carriers instead. */
  usesOf(ref: FunctionRef): readonly UseIn[] {
    return this.#uses.of(ref);
  }

  /** Where a module goes as a whole. */
  wholeUsesOf(path: string): readonly UseIn[] {
    return this.#uses.ofWhole(path);
  }

  /** Where another file gives the path of a file, or of a folder above it, to code that may load it. */
  namedAt(path: string): string | undefined {
    const bare = path.replace(/\.[cm]?[jt]sx?$/, '');
    const names = [path, bare, ''];
    for (let folder = posix.dirname(path); folder !== '.'; folder = posix.dirname(folder)) names.push(folder);
    return names.flatMap((name) => this.#named.listOf(name)).find(({ file }) => file !== path)?.place;
  }

  /** Whether a package offers a file to others. */
  isEntry(path: string): boolean {
    return this.#entries.has(path);
  }

  /** Whether others than the project's own files may load a file: who loads one that none of them imports is not known. */
  isLoadedByOthers(path: string): boolean {
    this.#imported ??= new Set([...this.modules.keys()].flatMap((file) => this.dependencies(file)));
    return this.isEntry(path) || !this.#imported.has(path);
  }
}
