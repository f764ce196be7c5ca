import type { CallExpression, Function as FunctionNode, Node, Statement } from '@babel/types';
import { isBuiltin } from 'node:module';
import { calleeName, resolveCallee } from '../../../analysis/callee.js';
import type { FileContext } from '../../../analysis/file-context.js';
import { continuationsOf } from '../../../analysis/continuation.js';
import { functionName } from '../../../analysis/local-function.js';
import { placeOf } from '../../../analysis/timing/call-place.js';
import { entriesOf } from '../../../analysis/timing/completion-paths.js';
import { keysOfListener } from '../../../analysis/timing/event-key.js';
import { isRegistered, keysOfTaker, REGISTERED } from '../../../analysis/timing/registered.js';
import {
  keysOfCall,
  keysOfFunction,
  ofNobody,
  passesCallback,
  withoutCallback,
} from '../../../analysis/timing/function-key.js';
import { isStartedByConstructor } from '../../../analysis/timing/started-by-constructor.js';
import { leavesWithoutCallback } from '../../../analysis/timing/leaves-without-callback.js';
import { racedFields } from '../../../analysis/timing/raced-fields.js';
import type { Operation } from '../../../analysis/operations/operation.js';
import { findOwn, isFunctionNode, walk } from '../../../syntax/walk.js';
import { Decline } from '../../decline.js';
import { chainedAt } from './chained-at.js';
import { checkExpectedThrow } from './expected-throw.js';
import { fakedAt } from './faked.js';
import { fanOutAt } from '../fan-out/find-fan-out.js';
import { givesBack } from './gives-back.js';
import { isSurelyLater, timingOf } from './non-tail.js';
import { overridesForeign } from './overrides-foreign.js';
import { checkSubscribed } from './subscribed.js';
import { completionIn, mayStart, operationIn } from '../statements/relevance.js';
import type { Region } from '../regions/region.js';
import { saysItValidates } from '../../../analysis/names-by-convention.js';

/**
 * Equivalence E3 holds where nobody can tell whether a function completed before it returned. A function whose
 * operations may call back at once, and after whose calls somebody runs other code, stays as it is.
 */
export function checkObservedTiming(region: Region, fn: FunctionNode, statements: readonly Statement[]): void {
  checkForeign(region, fn, statements);
  if (region.atOnce) return;
  checkSubscribed(region, fn, statements);
  checkRelied(region, fn, statements[0]!);
  const early = firstEarlyStep(region, statements) ?? stepAmongEarly(region, fn, statements);
  if (!early) return;
  const name = functionName(region.context, fn);
  const observer =
    observerOf(region, fn, mayLackCallback(region, fn, statements[0]!)) ??
    stubAmong(region, fn, statements) ??
    chainedAt(region.context, fn) ??
    outsiderOf(region, fn);
  if (observer) assumeUnseen(region, fn, new Decline('timing-is-observed', early, { name, observer }));
  else region.notes.push(new Decline('completes-later', early, { name }));
}

const lineOf = ({ file, lines }: FileContext, node: Node): string =>
  `${file.source.path}:${lines.at(node.start!).line}`;

/** Where a function gets known to code of another package that may do more as soon as it has completed. */
function outsiderOf(region: Region, fn: FunctionNode): string | undefined {
  const overridden = overridesForeign(region.context, fn);
  return givenAt(region, fn) ?? (overridden && lineOf(region.context, overridden));
}

/** `serve({ authenticate: (key, callback) => … })`: a package that gets the function may do more as soon as it has completed. */
function givenAt({ context }: Region, fn: FunctionNode): string | undefined {
  const { parents } = context;
  const property = parents.get(fn)?.parent;
  const isMethod = fn.type === 'ObjectMethod' || (property?.type === 'ObjectProperty' && property.value === fn);
  const object = isMethod ? parents.get(fn.type === 'ObjectMethod' ? fn : property!)?.parent : undefined;
  const call = object && parents.get(object);
  if (call?.key !== 'arguments') return undefined;
  if (call.parent.type !== 'CallExpression' && call.parent.type !== 'NewExpression') return undefined;
  const callee = resolveCallee(context, call.parent);
  const isForeign = callee.kind === 'module' && !/^[./]/.test(callee.specifier) && !isBuiltin(callee.specifier);
  return isForeign ? lineOf(context, call.parent) : undefined;
}

