import type { LegacyFunction, Program } from '../model/program.js';
import type { Scope } from './scope.js';

/** An operation of the written program. */
export interface Site {
  /** Occurs in the text once, as the key of the operation. */
  readonly key: string;
  /** The classes that it belongs to, such as `failure: guard`. */
  readonly tags: readonly string[];
  /** What keeps the function around from being converted as a whole, whatever the rules: see docs/fuzzing.md. */
  readonly obstacles: ReadonlySet<Obstacle>;
}

/** Parts of a program that no rung of the ladder can convert without changing what it does, or that leave nothing to do. */
export type Obstacle =
  | 'what an unknown call returns is returned'
  | 'own this or arguments'
  | 'does not complete once'
  | 'call in try'
  | 'statements after the call'
  | 'events'
  | 'callback that waits in a list'
  | 'arguments of a timer'
  | 'waits for ever without items'
  | 'may throw in a loop that starts calls'
  | 'callback without an error of an unknown function'
  | 'named like a function for each item'
  | 'nothing but passing on';

/** Where statements are being written. */
export interface Place {
  readonly program: Program;
  readonly fn: LegacyFunction;
  /** The scope of the function's own parameters. */
  readonly root: Scope;
  readonly index: number;
  /** True when the program has a second file. */
  readonly hasLib: boolean;
  readonly scope: Scope;
  /** The scope of the function's own statements, and the declarations that stand at its end. */
  readonly body: { readonly scope: Scope; readonly hoisted: string[]; readonly place: () => Place };
  /** Missing in code that nobody waits for. */
  readonly target: string | undefined;
  /** Whether `this` is that of the function. */
  readonly ownThis: boolean;
  readonly self: string | undefined;
  /** True when other code of the function follows, so that the path has to leave it. */
  readonly leaves: boolean;
  /** What encloses the statements. */
  readonly context: string;
  readonly sites: Site[];
  /** Of the function; found while it is written. */
  readonly obstacles: Set<Obstacle>;
}

export const indent = (lines: readonly string[]): string[] => lines.map((line) => (line === '' ? '' : `  ${line}`));

/** Statements of a block inside the same function. */
export const blockIn = (place: Place): Place => ({ ...place, scope: place.scope.block() });

/** The body of a function written inside. */
export function functionIn(place: Place, scope: Scope, isArrow: boolean): Place {
  const hoisted: string[] = [];
  const inner: Place = {
    ...place,
    scope,
    leaves: false,
    ownThis: isArrow && place.ownThis,
    body: { scope, hoisted, place: () => inner },
  };
  return inner;
}

/** The finished body: statements, then the function declarations that were put off. */
export const bodyLines = (place: Place, lines: readonly string[]): string[] => [...lines, ...place.body.hoisted];
