import { posix } from 'node:path';
import type { UseFact } from './module-facts.js';
import type { Carrier } from './export-lookup.js';
import type { ModuleGraph } from './module-graph.js';

/** Functions that only look at what they are given; what stubs replace is named, and known by that name. */
const LOOKING =
  /^passed to (?:Object\.(?:keys|values|entries|freeze|getOwnPropertyNames|create|setPrototypeOf)|JSON\.stringify|console\.\w+|util\.inspect|(?:assert|t|test|expect|should|chai)\b.*|.*\b(?:promisifyAll|pify|stub|spy|spyOn|replace|mock\.method|inherits))$/;

/** Whether a use cannot change what is used. */
export const isHarmless = ({ text }: UseFact): boolean => !text.startsWith('passed to ') || LOOKING.test(text);

/** What files of the project, tests above all, put in the place of exports. */
export class Replacements {
  readonly #members = new Map<string, string>();
  readonly #exports = new Map<string, string>();
  readonly #modules = new Map<string, string>();
  #everything: string | undefined;

  constructor(private readonly graph: ModuleGraph) {
    for (const [path, { replaced }] of graph.modules)
      for (const { specifier, member } of replaced) {
        const target = specifier === undefined ? undefined : graph.resolve(path, specifier);
        if (specifier === undefined && member === undefined) this.#everything ??= path;
        else if (specifier === undefined) this.#members.set(member!, path);
        else if (target !== undefined)
          (member === undefined ? this.#modules : this.#exports).set(`${target}#${member ?? ''}`, path);
        // What a tool injects is named as seen from the module that it is injected into.
        if (specifier !== undefined && member === undefined) this.#modules.set(stem(specifier), path);
      }
  }

  /** Whether something is put in the place of members of that name, whatever they are members of. */
  replacesMember(name: string): boolean {
    return this.#everything !== undefined || this.#members.has(name);
  }

  /** Where a module goes to a function that may change it: `instrument(require('./lib'))`. */
  #handedOver(path: string): string | undefined {
    return this.graph.wholeUsesOf(path).find(({ use }) => !isHarmless(use))?.use.place;
  }

  /** The place or file that may replace one of these exports; `undefined` when none does. */
  replacing(carriers: readonly Carrier[]): string | undefined {
    if (this.#everything !== undefined) return this.#everything;
    for (const { path, name } of carriers) {
      const found =
        (name === 'default' ? undefined : this.#handedOver(path)) ??
        this.#members.get(name) ??
        this.#exports.get(`${path}#${name}`) ??
        this.#modules.get(`${path}#`) ??
        this.#modules.get(stem(path));
      if (found !== undefined) return found;
    }
    return undefined;
  }
}

/** `b` of `./lib/b.js` and of `../b/index`. */
const stem = (path: string): string =>
  posix.basename(path.replace(/\.[cm]?[jt]sx?$/, '').replace(/\/index$/, '')) || path;