/** A test whose stub calls back at once runs to its end before anything else happens, and may rest on that. */
function stubAmong(region: Region, fn: FunctionNode, statements: readonly Statement[]): string | undefined {
  const callers = keysOfFunction(region.context, fn);
  let stub: string | undefined;
  for (const statement of statements) {
    walk(statement, {
      enter(node) {
        if (node.type === 'CallExpression' && passesCallback(region.context, node))
          stub ??= stubOf(region, node, callers);
      },
    });
  }
  return stub;
}

/** `this.render(…)` */
const isOwnMember = ({ callee }: CallExpression): boolean =>
  callee.type === 'MemberExpression' && callee.object.type === 'ThisExpression';

/**
 * A member that nobody here defines comes from outside, as those do who call the function around: where it is known to call back at once,
 * they may rest on that, and on what becomes of an exception of their callback.
 */
export function checkForeign(region: Region, fn: FunctionNode, nodes: readonly Node[]): void {
  const name = functionName(region.context, fn);
  for (const part of nodes)
    walk(part, {
      enter(node) {
        if (node.type !== 'CallExpression' || !isOwnMember(node) || !passesCallback(region.context, node)) return;
        for (const key of keysOfCall(region.context, node)) {
          const observer = timingOf(region).reliedOn(ofNobody(key));
          if (observer) assume(region, new Decline('timing-is-observed', node, { name, observer }));
        }
      },
    });
}

function stubOf(region: Region, call: CallExpression, callers: readonly string[]): string | undefined {
  return keysOfCall(region.context, call)
    .map((key) => timingOf(region).stub(key, callers))
    .find((place) => place !== undefined);
}

/** The same for a single operation in a function that has no continuation. */
export function checkObservedOperation(region: Region, operation: Operation): void {
  for (const parent of region.context.parents.ancestors(operation.call))
    if (isFunctionNode(parent)) {
      checkRelied(region, parent, operation.call);
      checkSubscribed(region, parent, [operation.call]);
    }
  const fn = region.context.parents.enclosingFunction(operation.call);
  if (fn) checkExpectedThrow(region, fn, operation.call);
  const faked = fn && fakedAt(region, fn, operation);
  if (fn && faked !== undefined)
    assume(
      region,
      new Decline('timing-is-observed', operation.call, { name: functionName(region.context, fn), observer: faked }),
    );
  const isLater = isSurelyLater(region, operation);
  if (!isLater || onlyValidates(operation)) checkThrows(region, operation);
  if (isLater) return;
  const observer =
    fn && (observerOf(region, fn, true) ?? stubOf(region, operation.call, keysOfFunction(region.context, fn)));
  const name = fn && functionName(region.context, fn);
  if (observer) assumeUnseen(region, fn, new Decline('timing-is-observed', operation.call, { name: name!, observer }));
}

/** Who makes an object goes on with it at once: what it begins with then has to be done. */
function assumeUnseen(region: Region, fn: FunctionNode, observed: Decline): void {
  if (isStartedByConstructor(region.context, fn)) throw observed;
  assume(region, observed);
}

/** `schema.validate(options, function (err) { if (err) throw err; })`: what only looks at its arguments calls back at once. */
const onlyValidates = ({ callee, call }: Operation): boolean =>
  callee.kind !== 'builtin' && saysItValidates(calleeName(call));

/** What a handler throws while the call still runs is thrown to the caller; in an async block it would be nobody's. */
function checkThrows({ context }: Region, { receiver, callee, call }: Operation): void {
  if (receiver.kind !== 'handler') return;
  const throws = (node: Node): boolean =>
    node.type === 'CallExpression' ? givesBack(context, node, 'throw') : node.type === 'ThrowStatement';
  if (findOwn(receiver.handler.fn.body, throws))
    throw new Decline('handler-throws-at-once', call, { callee: callee.name });
}

/** A caller that uses the result right after the call knows the function to complete at once, whatever it calls. */
function checkRelied(region: Region, fn: FunctionNode, node: Node): void {
  const { context } = region;
  const isAsked = continuationsOf(context, fn).length > 0;
  const registered = isRegistered(context, fn) ? [REGISTERED] : [];
  const asked = isAsked ? [...keysOfTaker(context, fn), ...registered] : [];
  const observer = [...keysOfFunction(context, fn), ...asked]
    .map((key) => timingOf(region).reliedOn(key))
    .find((place) => place !== undefined);
  if (observer) throw new Decline('timing-is-observed', node, { name: functionName(region.context, fn), observer });
}

