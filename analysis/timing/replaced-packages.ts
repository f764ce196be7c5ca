import type { CallExpression, Function as FunctionNode, Node } from '@babel/types';
import { calleeName } from '../callee.js';
import type { FileContext } from '../file-context.js';
import { bindingOfFunction } from '../local-function.js';
import { moduleOf } from '../module-binding.js';
import { keyName } from '../../syntax/key-name.js';

/** Tools by which a test puts something in the place of what a module requires. */
const TOOLS =
  /\b(?:proxyquire|require-inject|mockery|mock-require|quibble|testdouble|sandboxed-module|rewiremock|injectr|esmock|registerMock|jest\.(?:doM|m)ock)\b/;

const REPLACING = /^(?:registerMock|mock|doMock|replace)$/;

/** The key of what a package exports: it has one only for tests that put something of their own in its place. */
export function packageKey(context: FileContext, call: CallExpression): string | undefined {
  const module = moduleOf(context, call.callee);
  if (!module || /^[./]/.test(module.specifier)) return undefined;
  return keyOf(module.specifier, module.member);
}

/** The keys of a function that a test puts in the place of what packages export: `proxyquire('../lib/a', { fs: { stat: (file, cb) => cb() } })`. */
export function replacedPackages(context: FileContext, fn: FunctionNode): string[] {
  if (!TOOLS.test(context.file.source.text)) return [];
  const whole = placesOf(context, fn).flatMap((place) => specifiersOf(context, place));
  return [...whole.map((specifier) => keyOf(specifier)), ...memberKeys(context, fn)];
}

/** A function of an object that stands for the package. */
function memberKeys(context: FileContext, fn: FunctionNode): string[] {
  const link = context.parents.get(fn);
  const property = fn.type === 'ObjectMethod' ? fn : link?.parent;
  if (property?.type !== 'ObjectMethod' && property?.type !== 'ObjectProperty') return [];
  const member = keyName(property);
  const object = context.parents.get(property)?.parent;
  if (member === undefined || object?.type !== 'ObjectExpression') return [];
  return heldBy(context, object)
    .flatMap((place) => specifiersOf(context, place))
    .map((specifier) => keyOf(specifier, member));
}

/** Where a function stands: itself, and its name. */
function placesOf(context: FileContext, fn: FunctionNode): Node[] {
  const names = bindingOfFunction(context, fn)?.references ?? [];
  return [fn, ...names.map(({ identifier }) => identifier)];
}

/** Where an object stands: itself, and the name of the variable that it is put into. */
function heldBy({ parents, scopes }: FileContext, object: Node): Node[] {
  const declarator = parents.get(object)?.parent;
  if (declarator?.type !== 'VariableDeclarator' || declarator.id.type !== 'Identifier') return [object];
  return (scopes.bindingOf(declarator.id)?.references ?? []).map(({ identifier }) => identifier);
}

/** `fs` of `{ fs: fake }` and of `mockery.registerMock('fs', fake)`. */
function specifiersOf({ parents }: FileContext, place: Node): string[] {
  const link = parents.get(place);
  if (link?.parent.type === 'ObjectProperty' && link.key === 'value') {
    const name = keyName(link.parent);
    return name === undefined ? [] : [name];
  }
  if (link?.parent.type !== 'CallExpression' || !REPLACING.test(calleeName(link.parent))) return [];
  const [first, second] = link.parent.arguments;
  return first?.type === 'StringLiteral' && second === place ? [first.value] : [];
}

export const isPackageKey = (key: string): boolean => key.startsWith('package:');

const keyOf = (specifier: string, member?: string): string =>
  `package:${specifier.replace(/^node:/, '')}${member === undefined ? '' : `.${member}`}`;
