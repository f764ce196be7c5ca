import type { Random } from 'fast-check';

/** Choices made from fast-check's random numbers. */
export class Dice {
  constructor(private readonly random: Random) {}

  /** A whole number, both ends included. */
  int(min: number, max: number): number {
    return this.random.nextInt(min, max);
  }

  chance(percent: number): boolean {
    return this.int(1, 100) <= percent;
  }

  pick<T>(list: readonly T[]): T {
    return list[this.int(0, list.length - 1)]!;
  }

  /** One of the choices, by weight. */
  weighted<T>(choices: readonly (readonly [weight: number, make: T])[]): T {
    const total = choices.reduce((sum, [weight]) => sum + weight, 0);
    let left = this.int(1, total);
    for (const [weight, choice] of choices) {
      left -= weight;
      if (left <= 0) return choice;
    }
    return choices[0]![1];
  }

  list<T>(min: number, max: number, make: () => T): T[] {
    return Array.from({ length: this.int(min, max) }, make);
  }
}
