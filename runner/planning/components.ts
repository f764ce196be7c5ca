import type { DecisionGroup, SharedFunction } from '../../core/index.js';

/** Joins functions that share a decision. */
export class Components {
  readonly #groupOf = new Map<string, Set<string>>();
  readonly #functions = new Map<string, SharedFunction[]>();

  add(shared: SharedFunction, decisions: readonly string[]): void {
    const joined = new Set(decisions);
    for (const decision of decisions) this.#groupOf.get(decision)?.forEach((other) => joined.add(other));
    for (const decision of joined) this.#groupOf.set(decision, joined);
    this.#functions.set(decisions[0]!, [...(this.#functions.get(decisions[0]!) ?? []), shared]);
  }

  list(): DecisionGroup[] {
    return [...new Set(this.#groupOf.values())].map((decisions) => ({
      functions: [...decisions].flatMap((decision) => this.#functions.get(decision) ?? []),
      decisions: decisions.size,
      files: [...new Set([...decisions].map((id) => id.slice(0, id.indexOf('#'))))].sort(),
    }));
  }
}
