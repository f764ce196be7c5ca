import type { CallExpression, Function as FunctionNode, NewExpression, Node } from '@babel/types';
import type { ImportForm } from '../core/index.js';
import type { Binding } from '../syntax/scope.js';
import type { BuiltinCallback } from './profiles/builtin-callback.js';
import { lookupBuiltin } from './profiles/node-profile.js';
import type { FileContext } from './file-context.js';
import { functionOfBinding } from './local-function.js';
import { moduleOf } from './module-binding.js';

/** What a call calls, as far as it is known. */
export type Callee =
  | { readonly kind: 'builtin'; readonly entry: BuiltinCallback; readonly name: string }
  | { readonly kind: 'local'; readonly fn: FunctionNode; readonly binding: Binding; readonly name: string }
  | {
      readonly kind: 'module';
      readonly specifier: string;
      readonly member: string | undefined;
      readonly form: ImportForm;
      readonly name: string;
      readonly node: Node;
    }
  /** `node`: the expression that is called. */
  | { readonly kind: 'unknown'; readonly name: string; readonly node: Node };

/** Finds out what a call calls. `name` is what reports call it: `fs.readFile`. */
export function resolveCallee(context: FileContext, call: CallExpression | NewExpression): Callee {
  const callee = call.callee;
  const name = calleeText(context, call);
  const module = moduleOf(context, callee);
  if (module) {
    const entry = module.member === undefined ? undefined : lookupBuiltin(module.specifier, module.member);
    if (entry) return { kind: 'builtin', entry, name };
    return { kind: 'module', ...module, name, node: callee };
  }
  if (isNextTick(context, callee)) return { kind: 'builtin', entry: nextTick, name };
  if (callee.type === 'Identifier') {
    const binding = context.scopes.bindingOf(callee);
    if (!binding) {
      const entry = lookupBuiltin('globals', callee.name);
      return entry ? { kind: 'builtin', entry, name } : { kind: 'unknown', name, node: callee };
    }
    const fn = functionOfBinding(context, binding);
    if (fn) return { kind: 'local', fn, binding, name };
  }
  return { kind: 'unknown', name, node: callee };
}

/** Not in the table of modules, and no timer to look at, but it defers a call as they do. */
const nextTick: BuiltinCallback = {
  module: 'timers',
  name: 'nextTick',
  kind: 'value',
  positions: [0],
  last: false,
  optional: false,
  values: [],
  traps: ['values-vary'],
};

function isNextTick(context: FileContext, callee: CallExpression['callee']): boolean {
  if (callee.type !== 'MemberExpression' || callee.computed || callee.object.type !== 'Identifier') return false;
  if (callee.property.type !== 'Identifier' || callee.property.name !== 'nextTick') return false;
  return callee.object.name === 'process' && !context.scopes.bindingOf(callee.object);
}

/** The last name of what is called. @see lastName */
export const calleeName = (call: CallExpression | NewExpression): string => lastName(call.callee);

/** `readFile` of `fs.readFile` and of `readFile`; empty for what has no name. */
export function lastName(node: Node): string {
  if (node.type === 'Identifier') return node.name;
  if (node.type !== 'MemberExpression' || node.computed) return '';
  return node.property.type === 'Identifier' ? node.property.name : '';
}

function calleeText(context: FileContext, call: CallExpression | NewExpression): string {
  const text = context.file.source.text.slice(call.callee.start!, call.callee.end!).replace(/\s+/g, ' ');
  return text.length > 50 ? `${text.slice(0, 47)}…` : text;
}
