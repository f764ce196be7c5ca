import type { CallExpression, MemberExpression, Node } from '@babel/types';
import { functionOfBinding } from '../../../analysis/local-function.js';
import type { Operation } from '../../../analysis/operations/operation.js';
import { coverOf } from '../../../syntax/typed-expression.js';
import { argumentSpan } from '../../argument-span.js';
import { Decline } from '../../decline.js';
import { spanOf, type Part } from '../../items.js';
import { cannotGoOn } from '../timing/at-once.js';
import type { Region } from '../regions/region.js';
import { commentsWithin } from '../statements/statement-items.js';
import type { AwaitForm, SaidTypes, Wanted } from './await-form.js';
import { argumentParts, calleeParts, typeArguments } from './call-parts.js';
import { middleCallbackParts } from './middle-callback.js';
import { saidTypes, variantOf } from './task-variant.js';

/** `task(f, a)`, `task.method(obj, 'm', a)`: looked up when it is called, so that `this` and later patches hold. */
export function bridgeForm(
  region: Region,
  operation: Operation,
  wanted: Wanted,
  said: SaidTypes | undefined,
): AwaitForm {
  const { call, at, callee } = operation;
  if (callee.kind === 'local') region.bridged.add(callee.fn);
  if (callee.kind === 'module' || callee.kind === 'unknown') region.imports.bridged.add(call.callee);
  if (at !== call.arguments.length - 1) {
    const parts = middleCallbackParts(region, operation, wanted, said);
    return { parts, cleanErrors: false, rung: 'bridge' };
  }
  const cleanErrors = callee.kind === 'builtin' && callee.entry.module === 'fs';
  return { parts: taskParts(region, operation, wanted, said), cleanErrors, rung: 'bridge' };
}

/** `task.values(f, a)`: the arguments in front of the callback are handed on. */
export function taskParts(region: Region, operation: Operation, wanted: Wanted, said: SaidTypes | undefined): Part[] {
  region.shim.add('task');
  // The types of Node are known to be there.
  const types = operation.callee.kind === 'builtin' ? [] : saidTypes(wanted, said);
  const bound = boundParts(region, operation);
  const args = argumentParts(region, operation, bound ? 1 : 0);
  const variant = [variantOf(wanted), ...types];
  const target: Part[] = bound
    ? [{ shim: 'task' }, ...variant, '(', ...bound]
    : bridgeTarget(region, operation.call, variant);
  return [...target, ...(args.length > 0 ? [', ', ...args] : []), ')'];
}

/** `load.bind(self)` for `load.call(self, path, cb)`, where `load` is a function of the file. */
function boundParts({ context }: Region, { call, at }: Operation): Part[] | undefined {
  const { callee } = call;
  if (callee.type !== 'MemberExpression' || callee.computed || at === 0 || call.typeParameters) return undefined;
  const { object, property } = callee;
  if (property.type !== 'Identifier' || property.name !== 'call' || object.type !== 'Identifier') return undefined;
  const binding = context.scopes.bindingOf(object);
  if (!binding || !functionOfBinding(context, binding)) return undefined;
  return [spanOf(object), '.bind(', argumentSpan(context.file, call.arguments[0]!), ')'];
}

function bridgeTarget(region: Region, call: CallExpression, variant: readonly Part[]): Part[] {
  const { callee } = call;
  if (callee.type === 'MemberExpression') {
    checkTypeArguments(region, call);
    // Only code of the class can reach these.
    if (callee.object.type === 'Super' && region.atOnce) throw cannotGoOn(call);
    if (callee.object.type === 'Super' || callee.property.type === 'PrivateName')
      return [{ shim: 'task' }, ...variant, '((...args) => ', spanOf(callee), '(...args)'];
    const { file } = region.context;
    const name: Part = callee.computed ? argumentSpan(file, callee.property) : propertyName(region, callee.property);
    const object = argumentSpan(file, callee.object);
    return [{ shim: 'task' }, '.method', ...variant, '(', object, ...separator(region, callee), name];
  }
  if (callee.type === 'OptionalMemberExpression') throw new Decline('optional-call', call, {});
  const target = coverOf(callee) ? calleeParts(region, callee) : [argumentSpan(region.context.file, callee)];
  return [{ shim: 'task' }, ...variant, '(', ...target, ...typeArguments(call)];
}

/** What stands between an object and the name of its method: a comma, and the comments of a chain of calls. */
function separator(region: Region, { object, property }: MemberExpression): Part[] {
  const comments = commentsWithin(region, { start: object.end!, end: property.start! });
  if (comments.length === 0) return [', '];
  const { source } = region.context.file;
  const gap = source.text.slice(object.end!, comments[0]!.start);
  const below = { below: '' };
  const shown = comments.flatMap((comment): Part[] => [spanOf(comment), comment.type === 'CommentLine' ? below : ' ']);
  // Comments that form a column keep it.
  return [',', gap.includes('\n') ? below : gap.slice(1) || ' ', ...shown];
}

/** `task.method` has no place for the type arguments of a call. */
function checkTypeArguments(region: Region, call: CallExpression): void {
  if (call.typeParameters)
    throw new Decline('type-arguments-lost', call, {
      types: region.context.file.source.text.slice(call.typeParameters.start!, call.typeParameters.end!),
    });
}

function propertyName(region: Region, property: Node): Part {
  if (property.type !== 'Identifier') throw cannotGoOn(property);
  const { quote } = region.context.file.style;
  return `${quote}${property.name}${quote}`;
}
