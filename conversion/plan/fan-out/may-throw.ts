import type { CallExpression, NewExpression, Node } from '@babel/types';
import type { FileContext } from '../../../analysis/file-context.js';
import { functionOfBinding } from '../../../analysis/local-function.js';
import { moduleOf } from '../../../analysis/module-binding.js';
import type { Binding } from '../../../syntax/scope.js';
import { isFunctionNode, walk } from '../../../syntax/walk.js';

/** Functions of the language that throw at wrong arguments at most. */
const globals = new Set(['Array', 'Boolean', 'Date', 'Map', 'Number', 'Object', 'Set', 'String', 'console', 'Math']);
const methods = new Set(
  (
    'at charAt charCodeAt concat endsWith getTime hasOwnProperty includes indexOf join keys lastIndexOf padEnd padStart pop push ' +
    'replace reverse shift slice split startsWith substr substring toFixed toLowerCase toString toUpperCase trim unshift'
  ).split(' '),
);
/** What writes a log is taken not to throw. */
const loggers = new Set(['debug', 'info', 'log', 'trace', 'verbose', 'warn']);

export interface Thrower {
  readonly node: Node;
  /** What is called there, for people. */
  readonly name: string;
}

/**
 * Finds code that may throw while `root` runs, functions of the file that it calls included. Wrong types and properties of
 * nothing are not looked for.
 *
 * @param isExcepted calls that are not looked at, except for their arguments
 * @param except names of functions whose calls are not looked at either
 */
export function mayThrow(
  context: FileContext,
  root: Node,
  isExcepted: (call: CallExpression) => boolean,
  except: ReadonlySet<Binding>,
): Thrower | undefined {
  const seen = new Set<Node>();
  const search = (start: Node): Thrower | undefined => {
    let found: Thrower | undefined;
    walk(start, {
      enter(node, parent, key) {
        if (found) return 'skip';
        if (isFunctionNode(node)) return node === start || isCallee(parent, key) ? undefined : 'skip';
        // What is caught ends nothing.
        if (parent?.type === 'TryStatement' && key === 'block' && parent.handler) return 'skip';
        if (node.type === 'ThrowStatement') found = { node, name: 'throw' };
        if (isCall(node) && !isExcepted(node as CallExpression)) found = searchCall(node);
        return undefined;
      },
    });
    return found;
  };
  const searchCall = (call: CallExpression | NewExpression): Thrower | undefined => {
    const binding = call.callee.type === 'Identifier' ? context.scopes.bindingOf(call.callee) : undefined;
    if (binding && except.has(binding)) return undefined;
    const fn = binding && functionOfBinding(context, binding);
    if (!fn && (isFunctionNode(call.callee) || isHarmless(context, call))) return undefined;
    if (!fn) return { node: call, name: nameOf(context, call.callee) };
    if (seen.has(fn)) return undefined;
    seen.add(fn);
    return search(fn) && { node: call, name: nameOf(context, call.callee) };
  };
  return search(root);
}

const isCallee = (parent: Node | null, key: string): boolean => parent?.type === 'CallExpression' && key === 'callee';

const isCall = (node: Node): node is CallExpression | NewExpression =>
  node.type === 'CallExpression' || node.type === 'OptionalCallExpression' || node.type === 'NewExpression';

function isHarmless(context: FileContext, { callee }: CallExpression | NewExpression): boolean {
  if (callee.type === 'Identifier') return isGlobal(context, callee) || loggers.has(callee.name);
  if (callee.type !== 'MemberExpression' || callee.computed || callee.property.type !== 'Identifier') return false;
  const { name } = callee.property;
  if (methods.has(name) || loggers.has(name) || isGlobal(context, callee.object)) return true;
  return /^(?:node:)?path$/.test(moduleOf(context, callee.object)?.specifier ?? '');
}

const isGlobal = (context: FileContext, node: Node): boolean =>
  node.type === 'Identifier' &&
  (globals.has(node.name) || node.name.endsWith('Error')) &&
  context.scopes.bindingOf(node) === undefined;

const nameOf = ({ file }: FileContext, { start, end }: Node): string =>
  file.source.text.slice(start!, end!).replace(/\s+/g, ' ').slice(0, 40);
