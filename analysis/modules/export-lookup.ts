import type { ImportedName } from '../../core/index.js';
import type { FunctionRef } from './function-ref.js';
import type { ExportFact, ModuleFacts, UseFact } from './module-facts.js';
import type { ModuleResolver } from './resolve-module.js';

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

/** Knows what an import gives, and from which file it comes, through whatever modules export it again. */
export class ExportLookup {
  constructor(
    readonly modules: ReadonlyMap<string, ModuleFacts>,
    private readonly resolver: ModuleResolver,
  ) {}

  /** The file that a specifier means; `undefined` outside of the project. */
  resolve(from: string, specifier: string): string | undefined {
    return this.resolver.resolve(from, specifier);
  }

  /** The function that an import gives, and the modules through which it comes. */
  imported(from: string, name: ImportedName): { ref: FunctionRef; through: Carrier[] } | undefined {
    const carrier = this.#carrierOf(from, name);
    if (!carrier) return undefined;
    const through: Carrier[] = [];
    const ref = this.exported(carrier.path, carrier.name, through);
    return ref && { ref, through };
  }

  /** What an import gives, whatever it is, and the modules through which it comes. */
  exportFact(from: string, name: ImportedName): ExportFound | undefined {
    const carrier = this.#carrierOf(from, name);
    return carrier && this.exportedFact(carrier.path, carrier.name);
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
    const found = member === undefined ? undefined : this.namespaceAt(path, member, through);
    return found === undefined ? undefined : { path: found, through };
  }

  /** The module that another one exports under a name: `exports.files = require('./files')`. `through` collects the modules on the way. */
  namespaceAt(path: string, name: string, through: Carrier[] = []): string | undefined {
    if (isOnTheWay(through, path, name)) return undefined;
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
      const found = star === undefined ? undefined : this.namespaceAt(star, name, through);
      if (found !== undefined) return found;
    }
    return undefined;
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
    if (isOnTheWay(through, path, name)) return undefined;
    const facts = this.modules.get(path);
    if (!facts) return undefined;
    through.push({ path, name });
    const own = ownFact(facts, name);
    if (own?.kind === 'from') {
      const target = this.#carrierOf(path, own);
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

  /** The export that an import names. */
  #carrierOf(from: string, { specifier, form, member }: ImportedName): Carrier | undefined {
    const path = this.resolve(from, specifier);
    const facts = path === undefined ? undefined : this.modules.get(path);
    const name = facts && exportName(facts, form, member);
    return path !== undefined && name !== undefined ? { path, name } : undefined;
  }
}

const isOnTheWay = (through: readonly Carrier[], path: string, name: string): boolean =>
  through.some((carrier) => carrier.path === path && carrier.name === name);

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
