import { deserialize, serialize } from 'node:v8';
import type { SourceFile } from '../../core/index.js';
import { holds, type Askable, type AskedFacts, type Trace } from './asked-facts.js';
import type { CacheStore } from './cache-store.js';
import { digest } from './digest.js';

/** One computation about one file. */
export interface Step {
  readonly name: string;
  readonly source: SourceFile;
  /** Everything that the result depends on beside the path, the text and what is asked about other files. */
  readonly rests: readonly string[];
}

/** A result, and a name that only equal results of the same file share; none when nothing is cached. */
export interface Done<Result> {
  readonly result: Result;
  readonly id: string | undefined;
}

interface Variant {
  readonly trace: Trace;
  readonly id: string;
}

/** Results of one step that rest on different answers: a file is planned several times in a run. */
const MAX_VARIANTS = 12;

/**
 * Computes once what depends on a text and on answers about other files. Only results of single files are kept; whatever
 * several files decide together is decided anew in each run, so that a run with a cache makes what a run without makes.
 */
export class StepCache {
  readonly #variants = new Map<string, readonly Variant[]>();
  readonly #texts = new WeakMap<SourceFile, string>();

  /** @param store undefined: nothing is kept */
  constructor(private readonly store?: CacheStore) {}

  get isOn(): boolean {
    return this.store !== undefined;
  }

  /**
   * A computation that asks about other files.
   *
   * @param facts what it asks
   * @param asked remembers the questions; the same one for all steps that work on one tree
   * @param make undefined: not to be kept
   */
  asking<Result>(
    step: Step,
    facts: Askable,
    asked: () => AskedFacts,
    make: (facts: Askable) => Result | undefined,
  ): Done<Result | undefined> {
    if (!this.store) return { result: make(facts), id: undefined };
    const { path } = step.source;
    const key = this.#keyOf(step);
    const variants = this.#variantsOf(path, key);
    for (const { trace, id } of variants) {
      const known = holds(trace, facts) ? this.#read<Result>(path, id) : undefined;
      if (known !== undefined) return { result: known, id };
    }
    const recorder = asked();
    recorder.begin();
    const result = make(recorder.facts);
    if (result === undefined) return { result, id: undefined };
    const id = this.#keep(path, result);
    this.#setVariants(path, key, [{ trace: recorder.trace(), id }, ...variants]);
    return { result, id };
  }

  /** A computation that asks nothing. @param make undefined: not to be kept */
  alone<Result>(step: Step, make: () => Result | undefined): Result | undefined {
    if (!this.store) return make();
    const { path } = step.source;
    const key = this.#keyOf(step);
    const known = this.#read<Result>(path, key);
    if (known !== undefined) return known;
    const result = make();
    if (result !== undefined) this.store.put(path, key, serialize(result));
    return result;
  }

  /** Keeps for later runs what this one computed. */
  async save(): Promise<void> {
    await this.store?.save();
  }

  #keyOf({ name, source, rests }: Step): string {
    let text = this.#texts.get(source);
    if (text === undefined) this.#texts.set(source, (text = digest(source.text)));
    return `${name} ${digest(text, ...rests)}`;
  }

  #keep(path: string, result: unknown): string {
    const bytes = serialize(result);
    const id = `= ${digest(bytes)}`;
    if (!this.store!.get(path, id)) this.store!.put(path, id, bytes);
    return id;
  }

  /** What another version of Node wrote, this one may not be able to read. */
  #read<Value>(path: string, key: string): Value | undefined {
    const bytes = this.store!.get(path, key);
    try {
      return bytes && (deserialize(bytes) as Value);
    } catch {
      return undefined;
    }
  }

  #variantsOf(path: string, key: string): readonly Variant[] {
    const place = `${path} ${key}`;
    let variants = this.#variants.get(place);
    if (!variants) {
      variants = this.#read<Variant[]>(path, key) ?? [];
      this.#variants.set(place, variants);
    }
    return variants;
  }

  #setVariants(path: string, key: string, all: readonly Variant[]): void {
    const variants = all.slice(0, MAX_VARIANTS);
    this.#variants.set(`${path} ${key}`, variants);
    this.store!.put(path, key, serialize(variants));
  }
}
