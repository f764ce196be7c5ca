import type { Function as FunctionNode, Node } from '@babel/types';
import type { ImportForm } from '../../core/index.js';
import { isFunctionNode } from '../../syntax/walk.js';
import type { FileContext } from '../file-context.js';
import { coroutineBody, coroutineOfBinding } from '../futures/coroutine-body.js';
import { engineBody, engineOfBinding } from '../generators/engine-body.js';
import { runnerBody } from '../generators/runner-body.js';
import { functionOfBinding } from '../local-function.js';
import type { Binding } from '../../syntax/scope.js';
import { moduleOf } from '../module-binding.js';
import { isFixed } from './exports-object.js';

/** What stands behind the name of an export. */
export type ExportTarget =
  | { readonly kind: 'function'; readonly fn: FunctionNode }
  /** An export of another module. */
  | {
      readonly kind: 'from';
      readonly specifier: string;
      readonly form: ImportForm;
      readonly member: string | undefined;
    }
  /** `value`: a class, or what makes an object, where every use of the export means it. */
  | { readonly kind: 'other'; readonly value?: Node };

/** The function, or the export of another module, that an expression always gives. */
export function targetOf(context: FileContext, value: Node): ExportTarget {
  if (isFunctionNode(value)) return { kind: 'function', fn: value };
  const body = coroutineBody(context, value) ?? runnerBody(context, value) ?? engineBody(context, value);
  if (body) return { kind: 'function', fn: body };
  const module = moduleOf(context, value);
  if (module) return { kind: 'from', specifier: module.specifier, form: module.form, member: module.member };
  const binding = value.type === 'Identifier' ? context.scopes.bindingOf(value) : undefined;
  const fn =
    binding &&
    (functionOfBinding(context, binding) ?? coroutineOfBinding(context, binding) ?? engineOfBinding(context, binding));
  return fn
    ? { kind: 'function', fn }
    : { kind: 'other', value: binding ? (fixedValue(context, binding) ?? value) : value };
}

/** The class that a name always stands for, or what a variable is given where it is declared. */
export function fixedValue(context: FileContext, binding: Binding): Node | undefined {
  const parent = isFixed(binding) ? context.parents.get(binding.declarations[0]!)?.parent : undefined;
  if (parent?.type === 'ClassDeclaration') return parent;
  return parent?.type === 'VariableDeclarator' ? (parent.init ?? undefined) : undefined;
}
