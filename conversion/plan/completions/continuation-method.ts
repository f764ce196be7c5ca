import type { Function as FunctionNode, Identifier, MemberExpression, Node } from '@babel/types';
import { methodOf, ownerOfFunction } from '../../../analysis/methods/instance.js';
import { bindingOf } from '../../../analysis/methods/method-handler.js';
import { usesOfMethod } from '../../../analysis/methods/method-uses.js';
import { walk } from '../../../syntax/walk.js';
import type { Binding } from '../../../syntax/scope.js';
import { Decline } from '../../decline.js';
import { fieldIn } from '../regions/callback-field.js';
import type { Region } from '../regions/region.js';
import { isWithin } from '../../../syntax/within.js';

/** Methods of the class whose field keeps the callback are like local functions of the region: `this.finish(err)`. */
export function methodOfRegion(region: Region, callee: Node): { fn: FunctionNode; binding: Binding } | undefined {
  const field = fieldIn(region);
  const found = field && methodOf(region.context, callee);
  if (!found || found.owner !== field.owner || found.method.fn === field.entry) return undefined;
  const { uses, obstacle } = usesOfMethod(region.context, found.owner, found.method);
  return obstacle ? undefined : { fn: found.method.fn, binding: bindingOf(region.context, found.method, uses) };
}

/** A method that becomes async, as something with a name and uses: nothing else may call or replace it. */
export function methodBinding(region: Region, fn: FunctionNode): Binding | undefined {
  const { context } = region;
  const owner = fieldIn(region) && ownerOfFunction(context, fn);
  const method = owner && [...owner.methods.values()].find((candidate) => candidate.fn === fn);
  if (!method) return undefined;
  const { uses, obstacle, binds } = usesOfMethod(context, owner, method);
  const other = obstacle ?? binds[0];
  if (other) throw new Decline('continuation-function-escapes', other, { name: method.name });
  return bindingOf(context, method, uses);
}

/** The methods of the region that some code calls or hands over. */
export function methodsIn(region: Region, node: Node): FunctionNode[] {
  const field = fieldIn(region);
  const found: FunctionNode[] = [];
  if (!field) return found;
  walk(node, {
    enter(inner) {
      const method = methodOf(region.context, inner);
      if (method?.owner === field.owner) found.push(method.method.fn);
    },
  });
  return found;
}

export function usesField(region: Region, fn: FunctionNode): boolean {
  const field = fieldIn(region);
  return field !== undefined && field.binding.references.some(({ identifier }) => isWithin(identifier, fn));
}

/** True for a function in a method of the class whose field keeps the callback. */
export function ownMethodAround(region: Region, fn: FunctionNode): boolean {
  const field = fieldIn(region);
  for (let around: FunctionNode | undefined = fn; around; around = region.context.parents.enclosingFunction(around))
    if (ownerOfFunction(region.context, around) === field?.owner) return true;
  return false;
}

/** The name in `this.send`. */
export const propertyOf = ({ property }: MemberExpression): Identifier =>
  property.type === 'PrivateName' ? property.id : (property as Identifier);

/** Only plain functions and methods can become async. */
export function isSpecial(fn: FunctionNode): boolean {
  if (fn.type === 'ObjectMethod') return true;
  if (fn.type !== 'ClassMethod' && fn.type !== 'ClassPrivateMethod') return false;
  return fn.kind !== 'method' || (fn.decorators?.length ?? 0) > 0 || fn.returnType != null;
}
