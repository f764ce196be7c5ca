/** Which helper runs the body. */
export type BodyRunner = 'asCallback' | 'asCallback.engine' | 'asCallback.sync' | 'detach' | 'detach.engine';

interface Rule {
  /** What the language calls the functions that the helper cannot run. */
  readonly refused: readonly string[];
  readonly hint: string;
}

const ASYNC = 'AsyncFunction';
const GENERATOR = 'GeneratorFunction';
const ASYNC_GENERATOR = 'AsyncGeneratorFunction';

const names: Readonly<Record<string, string>> = {
  [ASYNC]: 'an async function',
  [GENERATOR]: 'a generator function',
  [ASYNC_GENERATOR]: 'an async generator function',
};

const rules: Readonly<Record<BodyRunner, Rule>> = {
  asCallback: {
    refused: [GENERATOR, ASYNC_GENERATOR],
    hint: 'write `async () => …` with `await`, or `asCallback.engine`, which runs `function* () { … }`',
  },
  'asCallback.sync': {
    refused: [ASYNC, GENERATOR, ASYNC_GENERATOR],
    hint: 'the callback would get a promise; write `asCallback(callback, async () => …)`, which calls back after it has returned',
  },
  'asCallback.engine': {
    refused: [ASYNC, ASYNC_GENERATOR],
    hint: 'write `function* () { … }` with `yield`, or `asCallback(callback, async () => …)`, which calls back after it has returned',
  },
  detach: {
    refused: [GENERATOR, ASYNC_GENERATOR],
    hint: 'write `async () => …` with `await`, or `detach.engine`, which runs `function* () { … }`',
  },
  'detach.engine': {
    refused: [ASYNC, ASYNC_GENERATOR],
    hint: 'write `function* () { … }` with `yield`, or `detach(async () => …)`',
  },
};

/**
 * Refuses a body of the wrong kind, before it runs: a slip of whoever edits the function, not a failure of its work.
 *
 * @param runner the helper that got it
 * @param body what it got
 * @throws TypeError that says what to write
 */
export function checkBody(runner: BodyRunner, body: unknown): void {
  if (typeof body !== 'function') return;
  const tag = (body as { readonly [Symbol.toStringTag]?: string })[Symbol.toStringTag];
  if (tag !== undefined && rules[runner].refused.includes(tag)) throw wrongBody(runner, names[tag]!);
}

/** The error for a body of the wrong kind. */
export function wrongBody(runner: BodyRunner, kind: string): TypeError {
  return new TypeError(`${runner}: the body is ${kind}; ${rules[runner].hint}`);
}
