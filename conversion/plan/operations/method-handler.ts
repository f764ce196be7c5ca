import type { Function as FunctionNode, Identifier, Node } from '@babel/types';
import { handlerOfMethod, type Handler } from '../../../analysis/handler.js';
import { ownerOfFunction } from '../../../analysis/methods/instance.js';
import type { MethodHandler } from '../../../analysis/methods/method-handler.js';
import { isClosed } from '../../../analysis/methods/reach.js';
import type { Operation } from '../../../analysis/operations/operation.js';
import { isFunctionNode } from '../../../syntax/walk.js';
import { Decline } from '../../decline.js';
import { spanOf, type Item } from '../../items.js';
import { isOnlyUse } from './inline-handler.js';
import type { Host } from '../names/host.js';
import { replace, type Region } from '../regions/region.js';
import { strayComments } from '../statements/stray-comments.js';

/**
 * The handler of an operation. A function that only calls a method stands for that method, when the method is used
 * nowhere else; otherwise it is a function like any other.
 */
export function receivedBy(region: Region, operation: Operation, handler: Handler, host: Host): Handler {
  const { method } = handler;
  if (!method?.wrapper) return handler;
  const itself = handlerOfMethod(handler.argument, method);
  const isUsable = !obstacleOf(region, operation, method) && method.binding.references.length === 1;
  return isUsable && isOnlyUse(region, 1, itself.fn, operation.call, host) ? itself : handler;
}

/** A method can only be followed where it can be reached from nowhere else, and where `this` is the same object. */
export function checkMethodHandler(region: Region, operation: Operation, { fn, method }: Handler): void {
  if (!method || fn !== method.method.fn) return;
  const obstacle = obstacleOf(region, operation, method);
  const { name } = method.method;
  if (!isHidden(region, method)) region.notes.push(new Decline('continuation-method-gone', operation.call, { name }));
  if (!obstacle) return;
  if (obstacle.reason !== 'continuation-method-exported' || !region.options.unsafe) throw obstacle;
  region.assumptions.push(obstacle);
}

function obstacleOf(region: Region, operation: Operation, method: MethodHandler): Decline | undefined {
  const { name } = method.method;
  if (!isSameInstance(region, operation.call, method))
    return new Decline('handler-uses-this', method.method.fn, { callee: operation.callee.name });
  if (isReachable(region, method)) return new Decline('continuation-method-exported', operation.call, { name });
  return undefined;
}

/** Whether code that is not known may call the method or override it. */
function isReachable(region: Region, handler: MethodHandler): boolean {
  const { project } = region;
  if (isHidden(region, handler)) return false;
  return project.filesMentioning === undefined || project.filesMentioning(handler.method.name) > 1;
}

/** Nothing but the file can get at the method. */
const isHidden = ({ context }: Region, { owner, method }: MethodHandler): boolean =>
  method.name.startsWith('#') || isClosed(context, owner);

/** The functions between the operation and its method are gone, or have no `this` of their own. */
function isSameInstance(region: Region, call: Node, { owner }: MethodHandler): boolean {
  for (const parent of region.context.parents.ancestors(call)) {
    if (!isFunctionNode(parent) || parent.type === 'ArrowFunctionExpression') continue;
    if (ownerOfFunction(region.context, parent) === owner) return true;
    if (!region.inlined.has(parent)) return false;
  }
  return true;
}

/** Comments of the function that stood around a method, and the function itself, are taken along. */
export function takeWrapper(region: Region, { method }: Handler): Item[] {
  const wrapper = method?.wrapper;
  if (!wrapper) return [];
  region.inlined.add(wrapper);
  region.names.forget(spanOf(wrapper));
  dropAlias(region, wrapper);
  return strayComments(region, spanOf(wrapper), []);
}

/** `var self = this`, which only the functions that went needed. */
function dropAlias(region: Region, wrapper: FunctionNode): void {
  const { scopes, parents } = region.context;
  for (const { identifier, binding } of scopes.referencesIn(wrapper)) {
    region.consumed.add(identifier);
    const [declared] = binding?.declarations ?? [];
    const declarator = declared && parents.get(declared)?.parent;
    if (declarator?.type !== 'VariableDeclarator' || declarator.init?.type !== 'ThisExpression') continue;
    const declaration = parents.get(declarator)?.parent;
    if (declaration?.type !== 'VariableDeclaration' || declaration.declarations.length > 1) continue;
    if (binding!.references.every((use) => region.consumed.has(use.identifier))) replace(region, declaration, []);
  }
}

/** The name by which a handler is handed over. */
export const useOf = ({ argument, method }: Handler): Identifier => method?.use ?? (argument as Identifier);

/** What is called when the handler is: its name, or the member `this.onFetch`. */
export function calleeOf({ context: { parents } }: Region, handler: Handler): Node {
  const name = useOf(handler);
  if (!handler.method) return name;
  const { parent } = parents.get(name)!;
  return parent.type === 'PrivateName' ? parents.get(parent)!.parent : parent;
}
