import type { Carrier, ExportLookup } from './export-lookup.js';
import { refKey, type FunctionRef } from './function-ref.js';
import { MultiMap } from '../../core/multi-map.js';

/** Knows which modules export a function, under which names. */
export class CarrierIndex {
  readonly #carriers = new MultiMap<string, Carrier>();
  /** Modules that another one exports as an object: `exports.files = require('./files')`. */
  readonly #namespaces = new MultiMap<string, Carrier>();

  constructor(private readonly lookup: ExportLookup) {
    for (const path of lookup.modules.keys()) this.#add(path);
  }

  /** Every module that exports a function, or an object that has it, under which names. */
  of(ref: FunctionRef): readonly Carrier[] {
    const carriers = [...this.#carriers.listOf(refKey(ref))];
    // The list grows while it is read: an object may be a member of another one.
    for (const { path } of carriers)
      for (const outer of this.#namespaces.listOf(path))
        if (!carriers.some((one) => one.path === outer.path && one.name === outer.name)) carriers.push(outer);
    return carriers;
  }

  #add(path: string): void {
    for (const name of this.#names(path, new Set())) {
      const module = this.lookup.namespaceAt(path, name);
      if (module !== undefined && module !== path) this.#namespaces.add(module, { path, name });
      const ref = this.lookup.exported(path, name);
      if (ref) this.#carriers.add(refKey(ref), { path, name });
    }
  }

  /** The names that a module exports, those of `export *` among them. */
  #names(path: string, seen: Set<string>): Set<string> {
    const facts = this.lookup.modules.get(path);
    if (!facts || seen.has(path)) return new Set();
    seen.add(path);
    const names = new Set(Object.keys(facts.exports));
    for (const specifier of facts.stars) {
      const star = this.lookup.resolve(path, specifier);
      if (star !== undefined) this.#names(star, seen).forEach((name) => names.add(name));
    }
    return names;
  }
}
