import type { CallExpression, Expression, Node } from '@babel/types';
import type { Binding } from '../syntax/scope.js';
import type { FileContext } from './file-context.js';
import { initOf } from './initial-value.js';
import { memberName } from './methods/instance.js';
import { keyName } from '../syntax/key-name.js';
import { moduleOf } from './module-binding.js';
import type { BuiltinCallback } from './profiles/builtin-callback.js';
import { lookupBuiltin } from './profiles/node-profile.js';

/**
 * The function of Node that a call reaches under another name: `exists` of `var exists = fs.exists || path.exists`,
 * `storage.exists` of `storage.exists = fs.exists`, a method of what it made. Timers are none: what defers depends on which of them is there.
 */
export function aliasedBuiltin(context: FileContext, { callee }: CallExpression): BuiltinCallback | undefined {
  const value = valueOf(context, callee);
  const entry = value ? builtinOf(context, value) : methodOfBuiltin(context, callee);
  return entry?.module === 'timers' ? undefined : entry;
}

function valueOf(context: FileContext, callee: Node): Expression | undefined {
  if (callee.type === 'Identifier') {
    const binding = context.scopes.bindingOf(callee);
    return binding && initOf(context, binding);
  }
  if (callee.type !== 'MemberExpression' || callee.object.type !== 'Identifier') return undefined;
  const name = memberName(callee);
  if (name === undefined) return undefined;
  const binding = context.scopes.bindingOf(callee.object);
  const values = binding && valuesOfMember(context, binding, name);
  return values?.length === 1 ? values[0] : undefined;
}

/** `rl.question` of `var rl = readline.createInterface(…)`. */
function methodOfBuiltin(context: FileContext, callee: Node): BuiltinCallback | undefined {
  if (callee.type !== 'MemberExpression' || callee.object.type !== 'Identifier') return undefined;
  const binding = context.scopes.bindingOf(callee.object);
  const made = binding && initOf(context, binding);
  const module = made?.type === 'CallExpression' ? moduleOf(context, made.callee) : undefined;
  if (module?.member !== 'createInterface') return undefined;
  return lookupBuiltin(module.specifier, `Interface#${memberName(callee)}`);
}

/** What a member of an object that stands in a variable is given, in its literal and by assignments. */
function valuesOfMember(context: FileContext, binding: Binding, name: string): Expression[] {
  const init = initOf(context, binding);
  const given = init?.type === 'ObjectExpression' ? init.properties : [];
  const values = given.flatMap((property) =>
    property.type === 'ObjectProperty' && keyName(property) === name ? [property.value as Expression] : [],
  );
  for (const { identifier } of binding.references) {
    const { parent: member, key } = context.parents.get(identifier)!;
    if (member.type !== 'MemberExpression' || key !== 'object' || memberName(member) !== name) continue;
    const written = context.parents.get(member);
    if (written?.parent.type === 'AssignmentExpression' && written.key === 'left') values.push(written.parent.right);
  }
  return values;
}

/** `fs.exists`, `fs.exists || path.exists`, `fs.exists ? fs.exists : path.exists`. */
function builtinOf(context: FileContext, value: Expression): BuiltinCallback | undefined {
  if (value.type === 'LogicalExpression') return value.operator === '&&' ? undefined : builtinOf(context, value.left);
  if (value.type === 'ConditionalExpression') {
    return builtinOf(context, value.consequent) ?? builtinOf(context, value.alternate);
  }
  const module = moduleOf(context, value);
  return module?.member === undefined ? undefined : lookupBuiltin(module.specifier, module.member);
}
