import type { CodeEffects, Touched } from '../../core/index.js';
import type { EffectFacts, KnownFunction } from './behind-callback.js';

/** Answers about what code works on, put together from all files. */
export interface ProjectEffects {
  readonly behindCallback: (name: string) => Touched | undefined;
  readonly touchedBy: (code: CodeEffects) => Touched;
}

/** Code, and the functions whose variables are of a call of their own in it, and whose callback is another one. */
interface Piece {
  readonly code: CodeEffects;
  readonly inside: readonly KnownFunction[];
  /** Those of them whose callback has been called: what calls it once more is another way to their end, and does not run. */
  readonly ended: readonly KnownFunction[];
}

interface Known {
  readonly bodies: ReadonlyMap<string, readonly EffectFacts['bodies'][number][]>;
  readonly handlers: ReadonlyMap<string, readonly CodeEffects[]>;
  readonly behind: ReadonlyMap<string, readonly EffectFacts['behind'][number][]>;
  readonly once: ReadonlySet<string>;
  /** Whether a function of that name may call back before it returns. */
  readonly isAtOnce: (name: string) => boolean;
}

export function projectEffects(files: readonly EffectFacts[], isAtOnce: (name: string) => boolean): ProjectEffects {
  const named = <Value extends KnownFunction>(functions: readonly Value[]): Map<string, Value[]> =>
    grouped(functions.flatMap((known) => known.names.map((name): [string, Value] => [name, known])));
  const known: Known = {
    bodies: named(files.flatMap(({ bodies }) => bodies)),
    handlers: grouped(files.flatMap(({ handlers }) => handlers)),
    behind: named(files.flatMap(({ behind }) => behind)),
    once: new Set(files.flatMap(({ once }) => once)),
    isAtOnce,
  };
  const answers = new Map<string, Touched | undefined>();
  return {
    touchedBy: (code) => follow(known, [{ code, inside: [], ended: [] }]),
    behindCallback: (name) => {
      if (!answers.has(name)) {
        const pieces = piecesBehind(known, name);
        answers.set(name, pieces.length > 0 ? follow(known, pieces) : undefined);
      }
      return answers.get(name);
    },
  };
}

/** What pieces of code touch with all that they call. */
function follow(known: Known, pieces: readonly Piece[]): Touched {
  const reads = new Set<string>();
  const sets = new Set<string>();
  const queue = [...pieces];
  const followed = new Set<string>();
  const isNew = (name: string): boolean => !followed.has(name) && Boolean(followed.add(name));
  for (let piece = queue.pop(); piece; piece = queue.pop()) {
    const { code, inside, ended } = piece;
    const isShared = (name: string): boolean => !inside.some((fn) => isVariableOf(fn, name));
    code.reads.filter(isShared).forEach((name) => reads.add(name));
    code.sets.filter(isShared).forEach((name) => sets.add(name));
    for (const name of code.calls.filter((called) => isNew(`calls ${called}`)))
      for (const fn of known.bodies.get(name) ?? []) queue.push(...pieceOf(fn, piece));
    for (const name of code.completes) {
      // The callback that the function got here stands where it is called.
      if (isOf(inside, name) || !isNew(`completes ${name}`)) continue;
      // `connect((err, client, release) => …)`, which completes the function around it, is over with that.
      const over = known.once.has(name) ? ended.filter((fn) => isVariableOf(fn, name)) : [];
      const handlers = (known.handlers.get(name) ?? []).filter((handler) => !completesOne(over, handler));
      queue.push(...handlers.map((handler): Piece => ({ code: handler, inside: [], ended: over })));
    }
    for (const { through, code: inner } of code.nested)
      if (through.some((way) => way.every(known.isAtOnce)) && !completesOne(ended, inner))
        queue.push({ code: inner, inside, ended });
  }
  return { reads: [...reads], sets: [...sets] };
}

/** A function that stands in another one is called in the same call of that; a call of its own has not ended. */
function pieceOf(fn: EffectFacts['bodies'][number], { inside, ended }: Piece): Piece[] {
  const isAround = ({ path, start, end }: KnownFunction): boolean =>
    path === fn.path && start <= fn.start && fn.end <= end && start !== fn.start;
  const around = inside.filter(isAround);
  const over = ended.filter(isAround);
  return completesOne(over, fn.code) ? [] : [{ code: fn.code, inside: [...around, fn], ended: over }];
}

const isOf = (functions: readonly KnownFunction[], name: string): boolean =>
  functions.some(({ names }) => names.includes(name));

const completesOne = (functions: readonly KnownFunction[], { completes }: CodeEffects): boolean =>
  completes.some((name) => isOf(functions, name));

/** What runs behind the callback of a function: of its own, and of the functions that it hands the callback to. */
function piecesBehind(known: Known, name: string): Piece[] {
  const found: Piece[] = [];
  const queue = [{ name, inside: [] as readonly KnownFunction[] }];
  const seen = new Set([name]);
  for (let at = queue.pop(); at; at = queue.pop()) {
    for (const fn of known.behind.get(at.name) ?? []) {
      const inside = [...at.inside, fn];
      for (const { after, code, callee } of fn.parts) {
        if (!after.every(known.isAtOnce)) continue;
        if (code) found.push({ code, inside, ended: inside });
        if (callee === undefined || seen.has(callee)) continue;
        seen.add(callee);
        queue.push({ name: callee, inside });
      }
    }
  }
  return found;
}

/** A variable (`lib/store.js:count@120`) that is declared in a function, or a function handed over there (`lib/store.js:step@140`). */
function isVariableOf({ path, start, end }: KnownFunction, name: string): boolean {
  const [, file, at] = /^(.*):.*@(\d+)$/.exec(name) ?? [];
  return file === path && Number(at) > start && Number(at) < end;
}

function grouped<Value>(entries: readonly (readonly [string, Value])[]): Map<string, Value[]> {
  const groups = new Map<string, Value[]>();
  for (const [key, value] of entries) {
    const group = groups.get(key);
    if (group) group.push(value);
    else groups.set(key, [value]);
  }
  return groups;
}
