import type { ExportLookup } from './export-lookup.js';
import { refKey, type FunctionRef } from './function-ref.js';
import type { UseFact } from './module-facts.js';
import { MultiMap } from '../../core/multi-map.js';

/** A use of a module or of an export, and the file in which it stands. */
export interface UseIn {
  readonly path: string;
  readonly use: UseFact;
}

/** Knows where what modules export is imported and used. */
export class UseIndex {
  readonly #uses = new MultiMap<string, UseIn>();
  readonly #wholeUses = new MultiMap<string, UseIn>();

  constructor(private readonly lookup: ExportLookup) {
    for (const [path, { uses }] of lookup.modules) for (const use of uses) this.#add(path, use);
  }

  /** Where an exported function is used; that it is exported again does not count. */
  of(ref: FunctionRef): readonly UseIn[] {
    return this.#uses.listOf(refKey(ref));
  }

  /** Where a module goes as a whole. */
  ofWhole(path: string): readonly UseIn[] {
    return this.#wholeUses.listOf(path);
  }

  #add(path: string, use: UseFact): void {
    const { lookup } = this;
    const target = lookup.resolve(path, use.specifier);
    if (target === undefined || use.kind === 'export') return;
    if (use.inner !== undefined) {
      this.#addInner(path, use, use.inner);
      return;
    }
    const found = use.kind === 'whole' ? undefined : lookup.imported(path, use);
    // `load.call(…)`, `load.bind(…)` of a module that is a function.
    const itself =
      /^(?:call|apply|bind)$/.test(use.member ?? '') && lookup.imported(path, { ...use, member: undefined });
    if (itself) this.#uses.add(refKey(itself.ref), { path, use: { ...use, kind: 'value' } });
    if (found) this.#addOfFunction(path, use, found.ref);
    else if (use.member === undefined && use.kind !== 'class') this.#wholeUses.add(target, { path, use });
    const isGiven = use.member !== undefined && use.kind === 'value' && !use.isFollowed;
    const module = isGiven ? lookup.namespaceOf(path, use)?.path : undefined;
    if (module !== undefined) this.#wholeUses.add(module, { path, use });
  }

  /** A member of a module that another one exports: a function, or one more module. */
  #addInner(path: string, use: UseFact, inner: string): void {
    const module = this.lookup.namespaceOf(path, use);
    if (!module) return;
    const ref = this.lookup.exported(module.path, inner);
    const within = this.lookup.namespaceAt(module.path, inner);
    if (ref) this.#addOfFunction(path, use, ref);
    if (within !== undefined && use.kind === 'value') this.#wholeUses.add(within, { path, use });
  }

  #addOfFunction(path: string, use: UseFact, ref: FunctionRef): void {
    this.#uses.add(refKey(ref), { path, use: use.kind === 'class' ? { ...use, kind: 'value' } : use });
  }
}
