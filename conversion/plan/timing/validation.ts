import type { CallExpression, Function as FunctionNode, Node, Statement } from '@babel/types';
import type { FileContext } from '../../../analysis/file-context.js';
import { functionName, functionOfBinding } from '../../../analysis/local-function.js';
import { passesCallback } from '../../../analysis/timing/function-key.js';
import { isCaught } from '../../../analysis/timing/given-functions.js';
import { findOwn, isFunctionNode, walk } from '../../../syntax/walk.js';
import { Decline } from '../../decline.js';
import type { Region } from '../regions/region.js';
import { calleeName } from '../../../analysis/callee.js';
import { saysItValidates } from '../../../analysis/names-by-convention.js';

/**
 * `checkOptions(options);`, `Joi.assert(key, schema);`, `contract(arguments).params('string').end();`, `start(path);` of a function
 * of the file that throws: a call for which nobody waits and whose result nobody uses, and that is there to throw.
 */
export function isValidation(context: FileContext, statement: Statement): boolean {
  if (statement.type !== 'ExpressionStatement' || statement.expression.type !== 'CallExpression') return false;
  if (passesCallback(context, statement.expression)) return false;
  return callsOfChain(statement.expression).some(
    (call) => saysItValidates(calleeName(call)) || getsArguments(context, call) || throwsItself(context, call),
  );
}

/** `contract(…)`, `….params(…)` and `….end()` of `contract(…).params(…).end()`. */
function callsOfChain(last: CallExpression): CallExpression[] {
  const calls: CallExpression[] = [];
  for (let node: Node = last; ;) {
    if (node.type === 'CallExpression') {
      calls.push(node);
      node = node.callee;
    } else if (node.type === 'MemberExpression') node = node.object;
    else return calls;
  }
}

const getsArguments = ({ scopes }: FileContext, { arguments: args }: CallExpression): boolean =>
  args.length === 1 && args[0]!.type === 'Identifier' && args[0].name === 'arguments' && !scopes.bindingOf(args[0]);

function throwsItself(context: FileContext, { callee }: CallExpression): boolean {
  const binding = callee.type === 'Identifier' ? context.scopes.bindingOf(callee) : undefined;
  const fn = binding && functionOfBinding(context, binding);
  if (!fn || fn.async || fn.generator) return false;
  return findOwn(fn.body, (node) => node.type === 'ThrowStatement' && !isCaught(context, node)) !== undefined;
}

/**
 * `if (path) { checkPath(path); fs.stat(path, …); }`: what such a call throws in front of every operation has to reach the caller
 * before the function returns.
 *
 * @param statements what becomes the body
 * @throws {Decline} there it would be the error that the callback gets
 */
export function checkValidation(region: Region, fn: FunctionNode, statements: readonly Statement[]): void {
  const { context, operations } = region;
  const starts = operations.map(({ call }) => call.start!);
  const isBehind = ({ start }: Node, list: readonly Node[]): boolean =>
    list.some((before) => before.end! <= start! && starts.some((at) => before.start! <= at && at < before.end!));
  const search = (list: readonly Statement[]): void =>
    list
      .filter((statement) => !isBehind(statement, list))
      .forEach((statement) =>
        walk(statement, {
          enter(node) {
            if (isFunctionNode(node) || node.type === 'TryStatement') return 'skip';
            if (node.type === 'ExpressionStatement' && isValidation(context, node))
              throw new Decline('throw-escapes', node, { name: functionName(context, fn) });
            if (node.type === 'BlockStatement') search(node.body);
            return node.type === 'BlockStatement' ? 'skip' : undefined;
          },
        }),
      );
  search(statements);
}
