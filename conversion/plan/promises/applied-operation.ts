import type { CallExpression, Expression, Node, Statement } from '@babel/types';
import { resolveCallee } from '../../../analysis/callee.js';
import type { FileContext } from '../../../analysis/file-context.js';
import { handlerOf, type Handler } from '../../../analysis/handler.js';
import { functionOfBinding } from '../../../analysis/local-function.js';
import { memberName } from '../../../analysis/methods/instance.js';
import type { Operation } from '../../../analysis/operations/operation.js';
import type { Binding } from '../../../syntax/scope.js';
import { spanOf, type Part } from '../../items.js';
import type { Executor } from './executor.js';
import { blockList, type Region } from '../regions/region.js';
import { isInert, settles } from './settling-operation.js';
import { commentsWithin } from '../statements/statement-items.js';

/** `args.push(cb); fn.apply(self, args)`: a function that is called with a list, to which its callback is added. */
interface AppliedCall {
  readonly call: CallExpression;
  /** The function, and the object on which it is called; `undefined` for none. */
  readonly target: Expression;
  readonly context: Expression | undefined;
  readonly args: Binding;
  readonly handler: Handler;
}

/**
 * An executor that does nothing but call a function with a list of arguments and a callback that settles the promise is
 * that call.
 *
 *     return new Promise((resolve, reject) => {              return task(fn, ...args);
 *       args.push((err, v) => (err ? reject(err) : resolve(v)));
 *       fn.apply(null, args);
 *     });
 *
 * @returns false when it does more, or the list may be seen by others
 */
export function planApplied(region: Region, executor: Executor): boolean {
  const applied = appliedCall(region.context, executor);
  if (!applied || executor.promise.typeParameters) return false;
  const { call, handler, target, args } = applied;
  const operation: Operation = {
    call,
    callee: resolveCallee(region.context, { ...call, callee: target }),
    at: call.arguments.length,
    receiver: { kind: 'handler', handler },
    kind: 'error-first',
  };
  if (!handler.transparent || handler.fn.async || handler.fn.generator) return false;
  if (!settles(region, executor, operation, handler) || !isOwnList(region.context, executor, args)) return false;
  if (commentsWithin(region, spanOf(executor.promise)).length > 0) return false;
  const parts = bridgeParts(region, applied);
  if (!parts) return false;
  keepCallback(region, target);
  region.shim.add('task');
  region.imports.bridged.add(call.callee);
  region.operations.push(operation);
  region.inlined.add(executor.fn);
  region.inlined.add(handler.fn);
  region.replacements.push({ ...spanOf(executor.promise), items: [], needsBlock: false, inline: parts });
  return true;
}

function appliedCall(context: FileContext, { fn }: Executor): AppliedCall | undefined {
  const statements = [...blockList(fn.body).statements].filter((statement) => !declaresFunction(statement));
  const [push, apply, ...others] = statements;
  const added = others.length === 0 ? pushed(context, push) : undefined;
  const call = callOf(apply);
  if (!added || !call || call.callee.type !== 'MemberExpression' || memberName(call.callee) !== 'apply')
    return undefined;
  const [self, list, ...more] = call.arguments;
  if (more.length > 0 || !self || list?.type !== 'Identifier') return undefined;
  if (context.scopes.bindingOf(list) !== added.args || self.type === 'SpreadElement') return undefined;
  if (self.type === 'ArgumentPlaceholder') return undefined;
  const isNone = self.type === 'NullLiteral' || (self.type === 'Identifier' && self.name === 'undefined');
  return { ...added, call, target: call.callee.object, context: isNone ? undefined : self };
}

/** `args.push(cb)` */
function pushed(
  context: FileContext,
  statement: Statement | undefined,
): Pick<AppliedCall, 'args' | 'handler'> | undefined {
  const call = callOf(statement);
  if (call?.callee.type !== 'MemberExpression' || memberName(call.callee) !== 'push') return undefined;
  const { object } = call.callee;
  const [callback, ...others] = call.arguments;
  const args = object.type === 'Identifier' ? context.scopes.bindingOf(object) : undefined;
  const handler = callback && others.length === 0 ? handlerOf(context, callback) : undefined;
  if (!args || !handler || handler.method) return undefined;
  // Declared in the executor, it goes with it.
  return handler.binding && handler.binding.references.length > usesOfDeclared(handler.binding)
    ? undefined
    : { args, handler };
}

