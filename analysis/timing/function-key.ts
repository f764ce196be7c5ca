import type {
  CallExpression,
  Function as FunctionNode,
  Identifier,
  MemberExpression,
  NewExpression,
  Node,
} from '@babel/types';
import { posix } from 'node:path';
import type { Binding } from '../../syntax/scope.js';
import { calleeName, resolveCallee } from '../callee.js';
import type { FileContext } from '../file-context.js';
import { isFunctionNode } from '../../syntax/walk.js';
import { isCallbackName } from '../names-by-convention.js';
import { bindingOfFunction, functionName, functionOfBinding } from '../local-function.js';
import { moduleOf } from '../module-binding.js';
import { functionsApplied } from './applied-list.js';
import { isOwnArguments } from './own-arguments.js';
import { takesCallbackAt } from './takes-callback.js';

/** Stands for the function that a package exports as a whole, when it is required by the package's own folder. */
const PACKAGE_ITSELF = 'module:';

/** Stands for the method that `client[method](…)` calls: any of those that tests have replaced by stubs. */
export const COMPUTED = '[]';

/**
 * The keys under which facts about a function are kept. A function that is reached by a variable of its file has a key
 * of its own; methods and exports are known by their last name, whatever object they hang on.
 */
export function keysOfFunction(context: FileContext, fn: FunctionNode): string[] {
  const binding = bindingOfFunction(context, fn);
  if (!binding) {
    const name = assignedName(context, fn) ?? ownName(context, fn);
    if (name === undefined) return [];
    return name === 'exports' ? [moduleKey(context, context.file.source.path), PACKAGE_ITSELF] : [name];
  }
  const exported = binding.references.flatMap(({ identifier }) => exportNames(context, identifier));
  // Who takes it from its file may call it as it is called there, whatever the export is named.
  const own = exported.length > 0 ? [binding.name] : [];
  return [localKey(context, binding), ...new Set([...exported, ...own])];
}

/** The name of a method or property; a function that is only handed over has none. */
function ownName(context: FileContext, fn: FunctionNode): string | undefined {
  const parent = context.parents.get(fn)?.parent;
  const isNamed =
    'key' in fn ||
    parent?.type === 'ObjectProperty' ||
    parent?.type === 'ClassProperty' ||
    parent?.type === 'VariableDeclarator';
  return isNamed ? functionName(context, fn).split('.').at(-1) : undefined;
}

/** `exports` of `module.exports = function load() {}`: the name of the expression itself is seen inside only. */
function assignedName(context: FileContext, fn: FunctionNode): string | undefined {
  const link = context.parents.get(fn);
  // `this.load = function … {}.bind(this)`
  const bind = link?.parent.type === 'MemberExpression' ? context.parents.get(link.parent)?.parent : undefined;
  const parent = bind?.type === 'CallExpression' ? context.parents.get(bind)?.parent : link?.parent;
  if (parent?.type !== 'AssignmentExpression' || parent.left.type !== 'MemberExpression') return undefined;
  if (parent.left.computed) return undefined;
  return parent.left.property.type === 'Identifier' ? parent.left.property.name : undefined;
}

/** The helpers of the shim by which converted code calls a callback function: what is called are their arguments. */
function bridgedKeys(context: FileContext, call: CallExpression): string[] | undefined {
  const helper = shimHelper(context, call);
  if (helper !== 'task') return undefined;
  const [target, member] = call.arguments;
  const isMethod = context.file.source.text.slice(call.callee.start!, call.callee.end!).includes('.method');
  if (isMethod) return member?.type === 'StringLiteral' ? [member.value] : [];
  if (target?.type !== 'Identifier')
    return target?.type === 'MemberExpression' && target.property.type === 'Identifier' ? [target.property.name] : [];
  const binding = context.scopes.bindingOf(target);
  if (binding && functionOfBinding(context, binding)) return [localKey(context, binding)];
  return [moduleOf(context, target)?.member ?? target.name];
}

/** The shim's helper that a call belongs to: `task` of `task.method.args(…)`. */
export function shimHelper(context: FileContext, call: CallExpression | NewExpression): string | undefined {
  let root: Node = call.callee;
  while (root.type === 'MemberExpression') root = root.object;
  const module = root.type === 'Identifier' ? moduleOf(context, root) : undefined;
  return module?.member && /shim$/.test(module.specifier) ? module.member : undefined;
}

/** The keys of a function of another file of the project that a name or a `require` stands for. */
export function keysOfImported(context: FileContext, node: Node): string[] {
  const module = moduleOf(context, node);
  if (!module?.specifier.startsWith('.')) return [];
  return [module.member ?? requiredKey(context, module.specifier)];
}

/** The keys of what a call calls; none for functions of other packages and of the language. */
export function keysOfCall(context: FileContext, call: CallExpression | NewExpression): string[] {
  const bridged = call.type === 'CallExpression' && bridgedKeys(context, call);
  if (bridged) return bridged;
  const applied = call.type === 'CallExpression' && appliedFunction(context, call);
  if (applied) return keysOfCall(context, { ...call, callee: applied });
  const callee = resolveCallee(context, call);
  if (callee.kind === 'local') return [localKey(context, callee.binding)];
  const module = moduleOf(context, call.callee);
  if (module?.member === undefined && module?.specifier.startsWith('.'))
    return [requiredKey(context, module.specifier)];
  if (module !== undefined && !module.specifier.startsWith('.')) return [];
  if (isLanguageObject(context, call)) return [];
  // `const run = require('./runner').runAll`: facts about it are kept under the name that it has there.
  const name = module?.member ?? calleeName(call);
  if (name !== '') return [name];
  return isComputed(call.callee) ? [COMPUTED] : [];
}

