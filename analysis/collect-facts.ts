import type { Function as FunctionNode } from '@babel/types';
import type { ParsedFile } from '../core/index.js';
import { isFunctionNode, walk } from '../syntax/walk.js';
import { calleeName } from './callee.js';
import { givesContinuation, readsCallbackArity } from './callback-arity.js';
import { kindOf } from './callback-kind.js';
import { continuationsOf, type Continuation } from './continuation.js';
import { isCalledOnce, mayCallRepeatedly } from './continuation-use.js';
import { isDirectCall } from '../syntax/direct-call.js';
import { fileContext, type FileContext } from './file-context.js';
import { exportedShapes, type ExportedShape } from './libraries/exported-shapes.js';
import type { Libraries } from './libraries/libraries.js';
import { functionName } from './local-function.js';
import { memberNames } from './methods/places.js';
import { emptyModule, moduleFacts, type ModuleFacts } from './modules/module-facts.js';
import { patchedIn } from './patched-modules.js';
import { effectFacts, noEffects, type EffectFacts } from './timing/behind-callback.js';
import { completionPaths, type CompletionPath } from './timing/completion-paths.js';
import { exportedAgain, type ExportedAgain } from './timing/exported-again.js';
import { expectedThrows } from './timing/expected-throws.js';
import { handedArguments } from './timing/handed-arguments.js';
import { COMPUTED, keysOfFunction } from './timing/function-key.js';
import { isRegistered, keysOfGiven, REGISTERED } from './timing/registered.js';
import { ignoredErrors } from './timing/ignored-errors.js';
import { subscriberFacts, type SubscriberFacts } from './timing/subscribers.js';
import { replacedPackages } from './timing/replaced-packages.js';
import { stubsIn, type CallingStub } from './timing/stubs.js';
import { callUses, type CallUse } from './timing/observers.js';
import { runsGiven } from './timing/given-functions.js';
import { worksInTicks } from './timing/ticks.js';
import { domainPlace, uncaughtListener } from './timing/uncaught-exceptions.js';

/** What one file tells about the project as a whole; plain data, so that it can be kept from run to run. */
export interface FileFacts {
  readonly path: string;
  /** Last names of functions that may call their callback more than once. */
  readonly repeating: readonly string[];
  /** Last names of functions that look at the number of parameters of their callback. */
  readonly readingArity: readonly string[];
  /** Last names of callback functions: with `value` that of those which surely call back once, with values and no error. */
  readonly callbacks: readonly { readonly name: string; readonly value: boolean }[];
  /** The names of all members that the file mentions: in `a.b`, as keys, and in strings. */
  readonly members: readonly string[];
  /** What the file stubs or replaces: `fs`, `fs.readFile`. */
  readonly patched: readonly string[];
  /** The ways in which each callback function may complete before it returns. */
  readonly completions: readonly { readonly name: string; readonly paths: readonly CompletionPath[] }[];
  /** How functions are called, by their last name. */
  readonly calls: Readonly<Record<string, CallUse>>;
  /** Stubs that call back before they return. */
  readonly stubs: readonly CallingStub[];
  /** Whether it does more in `process.nextTick` than to complete. */
  readonly worksInTicks: boolean;
  /** What code around callbacks works on. */
  readonly effects: EffectFacts;
  /** Functions of which callers catch what they throw. */
  readonly throwing: readonly string[];
  /** The keys of functions that run what they were given before they return. */
  readonly runningGiven: readonly string[];
  /** Where the file listens for exceptions that nobody caught, and provokes them. */
  readonly uncaught: string | undefined;
  /** Where it makes domains. */
  readonly domain: string | undefined;
  /** Functions of which tests assert that they throw. */
  readonly assertedThrows: readonly string[];
  readonly exportedAgain: readonly ExportedAgain[];
  readonly subscribers: SubscriberFacts;
  readonly ignoredErrors: readonly (readonly [key: string, place: string])[];
  /** Values of libraries that it exports. */
  readonly shapes: Readonly<Record<string, ExportedShape>>;
  /** What it exports, and what it makes of what it imports. */
  readonly modules: ModuleFacts;
}

