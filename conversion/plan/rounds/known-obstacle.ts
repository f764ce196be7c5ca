import type { Function as FunctionNode, Node } from '@babel/types';
import { calleeName } from '../../../analysis/callee.js';
import { findNode, isFunctionNode } from '../../../syntax/walk.js';
import type { Binding } from '../../../syntax/scope.js';
import { Decline } from '../../decline.js';
import type { Region } from '../regions/region.js';

/** What a function does that is known not to convert, when the place where planning ended says less. */
export const knownObstacle = (region: Region, fn: FunctionNode): Decline | undefined =>
  limitedConcurrency(region, fn) ?? raceWithTimer(region, fn);

/** `active++` when a call starts, `active--` in its callback, and `active < limit` before the next one. */
function limitedConcurrency({ context }: Region, fn: FunctionNode): Decline | undefined {
  const { scopes, parents } = context;
  for (const binding of scopes.functionScope(fn).bindings.values()) {
    const steps = new Set(binding.references.map(({ identifier }) => stepOf(parents.get(identifier)?.parent)));
    const limit = binding.references.find(({ identifier }) => isLimit(parents.get(identifier)?.parent));
    if (steps.has('+') && steps.has('-') && limit)
      return new Decline('concurrency-is-limited', limit.identifier, { name: binding.name });
  }
  return undefined;
}

function stepOf(parent: Node | undefined): '+' | '-' | undefined {
  if (parent?.type === 'UpdateExpression') return parent.operator === '++' ? '+' : '-';
  if (parent?.type !== 'AssignmentExpression') return undefined;
  return parent.operator === '+=' ? '+' : parent.operator === '-=' ? '-' : undefined;
}

/** `active < limit`; a comparison with zero only asks whether all is done. */
function isLimit(parent: Node | undefined): boolean {
  if (parent?.type !== 'BinaryExpression' || !/^[<>]=?$/.test(parent.operator)) return false;
  return ![parent.left, parent.right].some((side) => side.type === 'NumericLiteral' && side.value === 0);
}

/** A timer that calls back when an operation takes too long. */
function raceWithTimer(region: Region, fn: FunctionNode): Decline | undefined {
  const { mode, context } = region;
  if (mode.kind !== 'callback') return undefined;
  const timer = findNode(fn.body, (node) => {
    if (node.type !== 'CallExpression' || calleeName(node) !== 'setTimeout') return false;
    const [callback] = node.arguments;
    const isKept = context.parents.get(node)?.parent.type !== 'ExpressionStatement';
    return isKept && isFunctionNode(callback) && completes(region, callback, mode.continuations);
  });
  return timer && new Decline('races-with-timer', timer, {});
}

const completes = ({ context }: Region, fn: FunctionNode, names: ReadonlySet<Binding>): boolean =>
  context.scopes.referencesIn(fn.body).some(({ binding }) => binding !== undefined && names.has(binding));
