import type { Function as FunctionNode, Node } from '@babel/types';
import { isFunctionNode } from '../syntax/walk.js';
import type { Binding } from '../syntax/scope.js';
import type { FileContext } from './file-context.js';

/**
 * The function that a name always stands for: a declaration, with the overloads that TypeScript says before it, or a variable
 * that is given a function once.
 */
export function functionOfBinding(context: FileContext, binding: Binding): FunctionNode | undefined {
  const parentOf = (node: Node): Node | undefined => context.parents.get(node)?.parent;
  const [declared, ...others] = binding.declarations.filter((one) => parentOf(one)?.type !== 'TSDeclareFunction');
  const parent = declared && parentOf(declared);
  if (!parent || others.length > 0) return undefined;
  const writes = binding.references.filter(
    ({ kind, identifier }) => kind !== 'read' && !binding.declarations.some((one) => one === identifier),
  );
  if (writes.length > 0) return undefined;
  if (isFunctionNode(parent) && 'id' in parent && parent.id === declared) return parent;
  if (parent.type === 'VariableDeclarator' && parent.id === declared && isFunctionNode(parent.init)) return parent.init;
  return undefined;
}

/** The binding through which a function is reached by name, if it has one. */
export function bindingOfFunction(context: FileContext, fn: FunctionNode): Binding | undefined {
  if ((fn.type === 'FunctionDeclaration' || fn.type === 'FunctionExpression') && fn.id) {
    const own = context.scopes.bindingOf(fn.id);
    if (fn.type === 'FunctionDeclaration') return own;
  }
  const parent: Node | undefined = context.parents.get(fn)?.parent;
  if (parent?.type === 'VariableDeclarator' && parent.id.type === 'Identifier')
    return context.scopes.bindingOf(parent.id);
  return undefined;
}

/** What a function is called in reports: its own name, the variable or property it is assigned to. */
export function functionName(context: FileContext, fn: FunctionNode): string {
  if ('id' in fn && fn.id) return fn.id.name;
  if ('key' in fn) return fn.key.type === 'Identifier' ? fn.key.name : textOf(context, fn.key);
  const parent = context.parents.get(fn)?.parent;
  if (parent?.type === 'VariableDeclarator' && parent.id.type === 'Identifier') return parent.id.name;
  if (parent?.type === 'AssignmentExpression') return textOf(context, parent.left);
  if (parent?.type === 'ObjectProperty') return textOf(context, parent.key);
  if (parent?.type === 'CallExpression' || parent?.type === 'NewExpression')
    return `callback of ${shorten(textOf(context, parent.callee))}`;
  return 'anonymous function';
}

function textOf(context: FileContext, node: Node): string {
  return context.file.source.text.slice(node.start!, node.end!);
}

function shorten(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > 40 ? `${line.slice(0, 37)}…` : line;
}
