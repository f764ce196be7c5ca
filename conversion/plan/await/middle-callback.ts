import type { CallExpression, Node } from '@babel/types';
import type { Operation } from '../../../analysis/operations/operation.js';
import { Decline } from '../../decline.js';
import type { Part } from '../../items.js';
import type { Region } from '../regions/region.js';
import { isTypeScript } from '../typed/declared-type.js';
import type { SaidTypes, Wanted } from './await-form.js';
import { containsSuspension } from './call-parts.js';
import { saidTypes, variantOf } from './task-variant.js';

/**
 * A callback that is not the last argument is given where it belongs, by a function around the call:
 *
 *     task((settle) => find(key, settle, options))
 *
 * TypeScript takes the types of the values from the call only where it stands in a promise made by hand.
 */
export function middleCallbackParts(
  region: Region,
  operation: Operation,
  wanted: Wanted,
  said: SaidTypes | undefined,
): Part[] {
  const { call, at, callee } = operation;
  const takesTask = region.atOnce || !isTypeScript(region.context);
  const kept = [call.callee, ...call.arguments.filter((_, index) => index !== at)];
  const name = takesTask ? freeName(region, call, kept) : undefined;
  if (name === undefined && region.atOnce) throw new Decline('callback-not-last', call, { callee: callee.name });
  if (kept.some(containsSuspension)) throw new Decline('await-in-arguments', call, {});
  if (name === undefined) return promiseParts(region, operation, wanted, said);
  region.shim.add('task');
  const { before, after } = around(operation);
  return [{ shim: 'task' }, `${variantOf(wanted)}((${name}) => `, before, name, after, ')'];
}

/** The text of the call before its callback, and behind it. */
function around({ call, at }: Operation): { before: Part; after: Part } {
  const callback = call.arguments[at]!;
  return { before: { start: call.start!, end: callback.start! }, after: { start: callback.end!, end: call.end! } };
}

/** None by which a function would be taken for one that still has a callback, */
const NAMES = ['settle', 'answer', 'resume'];
/** which nobody asks of a generator. */
const NAMES_IN_GENERATOR = ['callback', 'cb', 'done', 'next'];

/** A name for the callback that means nothing else there. */
function freeName({ context: { scopes }, atOnce }: Region, call: CallExpression, kept: Node[]): string | undefined {
  const used = new Set(kept.flatMap((node) => scopes.referencesIn(node).map(({ identifier }) => identifier.name)));
  const isFree = (name: string): boolean => !used.has(name) && !scopes.lookup(scopes.scopeOf(call), name);
  return (atOnce ? NAMES_IN_GENERATOR : NAMES).find(isFree);
}

/** What settles a promise made by hand. */
const SETTLING: Readonly<Record<Wanted, { readonly parameters: string; readonly callback: readonly Part[] }>> = {
  value: { parameters: '(resolve, reject)', callback: ['(err, value) => (err ? reject(err) : resolve(value))'] },
  values: { parameters: '(resolve, reject)', callback: ['(err, ...values) => (err ? reject(err) : resolve(values))'] },
  arguments: { parameters: '(resolve)', callback: ['(...args) => resolve(', { shim: 'values' }, '.args(...args))'] },
};

/** `new Promise((resolve, reject) => find(key, (err, value) => (err ? reject(err) : resolve(value)), options))` */
function promiseParts(region: Region, operation: Operation, wanted: Wanted, said: SaidTypes | undefined): Part[] {
  const { call, callee } = operation;
  const types = saidTypes(wanted, said);
  if (said && isTypeScript(region.context) && (wanted === 'value' ? said.untyped > 0 : types.length === 0))
    throw new Decline('value-type-unknown', call, { callee: callee.name });
  if (wanted === 'arguments') region.shim.add('values');
  checkPromiseNames(region, call, callee.name);
  const { before, after } = around(operation);
  const { open, close } = braces(region, call);
  const { parameters, callback } = SETTLING[wanted];
  return ['new Promise', ...types, `(${parameters} => `, ...open, before, ...callback, after, ...close, ')'];
}

/** Longer than this, the call gets a line of its own. */
const SHORT_CALL = 20;

function braces({ context }: Region, call: CallExpression): { open: Part[]; close: Part[] } {
  const { text } = context.file.source;
  const { style } = context.file;
  const handler = call.arguments.find(isHandler) ?? call.arguments.at(-1)!;
  const kept = text.slice(call.start!, handler.start!) + text.slice(handler.end!, call.end!);
  if (kept.length <= SHORT_CALL || kept.includes('\n')) return { open: [], close: [] };
  return { open: ['{', { below: style.indent }], close: [style.semicolons ? ';' : '', { below: '}' }] };
}

/** The call moves into functions with these parameters: none of them may be a variable of the call. */
function checkPromiseNames(region: Region, call: CallExpression, callee: string): void {
  const taken = new Set(['resolve', 'reject', 'err', 'value', 'args']);
  const used = [call.callee, ...call.arguments].flatMap((node, index) =>
    index > 0 && isHandler(node) ? [] : region.context.scopes.referencesIn(node),
  );
  if (used.some(({ identifier }) => taken.has(identifier.name)))
    throw new Decline('callback-not-last', call, { callee });
}

const isHandler = (node: Node): boolean =>
  node.type === 'FunctionExpression' || node.type === 'ArrowFunctionExpression';
