import { isTransparentBody } from '../../../analysis/subscriptions.js';
import { collectFacts } from '../../../analysis/collect-facts.js';
import type { Function as FunctionNode, Node } from '@babel/types';
import { calleeName } from '../../../analysis/callee.js';
import { isCallbackName } from '../../../analysis/names-by-convention.js';
import { isFunctionNode } from '../../../syntax/walk.js';
import type { Handler } from '../../../analysis/handler.js';
import { isControlFlow } from '../../../analysis/operations/match-operation.js';
import type { Operation } from '../../../analysis/operations/operation.js';
import { usesArguments } from '../../../syntax/function-facts.js';
import type { Names, ParsedFile } from '../../../core/index.js';
import { checkDomains } from '../timing/exceptions.js';
import { Decline } from '../../decline.js';
import { checkLibrary } from '../await/library-form.js';
import type { Region } from '../regions/region.js';

/** What keeps a handler from standing in the flow of its operation. */
export function checkHandler(region: Region, operation: Operation, handler: Handler, isLoop = false): void {
  const { fn } = handler;
  const callee = operation.callee.name;
  if (fn.async || fn.generator) throw new Decline('handler-is-special', fn, { callee });
  if (!handler.transparent)
    throw new Decline(usesArguments(fn) ? 'handler-uses-arguments' : 'handler-uses-this', fn, { callee });
  if (fn.body.type === 'BlockStatement' ? fn.body.directives.length > 0 : !isPlainExpression(fn.body))
    throw new Decline(fn.body.type === 'BlockStatement' ? 'handler-is-special' : 'handler-is-expression', fn, {
      callee,
    });
  if (region.context.scopes.functionScope(fn).hasDirectEval) throw new Decline('uses-eval', fn, {});
  if (!isLoop && refersToItself(region, handler)) throw new Decline('handler-calls-itself', fn, { callee });
  const subscription = !region.atOnce && isTransparentBody(region.context, operation, fn);
  checkOtherFunctions(operation, callee);
  if (subscription) throw new Decline('handler-subscribes', subscription, { callee });
}

/** An expression that can stand as a statement as it is. */
const isPlainExpression = ({ type }: Node): boolean =>
  /^(?:CallExpression|ConditionalExpression|AssignmentExpression|UpdateExpression|LogicalExpression|AwaitExpression)$/.test(
    type,
  );

/** `f(onSuccess, onFailure)`: two functions share the result. One that takes a callback itself is called for each item. */
function checkOtherFunctions({ call, at, callee: target }: Operation, callee: string): void {
  if (isControlFlow(target)) return;
  const rival = call.arguments.find(
    (argument, index) => index !== at && isFunctionNode(argument) && !isIterator(argument),
  );
  if (rival) throw new Decline('two-callbacks', rival, { callee });
}

function isIterator(fn: FunctionNode): boolean {
  const last = fn.params.at(-1);
  return fn.async || (last?.type === 'Identifier' && isCallbackName(last.name));
}

/** An `await` takes the first result only. */
export function checkCallee(region: Region, operation: Operation): void {
  const { callee, call, library } = operation;
  checkLibrary(region, operation);
  if (library) return;
  checkDomains(region, operation);
  const local = callee.kind === 'local' ? region.locals.get(callee.fn) : undefined;
  const isOfProject = callee.kind !== 'builtin' && !(callee.kind === 'module' && !callee.specifier.startsWith('.'));
  const repeats = local ? !local.once : isOfProject && region.project.repeating.has(calleeName(call));
  if (repeats) throw new Decline('callee-may-call-repeatedly', call, { callee: callee.name });
  if (isOfProject && readingArity(region).has(calleeName(call)))
    throw new Decline('callee-reads-arity', call, { callee: callee.name });
}

const own = new WeakMap<ParsedFile, ReadonlySet<string>>();

/** Under a runner that knows one file only, that file alone tells. */
function readingArity({ project, context: { file } }: Region): Names {
  let names = project.readingArity ?? own.get(file);
  if (!names) own.set(file, (names = new Set(collectFacts(file).readingArity)));
  return names;
}

/** A named function expression that calls itself is a loop. */
function refersToItself(region: Region, { fn }: Handler): boolean {
  if (fn.type !== 'FunctionExpression' || !fn.id) return false;
  return (region.context.scopes.bindingOf(fn.id)?.references.length ?? 0) > 0;
}