const isComputed = (callee: Node): boolean =>
  callee.type === 'MemberExpression' && callee.computed && !/Literal$/.test(callee.property.type);

/** `Base` of `Base.call(this, …)`, `cb` of `cb.apply(null, args)`: another method named `call` is no such thing. */
function appliedFunction(
  context: FileContext,
  { callee, arguments: args }: CallExpression,
): Identifier | MemberExpression | undefined {
  if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return undefined;
  const { object } = callee;
  if (!/^(?:call|apply)$/.test(callee.property.name)) return undefined;
  if (object.type === 'MemberExpression') return isOwner(context, object, args[0]) ? object : undefined;
  if (object.type !== 'Identifier') return undefined;
  const binding = context.scopes.bindingOf(object);
  const isFunction = isCallbackName(object.name) || (binding && functionOfBinding(context, binding) !== undefined);
  return isFunction || args[0]?.type === 'ThisExpression' ? object : undefined;
}

/** `store.get.call(this, …)`, `driver[method].call(driver, …)` */
function isOwner({ scopes }: FileContext, { object }: MemberExpression, given: Node | undefined): boolean {
  if (given?.type === 'ThisExpression') return true;
  if (given?.type !== 'Identifier' || object.type !== 'Identifier') return false;
  return scopes.bindingOf(given) !== undefined && scopes.bindingOf(given) === scopes.bindingOf(object);
}

/** `JSON.parse`, `Object.keys` and the like. */
function isLanguageObject(context: FileContext, { callee }: CallExpression | NewExpression): boolean {
  if (callee.type !== 'MemberExpression' || callee.object.type !== 'Identifier') return false;
  return (
    /^(?:JSON|Object|Array|Math|Number|String|Date|Buffer|Promise|console|process)$/.test(callee.object.name) &&
    !context.scopes.bindingOf(callee.object)
  );
}

/** Calls that hand over no function are kept apart: they cannot tell when a callback runs. */
export const withoutCallback = (key: string): string => `${key} without callback`;

/** A function that no file of the project defines. */
export const ofNobody = (key: string): string => `${key} of nobody`;

/** Whether a call hands over something that may be a callback. */
export function passesCallback(context: FileContext, call: CallExpression | NewExpression): boolean {
  if (shimHelper(context, call) === 'task' || context.parents.get(call)?.parent.type === 'AwaitExpression') return true;
  if (functionsApplied(context, call).length > 0) return true;
  return call.arguments.some((argument, at) => {
    if (isFunctionNode(argument) || argument.type === 'SpreadElement') return true;
    if (argument.type === 'CallExpression')
      return /^(?:bind|once|spy|stub|fn|wrap|partial|expect\w*)$/.test(calleeName(argument));
    if (argument.type !== 'Identifier')
      return (
        argument.type === 'MemberExpression' &&
        argument.property.type === 'Identifier' &&
        (isCallbackName(argument.property.name) || argument.property.name === 'ifError')
      );
    const binding = context.scopes.bindingOf(argument);
    return (
      isCallbackName(argument.name) ||
      (calleeName(call) === 'apply' && isOwnArguments(context, argument)) ||
      (binding !== undefined && (functionOfBinding(context, binding) !== undefined || isDefaulted(context, binding))) ||
      takesCallbackAt(context, call, at)
    );
  });
}

/** `var settle = cb || noop`, `const settle = cb || function () {}`. */
function isDefaulted({ parents }: FileContext, { declarations }: Binding): boolean {
  const declared = declarations[0] && parents.get(declarations[0])?.parent;
  const init = declared?.type === 'VariableDeclarator' ? declared.init : undefined;
  if (init?.type !== 'LogicalExpression' || init.operator === '&&') return false;
  return isFunctionNode(init.right) || (init.left.type === 'Identifier' && isCallbackName(init.left.name));
}

export const localKey = (context: FileContext, binding: Binding): string =>
  `${context.file.source.path}:${binding.name}@${binding.declarations[0]?.start ?? 0}`;

/** Names under which a function leaves its file: `module.exports = f`, `exports.load = f`, `{ load: f }`, `api.load = f`. */
function exportNames(context: FileContext, identifier: Node): string[] {
  const names: string[] = [];
  let link = context.parents.get(identifier);
  if (link?.parent.type === 'ObjectProperty' && link.key === 'value' && link.parent.key.type === 'Identifier')
    return [link.parent.key.name];
  if (link?.parent.type === 'ExportSpecifier' || link?.parent.type === 'ExportDefaultDeclaration')
    return [(identifier as { name?: string }).name ?? '', PACKAGE_ITSELF];
  while (link?.parent.type === 'AssignmentExpression' && link.key === 'right') {
    const { left } = link.parent;
    if (left.type === 'MemberExpression' && left.property.type === 'Identifier') {
      if (left.property.name === 'exports') names.push(moduleKey(context, context.file.source.path), PACKAGE_ITSELF);
      else names.push(left.property.name);
    }
    link = context.parents.get(link.parent);
  }
  return names;
}

const moduleKey = (_context: FileContext, path: string): string => `module:${stem(path)}`;

function requiredKey(context: FileContext, specifier: string): string {
  return `module:${stem(posix.join(posix.dirname(context.file.source.path), specifier))}`;
}

/** `lib/index.js` and `lib` are one module; the root of the package is the empty name. */
function stem(path: string): string {
  return posix
    .normalize(path)
    .replace(/\.[cm]?[jt]sx?$/, '')
    .replace(/(^|\/)index$/, '')
    .replace(/\/$/, '')
    .replace(/^\.$/, '');
}
