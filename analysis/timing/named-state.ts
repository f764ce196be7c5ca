import type { Identifier, MemberExpression, Node } from '@babel/types';
import type { Binding, Reference } from '../../syntax/scope.js';
import { calleeName } from '../callee.js';
import type { FileContext } from '../file-context.js';
import { functionOfBinding } from '../local-function.js';
import { moduleOf } from '../module-binding.js';
import { localKey } from './function-key.js';

/** Methods that change a list, a set or a map. */
export const CHANGING = /^(?:push|unshift|pop|shift|splice|sort|reverse|fill|set|add|delete|clear)$/;

/** The name under which a member reads a field; nothing for the callee of a method call. */
export function fieldRead(context: FileContext, node: MemberExpression, parent: Node | null): string | undefined {
  const isMethod = parent?.type === 'CallExpression' && parent.callee === node;
  return isMethod ? undefined : fieldName(context, node);
}

/** `.count` of `this.count`; nothing for members of modules, and of objects that the function has just made. */
function fieldName(context: FileContext, node: MemberExpression): string | undefined {
  if (node.computed || node.property.type !== 'Identifier') return undefined;
  const { object } = node;
  if (object.type === 'Identifier' && (isFresh(context, object) || !isVariable(context, object))) return undefined;
  return `.${node.property.name}`;
}

const isVariable = (context: FileContext, name: Identifier): boolean =>
  context.scopes.bindingOf(name) !== undefined && moduleOf(context, name) === undefined;

const NEW = /^(?:Object|Array|New|Function|ArrowFunction)Expression$/;

/** A variable of the function itself that never holds anything but what was made for it: `var cb; … cb = function () { … };`. */
function isFresh(context: FileContext, name: Identifier): boolean {
  const binding = context.scopes.bindingOf(name);
  const declared = binding?.declarations[0];
  const link = declared && context.parents.get(declared)?.parent;
  if (link?.type !== 'VariableDeclarator' || binding!.declarations.length > 1) return false;
  if (context.parents.enclosingFunction(link) !== context.parents.enclosingFunction(name)) return false;
  const later = binding!.references.filter(({ kind }) => kind !== 'read');
  return (link.init ? NEW.test(link.init.type) : later.length > 0) && later.every((each) => isMadeNew(context, each));
}

function isMadeNew({ parents }: FileContext, { identifier }: Reference): boolean {
  const parent = parents.get(identifier)?.parent;
  return parent?.type === 'AssignmentExpression' && parent.operator === '=' && NEW.test(parent.right.type);
}

/** What stands for a variable that comes from outside of some code and may change. */
export function variableRead(context: FileContext, name: Identifier, roots: readonly Node[]): string | undefined {
  const binding = context.scopes.bindingOf(name);
  return binding && isOutside(binding, roots) && isChangeable(context, binding, name)
    ? localKey(context, binding)
    : undefined;
}

const isChangeable = (context: FileContext, binding: Binding, name: Identifier): boolean =>
  functionOfBinding(context, binding) === undefined && moduleOf(context, name) === undefined;

const isOutside = ({ scope }: Binding, roots: readonly Node[]): boolean =>
  scope.start < roots[0]!.start! || scope.end > roots.at(-1)!.end!;

/** The field or variable that a node changes. */
export function changedBy(context: FileContext, node: Node, roots: readonly Node[]): string | undefined {
  const target =
    node.type === 'AssignmentExpression'
      ? node.left
      : node.type === 'UpdateExpression' || (node.type === 'UnaryExpression' && node.operator === 'delete')
        ? node.argument
        : node.type === 'CallExpression' && CHANGING.test(calleeName(node))
          ? node.callee
          : undefined;
  return target && changedName(context, target, node.type === 'CallExpression', roots);
}

/** `.list` of `this.list.push(v)`, `this.list[0] = v` and `this.list.length = 0`; `.count` of `this.count = v`. */
function changedName(
  context: FileContext,
  target: Node,
  isContents: boolean,
  roots: readonly Node[],
): string | undefined {
  if (target.type === 'MemberExpression') {
    const inside =
      isContents || target.computed || (target.property.type === 'Identifier' && target.property.name === 'length');
    return inside ? changedName(context, target.object, false, roots) : fieldName(context, target);
  }
  return target.type === 'Identifier' ? variableRead(context, target, roots) : undefined;
}
