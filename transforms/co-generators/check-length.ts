import type { Function as FunctionNode, Node } from '@babel/types';
import type { FileContext } from '../../analysis/file-context.js';
import { moduleOf } from '../../analysis/module-binding.js';
import { Decline } from '../../conversion/decline.js';
import type { RunSite } from './run-site.js';

const testFunctions =
  /^(?:it|test|specify|before|after|beforeEach|afterEach|setup|teardown|suiteSetup|suiteTeardown|only|skip)$/;

/**
 * What a runner gives has no parameters to count; an async function has those that are written. Test runners take a first
 * parameter for a callback, Express four for a handler of errors.
 *
 * @throws {Decline} where somebody counts them
 */
export function checkLength(context: FileContext, { node }: RunSite, fn: FunctionNode): void {
  const length = lengthOf(fn);
  if (length === 0) return;
  const { parent, key } = context.parents.get(node)!;
  if (parent.type !== 'CallExpression' || key !== 'arguments') return;
  const name = nameOf(parent.callee);
  if ((testFunctions.test(name) && countsParameters(context, parent.callee, fn)) || length >= 4)
    throw new Decline('length-is-read', node, { callee: name });
}

/** Those of ava and tape hand an object to every test; they look at no callback. */
function countsParameters(context: FileContext, callee: Node, fn: FunctionNode): boolean {
  let base = callee;
  while (base.type === 'MemberExpression') base = base.object;
  if (base.type !== 'Identifier' || !context.scopes.bindingOf(base)) return true;
  const module = moduleOf(context, base);
  if (module) return /mocha|jest|jasmine|vitest/.test(module.specifier);
  const [first] = fn.params;
  return first?.type !== 'Identifier' || !/^(?:t|assert)$/.test(first.name);
}

function lengthOf({ params }: FunctionNode): number {
  const optional = params.findIndex(({ type }) => type === 'AssignmentPattern' || type === 'RestElement');
  return optional < 0 ? params.length : optional;
}

function nameOf(callee: Node): string {
  if (callee.type === 'Identifier') return callee.name;
  return callee.type === 'MemberExpression' && callee.property.type === 'Identifier' ? callee.property.name : '';
}
