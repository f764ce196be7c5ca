import type { CallExpression, Node } from '@babel/types';
import type { Operation } from '../../analysis/operation.js';
import { outerSpan } from '../../syntax/outer-span.js';
import { coverOf } from '../../syntax/typed-expression.js';
import { walk } from '../../syntax/walk.js';
import { argumentSpan } from '../argument-span.js';
import { Decline } from '../decline.js';
import { spanOf, type Part } from '../items.js';
import { cannotGoOn } from './at-once.js';
import type { Convention } from './convention.js';
import { declaredConvention, declaredForm } from './declared-form.js';
import { knownFunction } from './known-function.js';
import { libraryConvention, libraryForm, type CallTexts } from './library-form.js';
import type { Region } from './region.js';
import { isTypeScript } from './typed/declared-type.js';

/** What the awaiting code wants of an operation. */
export type Wanted =
  /** The first value, or nothing: an error is thrown. */
  | 'value'
  /** All values as a list: an error is thrown. */
  | 'values'
  /** The whole argument list of the callback, error included; nothing is thrown. */
  | 'arguments';

/** What a handler says of the types of its values, in TypeScript. */
export interface SaidTypes {
  /** Of the list that `values` asks for: `[string, number]`. */
  readonly types: readonly Part[] | undefined;
  /** Of all arguments, error included. */
  readonly argumentTypes: readonly Part[] | undefined;
  /** How many values that are used do not say their type. */
  readonly untyped: number;
}

/** How an operation can be awaited: the ladder from the best form to the one that always works. */
export interface AwaitForm {
  /** The expression after `await`. */
  readonly parts: readonly Part[];
  /** True when an error arrives without values, so that its `catch` finds them undefined as the handler did. */
  readonly cleanErrors: boolean;
  readonly rung: 'converted' | 'builtin' | 'library' | 'bridge';
}

/**
 * Chooses the form in which an operation is awaited.
 *
 * @param said what the handler says of the types
 */
export function awaitForm(region: Region, operation: Operation, wanted: Wanted, said?: SaidTypes): AwaitForm {
  // Forms are tried; the last one is taken.
  region.items?.throwing.set(operation.call, wanted !== 'arguments');
  if (region.atOnce) return bridgeForm(region, operation, wanted, said);
  return (
    convertedForm(region, operation, wanted, said) ??
    builtinForm(region, operation, wanted) ??
    libraryForm(region, operation, wanted, callTexts(region, operation)) ??
    declaredForm(region, operation, wanted, callTexts(region, operation)) ??
    bridgeForm(region, operation, wanted, said)
  );
}

/** How many values a promise form resolves with; `undefined` when only the bridge is left. */
export function promiseConvention(region: Region, operation: Operation): Convention | undefined {
  const known = knownFunction(region, operation.callee);
  if (known) return known.convention;
  if (operation.library) return libraryConvention(region, operation);
  const declared = declaredConvention(region, operation);
  if (declared) return declared;
  if (variesInValues(operation) || !builtinForm(region, operation, 'value')) return undefined;
  return operationValues(operation) === 0 ? 'null' : 'value';
}

/** `fs.mkdir` calls back with one argument or two. */
const variesInValues = ({ callee }: Operation): boolean =>
  callee.kind === 'builtin' && callee.entry.traps.includes('values-vary');

const operationValues = ({ callee }: Operation): number => (callee.kind === 'builtin' ? callee.entry.values.length : 1);

function convertedForm(
  region: Region,
  operation: Operation,
  wanted: Wanted,
  said: SaidTypes | undefined,
): AwaitForm | undefined {
  const known = knownFunction(region, operation.callee);
  if (!known) return undefined;
  const isList = known.convention === 'values';
  // A callback in another place than the parameter's makes the function shuffle its arguments: that needs the callback.
  if (!known.direct || operation.at !== known.at || wanted === 'arguments' || (wanted === 'values') !== isList)
    return undefined;
  // What is declared with a callback is called without one by JavaScript alone.
  const isDeclared = known.verdict === 'dual' && isTypeScript(region.context);
  if (isDeclared && operation.at !== operation.call.arguments.length - 1) return undefined;
  const parts = isDeclared
    ? taskParts(region, operation, wanted, said)
    : callParts(region, operation.call, operation.at);
  return { parts, cleanErrors: known.cleanErrors, rung: 'converted' };
}

const callTexts = (region: Region, { call, at }: Operation): CallTexts => ({
  whole: () => callParts(region, call, at),
  args: () => argumentParts(region, call, at),
});