/** Work of the project that waits for the next tick runs before code behind an `await`, which a tick has resumed. */
export function checkTicks(region: Region, { call, library, callee }: Operation): void {
  if (region.atOnce || library || callee.kind === 'builtin') return;
  if (keysOfCall(region.context, call).some((key) => timingOf(region).completesAmongTicks(key)))
    assume(region, new Decline('completes-among-ticks', call, { callee: callee.name }));
}

/** What gets an object ready sets its fields before others, who do not wait, use them; behind an `await` it would come later. */
export function checkRaces(region: Region, { call, callee }: Operation): void {
  if (region.atOnce) return;
  const { context } = region;
  const raced = racedFields(context);
  if (raced.size === 0) return;
  for (const parent of context.parents.ancestors(call)) {
    const race = isFunctionNode(parent) ? raced.get(parent) : undefined;
    if (race) assume(region, new Decline('field-is-raced', call, { callee: callee.name, ...race }));
  }
}

/** With `--unsafe` an obstacle of this kind becomes an assumption. */
export function assume(region: Region, decline: Decline): void {
  if (!region.options.unsafe) throw decline;
  region.assumptions.push(decline);
}

/** A function that is called without a callback has effects that its callers may see all the same. */
function mayLackCallback({ mode, context }: Region, fn: FunctionNode, from: Statement): boolean {
  if (mode.kind === 'detached') return true;
  if (leavesWithoutCallback(context, fn, from)) return false;
  return [...mode.continuations].some((binding) =>
    binding.references.some(({ identifier }) => {
      const parent = context.parents.get(identifier)?.parent.type;
      return (
        parent === 'IfStatement' ||
        parent === 'LogicalExpression' ||
        parent === 'UnaryExpression' ||
        parent === 'ConditionalExpression'
      );
    }),
  );
}

/**
 * Where code follows a call of the function, or of a function that may run it before it returns.
 *
 * @param lacks whether calls without a callback count
 */
function observerOf(
  region: Region,
  fn: FunctionNode,
  lacks: boolean,
  seen = new Set<FunctionNode>(),
): string | undefined {
  seen.add(fn);
  const keys = [...keysOfFunction(region.context, fn), ...keysOfListener(region.context, fn)];
  const all = lacks ? [...keys, ...keys.map(withoutCallback)] : keys;
  const timing = timingOf(region);
  const own = all.map((key) => timing.observer(key)).find((place) => place !== undefined);
  if (own !== undefined) return own;
  for (const [through, place] of entriesOf(region.context, fn)) {
    const around = region.context.parents.enclosingFunction(place);
    if (!around || seen.has(around) || !through.every((key) => timing.mayCompleteAtOnce(key))) continue;
    // What follows a call that calls back at once follows all that its callback does.
    if (through.length > 0 && placeOf(region.context, place, true).followed) return lineOf(region.context, place);
    const observer = observerOf(region, around, lacks, seen);
    if (observer !== undefined) return observer;
  }
  return undefined;
}

const firstEarlyStep = (region: Region, statements: readonly Statement[]): Node | undefined =>
  statements.map((statement) => earlyStep(region, statement)).find((node) => node !== undefined);

/**
 * `if (session.isNew) return done(); session.store.add(id, done)` in a chain: it goes on at once in one case, and a store of which
 * nothing is known may do the same in the other.
 */
function stepAmongEarly(region: Region, fn: FunctionNode, statements: readonly Statement[]): Node | undefined {
  if (fn.body.type !== 'BlockStatement' || chainedAt(region.context, fn) === undefined) return undefined;
  const before = fn.body.body.filter(({ start }) => start! < statements[0]!.start!);
  if (!firstEarlyStep(region, before)) return undefined;
  return statements.find((statement) => operationIn(region, statement)?.operation.callee.kind === 'unknown');
}

/** Something that can complete the function, or call back, before the function returns. */
function earlyStep(region: Region, statement: Node): Node | undefined {
  let found: Node | undefined;
  walk(statement, {
    enter(node) {
      if (found || isFunctionNode(node)) return 'skip';
      if (!mayStart(node)) return undefined;
      const loop = fanOutAt(region, node)?.loop;
      if (loop?.kind === 'each') {
        found = earlyStep(region, loop.fn.body);
        return 'skip';
      }
      const operation = operationIn(region, node);
      if (operation ? !isSurelyLater(region, operation.operation) : completionIn(region, node)) found = node;
      return undefined;
    },
  });
  return found;
}