/** What is known of a file that could not be read. */
export const emptyFacts = (path: string): FileFacts => ({
  path,
  repeating: [],
  readingArity: [],
  callbacks: [],
  members: [],
  patched: [],
  completions: [],
  calls: {},
  stubs: [],
  worksInTicks: false,
  effects: noEffects,
  throwing: [],
  runningGiven: [],
  uncaught: undefined,
  domain: undefined,
  assertedThrows: [],
  exportedAgain: [],
  subscribers: { subscribed: [], handedOn: [] },
  ignoredErrors: [],
  shapes: {},
  modules: emptyModule,
});

/**
 * Reads the facts of a file; it edits nothing and judges nothing.
 *
 * @param libraries the packages that it works with, when they are known
 */
export function collectFacts(file: ParsedFile, libraries?: Libraries): FileFacts {
  const context = fileContext(file, libraries);
  const repeating = new Set<string>();
  const readingArity = new Set<string>();
  const runningGiven = new Set<string>();
  const callbacks: { name: string; value: boolean }[] = [];
  const completions: { name: string; paths: CompletionPath[] }[] = [];
  walk(file.ast, {
    enter(node) {
      if (node.type === 'CallExpression' && givesContinuation(context, node)) readingArity.add(calleeName(node));
      if (!isFunctionNode(node)) return;
      const keys = keysOfFunction(context, node);
      const name = functionName(context, node).split('.').at(-1)!;
      if (mayCallRepeatedly(context, node)) repeating.add(name);
      if (readsCallbackArity(context, node)) readingArity.add(name);
      if (runsGiven(context, node)) keys.forEach((key) => runningGiven.add(key));
      const continuations = continuationsOf(context, node);
      const [likeliest] = continuations;
      if (likeliest) callbacks.push({ name, value: givesValueOnce(context, node, likeliest) });
      const paths = continuations.map((continuation) => completionPaths(context, node, continuation));
      // What gets all arguments gets the callback as well.
      const handed = handedArguments(context, node).map(({ keys }) => keys.map((key) => [key]));
      const registered = isRegistered(context, node) ? [REGISTERED] : [];
      const names = [...keys, ...keysOfGiven(context, node), ...registered, ...replacedPackages(context, node)];
      if (paths.length + handed.length > 0)
        names.forEach((name) => completions.push({ name, paths: [...paths, ...handed].flat() }));
    },
  });
  const { mayCall, calling } = stubsIn(context);
  const throws = expectedThrows(context);
  mayCall.forEach((name) => completions.push({ name, paths: [[]] }));
  if (calling.length > 0) completions.push({ name: COMPUTED, paths: [[]] });
  return {
    path: file.source.path,
    repeating: [...repeating],
    readingArity: [...readingArity],
    callbacks,
    members: [...memberNames(context)],
    patched: [...patchedIn(context)],
    completions,
    calls: Object.fromEntries(callUses(context)),
    stubs: calling,
    worksInTicks: worksInTicks(context),
    effects: effectFacts(context),
    throwing: [...throws.caught],
    runningGiven: [...runningGiven],
    uncaught: uncaughtListener(context),
    domain: domainPlace(context),
    assertedThrows: [...throws.asserted],
    exportedAgain: exportedAgain(context),
    subscribers: subscriberFacts(context),
    ignoredErrors: ignoredErrors(context),
    shapes: exportedShapes(context),
    modules: moduleFacts(context),
  };
}

function givesValueOnce(context: FileContext, fn: FunctionNode, continuation: Continuation): boolean {
  if (kindOf(context, continuation) !== 'value' || !isCalledOnce(context, fn, continuation)) return false;
  // `if (filter(key))`, `list.push(make(item))`: it is asked for something, and completes nothing.
  return [...continuation.names].every(({ references }) =>
    references.every(({ identifier }) => {
      const link = context.parents.get(identifier);
      if (!isDirectCall(link?.parent) || link.key !== 'callee') return true;
      return /^(?:Expression|Return)Statement$/.test(context.parents.get(link.parent)?.parent.type ?? '');
    }),
  );
}
