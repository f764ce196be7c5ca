import type { Function as FunctionNode } from '@babel/types';
import { calleeName } from '../../../analysis/callee.js';
import { errorParameter, isHandlerFunction } from '../../../analysis/handler.js';
import type { FileContext } from '../../../analysis/file-context.js';
import { functionName } from '../../../analysis/local-function.js';
import { findOwn, isFunctionNode, walk } from '../../../syntax/walk.js';
import { Decline } from '../../decline.js';
import { executorOf } from '../promises/executor.js';
import type { Region } from '../regions/region.js';
import { operationIn } from '../statements/relevance.js';

/** Constructors and accessors give their result by another way than `return`. */
export function isConstructor(context: FileContext, fn: FunctionNode): boolean {
  if (fn.type === 'ClassMethod' || fn.type === 'ObjectMethod' || fn.type === 'ClassPrivateMethod')
    return fn.kind !== 'method';
  const name = functionName(context, fn).split('.').at(-1)!;
  if (!/^[A-Z]/.test(name) || fn.type === 'ArrowFunctionExpression') return false;
  const assignment = findOwn(
    fn.body,
    (node) =>
      node.type === 'AssignmentExpression' &&
      node.left.type === 'MemberExpression' &&
      node.left.object.type === 'ThisExpression',
  );
  return assignment !== undefined;
}

/** `new Promise(function (resolve, reject) { … })`: neither of the two takes an error first. */
export function isExecutor(context: FileContext, fn: FunctionNode): boolean {
  const link = context.parents.get(fn);
  return (
    link?.parent.type === 'NewExpression' &&
    link.key === 'arguments' &&
    link.parent.callee.type === 'Identifier' &&
    (/Promise$/.test(link.parent.callee.name) || /^_?(?:resolve|fulfil)/.test(firstName(fn)))
  );
}

const firstName = ({ params: [first] }: FunctionNode): string => (first?.type === 'Identifier' ? first.name : '');

/**
 * Why a promise that a file makes stays: it is of another kind, or its executor does what only a function of its own can do, or
 * what settles it is handed to something of which nothing is known.
 */
export function specialPromise(region: Region, fn: FunctionNode): Decline | undefined {
  if (!isExecutor(region.context, fn) || fn.body.type !== 'BlockStatement') return undefined;
  const operation = fn.body.body.flatMap((statement) => operationIn(region, statement)?.operation ?? [])[0];
  const settling = settlingFunction(region, fn);
  if (executorOf(region.context, fn)) return settling && new Decline('promise-not-followed', settling, {});
  return operation?.receiver.kind === 'handler' || settling ? new Decline('promise-is-special', fn, {}) : undefined;
}

/** `function (err, value) { … reject(err) … }` in an executor, which is no listener. */
function settlingFunction({ context }: Region, executor: FunctionNode): FunctionNode | undefined {
  const { scopes, parents } = context;
  const own = scopes.functionScope(executor);
  let found: FunctionNode | undefined;
  walk(executor.body, {
    enter(node) {
      if (found || !isFunctionNode(node)) return undefined;
      const parent = parents.get(node)?.parent;
      const isListener = parent?.type === 'CallExpression' && isListening(calleeName(parent));
      const settles = scopes
        .referencesIn(node.body)
        .some(({ binding }) => binding?.kind === 'param' && binding.scope === own);
      if (settles && !isListener && isHandlerFunction(node) && errorParameter(node)) found = node;
      return 'skip';
    },
  });
  return found;
}

const isListening = (name: string): boolean => /^(?:on|once|then|catch|(?:add|prepend)\w*Listener)$/.test(name);
