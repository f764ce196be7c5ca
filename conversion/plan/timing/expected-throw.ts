import type { CallExpression, Function as FunctionNode, Node } from '@babel/types';
import { resolveCallee } from '../../../analysis/callee.js';
import type { Continuation } from '../../../analysis/continuation.js';
import type { FileContext } from '../../../analysis/file-context.js';
import { functionName } from '../../../analysis/local-function.js';
import { functionGiven } from '../../../analysis/timing/given-function.js';
import { isUnknownFunction } from '../../../analysis/timing/completion-paths.js';
import { keysOfFunction } from '../../../analysis/timing/function-key.js';
import { findNode, isFunctionNode, walk } from '../../../syntax/walk.js';
import { Decline } from '../../decline.js';
import { mayThrow } from '../fan-out/may-throw.js';
import { timingOf } from './non-tail.js';
import { throwsAtOnce } from './throws-at-once.js';
import type { Region } from '../regions/region.js';

/**
 * What a test expects to throw before it returns, with nothing in front of the part that becomes async that could, or functions in
 * that part that run at once and could: a callee throws there, or the part itself.
 *
 * @param start where that part begins
 * @throws {Decline} there the exception would be the error that the callback gets
 */
export function checkExpectedThrow(
  region: Region,
  fn: FunctionNode,
  start: Node,
  names: Continuation['names'] = new Set(),
): void {
  const { context } = region;
  const isAsserted = keysOfFunction(context, fn).some((key) => timingOf(region).isAssertedToThrow(key));
  if (!isAsserted || fn.body.type !== 'BlockStatement') return;
  const inFront = fn.body.body.filter(({ type, end }) => type !== 'FunctionDeclaration' && end! <= start.start!);
  const throws = (node: Node): boolean => mayThrow(context, node, () => false, names) !== undefined;
  const isElsewhere = inFront.some(throws) && !givenAtOnce(region, fn.body.body, start).some(throws);
  if (isElsewhere && !handsOverValidation(context, start)) return;
  throw new Decline('throw-is-expected', start, { name: functionName(context, fn) });
}

/** `series([function (next) { … }, …], done)`: the functions that a control-flow function of another package runs while it is called. */
function givenAtOnce({ context }: Region, statements: readonly Node[], start: Node): Node[] {
  const given: Node[] = [];
  for (const statement of statements.filter(({ end }) => end! > start.start!))
    walk(statement, {
      enter(node) {
        if (isFunctionNode(node)) return 'skip';
        if (node.type === 'CallExpression' && isUnknownFunction(context, node, resolveCallee(context, node)))
          given.push(...listed(node).filter(isFunctionNode));
        return undefined;
      },
    });
  return given;
}

/** The elements of lists that a call gets; what calls back at its end is no such list. */
const listed = ({ arguments: args }: CallExpression): Node[] =>
  args
    .flatMap((argument) => (argument.type === 'ArrayExpression' ? argument.elements : []))
    .filter((node) => node !== null);

/** `serial(plugins, each, done)`, where `each` asserts something: as a rule the caller gets that, too. */
function handsOverValidation(context: FileContext, start: Node): boolean {
  const call = findNode(start, (node) => node.type === 'CallExpression' && node.arguments.length > 1);
  if (call?.type !== 'CallExpression' || resolveCallee(context, call).kind === 'builtin') return false;
  return call.arguments.slice(0, -1).some((argument) => {
    const given = functionGiven(context, argument);
    return given !== undefined && throwsAtOnce(given.body);
  });
}
