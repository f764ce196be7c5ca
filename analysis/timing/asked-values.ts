import type { CallExpression, Node, VariableDeclarator } from '@babel/types';
import type { FileContext } from '../file-context.js';
import { keysOfFunction } from './function-key.js';

/** What becomes of the value of a call. */
export interface AskedValue {
  /** Whether something is done with it. */
  readonly asked: boolean;
  /** The keys of the function that returns it. */
  readonly returnedBy: readonly string[];
}

/** `const abort = client.connect(address, cb)`, `client.connect(address, cb).on('error', fail)`, `return client.connect(address, cb)`. */
export function askedValue(context: FileContext, call: CallExpression): AskedValue {
  const link = context.parents.get(call);
  switch (link?.parent.type) {
    case 'VariableDeclarator':
      return { asked: isRead(context, link.parent), returnedBy: [] };
    case 'AssignmentExpression':
      return { asked: link.key === 'right', returnedBy: [] };
    case 'MemberExpression':
      return { asked: link.key === 'object', returnedBy: [] };
    case 'ReturnStatement':
      return { asked: false, returnedBy: keysAround(context, link.parent) };
    case 'ArrowFunctionExpression':
      return { asked: false, returnedBy: link.key === 'body' ? keysOfFunction(context, link.parent) : [] };
    default:
      return { asked: false, returnedBy: [] };
  }
}

function keysAround(context: FileContext, node: Node): readonly string[] {
  const fn = context.parents.enclosingFunction(node);
  return fn ? keysOfFunction(context, fn) : [];
}

function isRead({ scopes }: FileContext, { id }: VariableDeclarator): boolean {
  if (id.type !== 'Identifier') return true;
  return scopes.bindingOf(id)?.references.some(({ kind }) => kind === 'read') ?? false;
}