/** `fs.promises.readFile(p)`, through the binding that the file already has. */
function builtinForm(region: Region, operation: Operation, wanted: Wanted): AwaitForm | undefined {
  const { callee, call } = operation;
  if (callee.kind !== 'builtin' || wanted !== 'value' || operation.kind !== 'error-first') return undefined;
  const { entry } = callee;
  if (entry.promise?.via !== 'module' || entry.promise.module !== `${entry.module}/promises` || entry.values.length > 1)
    return undefined;
  if (entry.traps.some((trap) => trap !== 'values-vary') || takesDescriptor(region, call, entry.name)) return undefined;
  if (isPatched(region, entry.module, entry.name)) return undefined;
  if (call.callee.type !== 'MemberExpression' || call.callee.object.type === 'Super') return undefined;
  const parts: Part[] = [
    outerSpan(region.context.file, call.callee.object),
    `.promises.${entry.name}(`,
    ...argumentParts(region, call, operation.at),
    ')',
  ];
  return { parts, cleanErrors: true, rung: 'builtin' };
}

/** The functions of `fs` that take a path or a file descriptor take no descriptor in their promise form. */
function takesDescriptor(region: Region, call: CallExpression, name: string): boolean {
  if (!['readFile', 'writeFile', 'appendFile'].includes(name)) return false;
  const first = call.arguments[0];
  if (!first || first.type === 'NumericLiteral' || first.type === 'SpreadElement') return true;
  return /(?:^|[._])(?:fd|descriptor|handle)\d*$|Fd\d*$/.test(
    region.context.file.source.text.slice(first.start!, first.end!),
  );
}

function isPatched({ project }: Region, module: string, name: string): boolean {
  return project.patched.has('*') || project.patched.has(module) || project.patched.has(`${module}.${name}`);
}

/** `task(f, a)`, `task.method(obj, 'm', a)`: looked up when it is called, so that `this` and later patches hold. */
function bridgeForm(region: Region, operation: Operation, wanted: Wanted, said: SaidTypes | undefined): AwaitForm {
  const { call, at, callee } = operation;
  if (callee.kind === 'local') region.bridged.add(callee.fn);
  if (callee.kind === 'module' || callee.kind === 'unknown') region.imports.bridged.add(call.callee);
  if (at !== call.arguments.length - 1)
    return region.atOnce
      ? { parts: innerCallParts(region, operation, wanted), cleanErrors: false, rung: 'bridge' }
      : promiseForm(region, operation, wanted, said);
  const cleanErrors = operation.callee.kind === 'builtin' && operation.callee.entry.module === 'fs';
  return { parts: taskParts(region, operation, wanted, said), cleanErrors, rung: 'bridge' };
}

/** `<[Error | null, string]>`: where the callee does not tell, the handler does. A single value says it where it is declared. */
function typeArgument(wanted: Wanted, said: SaidTypes | undefined): readonly Part[] {
  const types = wanted === 'values' ? said?.types : wanted === 'arguments' ? said?.argumentTypes : undefined;
  return types ? ['<', ...types, '>'] : [];
}

function taskParts(
  region: Region,
  { call, at, callee }: Operation,
  wanted: Wanted,
  said: SaidTypes | undefined,
): Part[] {
  region.shim.add('task');
  const variant = variantOf(wanted);
  // The types of Node are known to be there.
  const types = callee.kind === 'builtin' ? [] : typeArgument(wanted, said);
  const args = argumentParts(region, call, at);
  return [...bridgeTarget(region, call, [variant, ...types]), ...(args.length > 0 ? [', ', ...args] : []), ')'];
}

const variantOf = (wanted: Wanted): string => (wanted === 'value' ? '' : wanted === 'values' ? '.values' : '.args');

/** `task((callback) => find(key, callback, options))`: a callback that is not the last argument is given where it belongs. */
function innerCallParts(region: Region, { call, at, callee }: Operation, wanted: Wanted): Part[] {
  const { scopes } = region.context;
  const kept = [call.callee, ...call.arguments.filter((_, index) => index !== at)];
  const used = new Set(kept.flatMap((node) => scopes.referencesIn(node).map(({ identifier }) => identifier.name)));
  const isFree = (each: string): boolean => !used.has(each) && !scopes.lookup(scopes.scopeOf(call), each);
  const name = ['callback', 'cb', 'done', 'next'].find(isFree);
  if (name === undefined) throw new Decline('callback-not-last', call, { callee: callee.name });
  if (kept.some(containsSuspension)) throw new Decline('await-in-arguments', call, {});
  region.shim.add('task');
  const argument = call.arguments[at]!;
  const before: Part = { start: call.start!, end: argument.start! };
  const after: Part = { start: argument.end!, end: call.end! };
  return [{ shim: 'task' }, `${variantOf(wanted)}((${name}) => `, before, name, after, ')'];
}