/** A callback that has a name is used once; its declaration counts where it sets a variable. */
const usesOfDeclared = ({ references, declarations }: Binding): number =>
  1 + references.filter(({ identifier }) => declarations.some((declared) => declared === identifier)).length;

const callOf = (statement: Statement | undefined): CallExpression | undefined => {
  const value = statement?.type === 'ExpressionStatement' ? statement.expression : undefined;
  return value?.type === 'CallExpression' ? value : undefined;
};

function declaresFunction(statement: Statement): boolean {
  if (statement.type === 'FunctionDeclaration') return true;
  if (statement.type !== 'VariableDeclaration') return false;
  return statement.declarations.every(({ init }) => /^(?:Arrow)?FunctionExpression$/.test(init?.type ?? ''));
}

/** A list that the function around has made for this call, and that nobody looks at later. */
function isOwnList({ parents, scopes }: FileContext, { fn, promise }: Executor, args: Binding): boolean {
  const around = parents.enclosingFunction(promise);
  const [declared, ...others] = args.declarations;
  const link = declared && parents.get(declared);
  if (!around || !link || others.length > 0 || args.scope !== scopes.functionScope(around)) return false;
  const isRest = link.parent.type === 'RestElement' && parents.get(link.parent)?.parent === around;
  if (!isRest && !(link.parent.type === 'VariableDeclarator' && isFresh(link.parent.init))) return false;
  return args.references.every(({ identifier, kind }) => {
    if (kind !== 'read') return identifier === declared;
    const place = parents.enclosingFunction(identifier);
    return place === fn || (place === around && identifier.end! <= promise.start!);
  });
}

/** `[]`, `new Array(n)`, `Array.prototype.slice.call(arguments).filter(…)`, `[].concat(list)`. */
function isFresh(value: Node | null | undefined): boolean {
  if (value?.type === 'ArrayExpression') return true;
  if (value?.type === 'NewExpression') return value.callee.type === 'Identifier' && value.callee.name === 'Array';
  if (value?.type !== 'CallExpression' || value.callee.type !== 'MemberExpression') return false;
  const name = memberName(value.callee);
  if (name !== 'call' && name !== 'apply') return /^(?:slice|concat|filter|map|from|of)$/.test(name ?? '');
  const { object } = value.callee;
  return object.type === 'MemberExpression' && /^(?:slice|concat|filter|map)$/.test(memberName(object) ?? '');
}

/** `task(fn, ...args)`, `task.method(api, 'get', ...args)`, `task.method(fn, 'call', self, ...args)`. */
function bridgeParts(region: Region, { target, context: self, args }: AppliedCall): Part[] | undefined {
  const { file } = region.context;
  const text = ({ start, end }: Node): string => file.source.text.slice(start!, end!);
  const { quote } = file.style;
  const end = `, ...${args.name})`;
  const task: Part = { shim: 'task' };
  if (target.type === 'MemberExpression' && self && text(self) === text(target.object)) {
    const name = memberName(target);
    if (name === undefined || name.startsWith('#') || !isInert(target.object)) return undefined;
    return [task, '.method(', spanOf(target.object), `, ${quote}${name}${quote}`, end];
  }
  if (!isInert(target)) return undefined;
  if (!self) return [task, '(', spanOf(target), end];
  return isInert(self) ? [task, '.method(', spanOf(target), `, ${quote}call${quote}, `, spanOf(self), end] : undefined;
}

function keepCallback({ context, bridged }: Region, target: Expression): void {
  const binding = target.type === 'Identifier' ? context.scopes.bindingOf(target) : undefined;
  const fn = binding && functionOfBinding(context, binding);
  if (fn) bridged.add(fn);
}
