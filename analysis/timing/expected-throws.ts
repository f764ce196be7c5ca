import type { CallExpression, CatchClause, Node } from '@babel/types';
import { isFunctionNode, walk } from '../../syntax/walk.js';
import type { FileContext } from '../file-context.js';
import { resolveCallee } from '../callee.js';
import { statementCall } from '../operations/operation.js';
import { functionOfBinding } from '../local-function.js';
import { isTestFile } from '../test-file.js';
import { isAssertion } from './can-tell.js';
import { isUnknownFunction, UNKNOWN_FUNCTION } from './completion-paths.js';
import { keysOfCall, passesCallback, shimHelper } from './function-key.js';

/** `assert.throws(…)`, `expect(…).toThrow()`, `(…).should.throw()`. */
const EXPECTING = /^(?:throws|throw|Throw|throwError|toThrow\w*)$/;

/** Keys of functions whose exceptions somebody waits for: there an exception is not an error given later. */
export interface ExpectedThrows {
  /** By a `try` around a call of them: whatever they throw in front stays there. */
  readonly caught: ReadonlySet<string>;
  /** By a test that says so, or looks at what it has caught: what that is goes on to be thrown at once. */
  readonly asserted: ReadonlySet<string>;
}

/** The functions that tests and callers expect to throw before they return. */
export function expectedThrows(context: FileContext): ExpectedThrows {
  const caught = new Set<string>();
  const asserted = new Set<string>();
  const isTest = isTestFile(context.file.source.path);
  walk(context.file.ast, {
    enter(node) {
      if (node.type === 'TryStatement' && node.handler) {
        const calls = callsIn(node.block).filter((call) => isGivenCallback(context, call));
        const kept = calls.filter((call) => !isPassedOn(call, node.handler!));
        if (isTest && looksAtError(node.handler)) addKeys(context, asserted, calls);
        else addKeys(context, caught, kept);
        if (!isTest)
          callsIn(node.block).forEach((call) => runsUnknown(context, call) && caught.add(unknownWith(call.arguments)));
      }
      if (node.type !== 'CallExpression' || !expectsThrow(node)) return;
      for (const part of [node, ...namedIn(context, node)])
        walk(part, {
          enter(inner) {
            if (inner.type === 'CallExpression' && inner !== node)
              called(context, inner).forEach((key) => asserted.add(key));
          },
        });
    },
  });
  return { caught, asserted };
}

/** `try { run(test); } catch (err) { … }` of a function that was given. */
const runsUnknown = (context: FileContext, call: CallExpression): boolean =>
  isUnknownFunction(context, call, resolveCallee(context, call));

/** The key of the functions that were given and get so many arguments. */
export const unknownWith = ({ length }: readonly unknown[]): string => `${UNKNOWN_FUNCTION} with ${length}`;

const addKeys = (context: FileContext, keys: Set<string>, calls: readonly CallExpression[]): void =>
  calls.forEach((call) => keysOfCall(context, call).forEach((key) => keys.add(key)));

/** Whether a call asserts that something throws. */
const expectsThrow = ({ callee }: CallExpression): boolean =>
  callee.type === 'MemberExpression' && callee.property.type === 'Identifier' && EXPECTING.test(callee.property.name);

/** `boot` of `expect(boot).to.throw()`, `assert.throws(boot)`: functions of the file that are handed over by their names. */
function namedIn(context: FileContext, call: CallExpression): Node[] {
  const named: Node[] = [];
  walk(call, {
    enter(node, parent, key) {
      if (isFunctionNode(node)) return 'skip';
      if (node.type !== 'Identifier' || key !== 'arguments' || parent?.type !== 'CallExpression') return undefined;
      const binding = context.scopes.bindingOf(node);
      const fn = binding && functionOfBinding(context, binding);
      if (fn) named.push(fn);
      return undefined;
    },
  });
  return named;
}

/** What a call calls; of `load.bind(null, 5)` the function that will be called. */
function called(context: FileContext, call: CallExpression): string[] {
  const { callee } = call;
  const isBound = callee.type === 'MemberExpression' && (callee.property as { name?: string }).name === 'bind';
  const target: Node = isBound ? callee.object : callee;
  if (isFunctionNode(target)) return [];
  return keysOfCall(context, isBound ? { ...call, callee: callee.object } : call);
}

/** The calls of a block itself, without those of the functions in it. */
function callsIn(block: Node): CallExpression[] {
  const calls: CallExpression[] = [];
  walk(block, {
    enter(node) {
      if (isFunctionNode(node)) return 'skip';
      if (node.type === 'CallExpression') calls.push(node);
      return undefined;
    },
  });
  return calls;
}

/** Calls whose errors come later as well; what is awaited throws all of them. */
const isGivenCallback = (context: FileContext, call: CallExpression): boolean =>
  context.parents.get(call)?.parent.type !== 'AwaitExpression' &&
  passesCallback(context, call) &&
  !shimHelper(context, call);

/** `try { load(5, callback); } catch (err) { expect(err.message).to.equal('…'); }` */
const looksAtError = ({ param, body }: CatchClause): boolean => param != null && callsIn(body).some(isAssertion);

/** `try { parse(text, cb); } catch (e) { cb(e); }` */
function isPassedOn({ arguments: args }: CallExpression, { param, body }: CatchClause): boolean {
  const [only, ...others] = body.body;
  const call = only && others.length === 0 ? statementCall(only)?.call : undefined;
  const [error, ...more] = call?.arguments ?? [];
  if (call?.callee.type !== 'Identifier' || error?.type !== 'Identifier' || more.length > 0) return false;
  const { name } = call.callee;
  const isCaught = param?.type === 'Identifier' && param.name === error.name;
  return isCaught && args.some((argument) => argument.type === 'Identifier' && argument.name === name);
}
