/** What converted functions look like to TypeScript. Compiled by the types test, never run. */
import { asCallback, values } from '../../../shim/src/index.js';
import { check, type Same } from './helpers.js';

type Callback<T> = (err: Error | null, value?: T) => void;
type Kind = 'file' | 'folder';

declare const anything: any;

/** A function that is declared to return nothing returns the call, whatever its callback may be. */
export function always(done: Callback<string>): void {
  return asCallback(done, async () => 'text');
}
export function perhaps(done?: Callback<string>): void {
  return asCallback(done, async () => 'text');
}
export function orNothing(done?: Callback<string> | null): void {
  return asCallback.optional(done, async () => 'text');
}
export function bare(done: Function): void {
  return asCallback(done, async () => 'text');
}
export function untyped(done: any): void {
  return asCallback(done, async () => 'text');
}
export function finished(done?: (err?: Error | null) => void): void {
  return asCallback.void(done, async () => {});
}
export function nothing(done: (err: Error | null) => void): undefined {
  return asCallback.null(done, async () => {});
}
export const arrow = (done: Callback<string>): void => asCallback(done, async () => 'text');
export interface Loader {
  load(done: Callback<string>): void;
}
export const loader: Loader = {
  load(done) {
    return asCallback(done, async () => 'text');
  },
};

/** A function that says more of its result gets what it says. */
export function both(done?: Callback<string>): Promise<string> | undefined {
  return asCallback(done, async () => 'text');
}
export function loosely(done?: Callback<string>): Promise<unknown> | undefined {
  return asCallback(done, async () => 'text');
}
export function promised(): Promise<unknown> {
  return asCallback(undefined, async () => 'text');
}

/** Literals, tuples and functions get the types that the callback asks for. */
export function kind(done: (err: Error | null, kind: Kind) => void): void {
  return asCallback(done, async () => {
    if (anything) return values.args(new Error('none'), 'file');
    return anything ? 'file' : 'folder';
  });
}
export function perhapsKind(done?: (err: Error | null, kind: Kind) => void): void {
  return asCallback(done, async () => 'file');
}
export function pair<T>(item: T, done: (err: Error | null, items?: [T, T]) => void): void {
  return asCallback(done, async () => [item, item]);
}
export function made(done: (err: Error | null, make: (size: number) => string) => void): void {
  return asCallback(done, async () => (size) => 'x'.repeat(size));
}
export function several(done: (err: Error | null, kind?: Kind, size?: number) => void): void {
  return asCallback(done, async () => values('file', 1));
}
export function shorter(done: (err: Error | null, kind?: Kind, size?: number) => void): void {
  return asCallback(done, async () => values('file'));
}

/** What a `catch` found is unknown, and may be handed over all the same. */
export function listed(done: (err: Error | null, names: string[]) => void): void {
  return asCallback(done, async () => {
    try {
      return ['a'];
    } catch (err) {
      return values.args(err, []);
    }
  });
}

declare const listing: (err: Error | null, names: string[]) => void;
declare const sizing: (err: Error | null, name: string, size: number) => void;

export function wrong(text: Callback<string>): void {
  // @ts-expect-error the callback takes a string
  asCallback(text, async () => 5);
  // @ts-expect-error the list holds strings
  asCallback(listing, async () => [1]);
  // @ts-expect-error the second value is a number
  asCallback(sizing, async () => values('a', 'b'));
  // @ts-expect-error a promise is no text
  const none: string = asCallback(anything, async () => 'text');
  check<Same<typeof none, string>>();
}