/** The same as a promise. */
function promiseForm(
  region: Region,
  { call, at, callee }: Operation,
  wanted: Wanted,
  said: SaidTypes | undefined,
): AwaitForm {
  const type = typeArgument(wanted, said);
  if (said && isTypeScript(region.context) && (wanted === 'value' ? said.untyped > 0 : type.length === 0))
    throw new Decline('value-type-unknown', call, { callee: callee.name });
  const argument = call.arguments[at]!;
  const before: Part = { start: call.start!, end: argument.start! };
  const after: Part = { start: argument.end!, end: call.end! };
  const callback = freeName(region, [call.callee, ...call.arguments.filter((other) => other !== argument)]);
  if (callback && !isTypeScript(region.context)) {
    region.shim.add('task');
    const variant = wanted === 'value' ? '' : wanted === 'values' ? '.values' : '.args';
    const parts = [{ shim: 'task' }, variant, `((${callback}) => `, before, callback, after, ')'];
    return { parts, cleanErrors: false, rung: 'bridge' };
  }
  const settle: Part[] =
    wanted === 'value'
      ? ['(err, value) => (err ? reject(err) : resolve(value))']
      : wanted === 'values'
        ? ['(err, ...values) => (err ? reject(err) : resolve(values))']
        : ['(...args) => resolve(', { shim: 'values' }, '.args(...args))'];
  if (wanted === 'arguments') region.shim.add('values');
  checkPromiseNames(region, call, callee.name);
  const parameters = wanted === 'arguments' ? '((resolve) => ' : '((resolve, reject) => ';
  const { open, close } = braces(region, call);
  return {
    parts: ['new Promise', ...type, parameters, ...open, before, ...settle, after, ...close, ')'],
    cleanErrors: false,
    rung: 'bridge',
  };
}

/** None by which a function would be taken for one that still has a callback. */
const CALLBACK_NAMES = ['settle', 'answer', 'resume'];

/** A name for the callback that none of these parts of its call means. */
function freeName({ context }: Region, parts: readonly Node[]): string | undefined {
  const used = new Set(
    parts.flatMap((part) => context.scopes.referencesIn(part).map(({ identifier }) => identifier.name)),
  );
  return CALLBACK_NAMES.find((name) => !used.has(name));
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
    return [{ shim: 'task' }, '.method', ...variant, '(', argumentSpan(file, callee.object), ', ', name];
  }
  if (callee.type === 'OptionalMemberExpression') throw new Decline('optional-call', call, {});
  const target = coverOf(callee) ? calleeParts(region, callee) : [argumentSpan(region.context.file, callee)];
  return [{ shim: 'task' }, ...variant, '(', ...target, ...typeArguments(call)];
}

/** The name of the function, with what the call asserts of it. */
function calleeParts({ context }: Region, callee: Node): Part[] {
  const cover = coverOf(callee);
  return cover ? ['(', cover, ')'] : [outerSpan(context.file, callee)];
}

/** `<T>` of `load<T>(path, cb)`. */
const typeArguments = ({ typeParameters }: CallExpression): Part[] => (typeParameters ? [spanOf(typeParameters)] : []);

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

/** The call as written, without its callback. */
function callParts(region: Region, call: CallExpression, at: number): Part[] {
  const open: Part[] = [...calleeParts(region, call.callee), ...typeArguments(call), '('];
  if (at === call.arguments.length - 1) return [...open, ...argumentParts(region, call, at), ')'];
  // A callback in the middle keeps its place, so that the arguments after it keep theirs.
  const before = argumentParts(region, call, at);
  const after = call.arguments.slice(at + 1);
  return [...open, ...before, before.length > 0 ? ', ' : '', 'undefined, ', argumentsSpan(region, after), ')'];
}

/** The arguments before the callback, with the text between them. */
function argumentParts(region: Region, call: CallExpression, at: number): Part[] {
  const before = call.arguments.slice(0, at);
  if (before.length === 0) return [];
  if (before.some((argument) => containsSuspension(argument))) throw new Decline('await-in-arguments', call, {});
  return [argumentsSpan(region, before)];
}

/** Neighbouring arguments, with the parentheses around the first and the last. */
function argumentsSpan({ context: { file } }: Region, args: CallExpression['arguments']): Part {
  return { start: outerSpan(file, args[0]!).start, end: outerSpan(file, args.at(-1)!).end };
}

function containsSuspension(node: Node): boolean {
  let found = false;
  walk(node, {
    enter(inner) {
      if (inner.type === 'YieldExpression' || inner.type === 'AwaitExpression') found = true;
      return found ? 'skip' : undefined;
    },
  });
  return found;
}
