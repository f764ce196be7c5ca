import type { CallExpression, Function as FunctionNode, NewExpression, Node } from '@babel/types';
import type { Binding } from '../../syntax/scope.js';
import { isFunctionNode, walk } from '../../syntax/walk.js';
import { calleeName } from '../callee.js';
import { continuationsOf } from '../continuation.js';
import type { FileContext } from '../file-context.js';
import { bindingOfFunction } from '../local-function.js';
import { isSelf } from '../self.js';
import { keysOfFunction } from './function-key.js';

/**
 * The methods that a call of a computed name may mean: `this[method](…)`, `this[method].apply(this, args)`. Where the name is a parameter,
 * they are the strings that the function around gets in the file, by calls of its name or for the elements of a list; where nothing
 * tells, `this` has all methods with a callback that the file defines.
 */
export function computedNames(context: FileContext, { callee }: CallExpression | NewExpression): string[] {
  const isApplied = callee.type === 'MemberExpression' && isApplying(callee.property);
  const member = isApplied ? callee.object : callee;
  if (member.type !== 'MemberExpression' || !member.computed) return [];
  const names = stringsOf(context, member.property, new Set());
  if (names && names.length > 0) return names;
  return isSelf(context, member.object) ? methodsOf(context) : [];
}

const isApplying = (name: Node): boolean => name.type === 'Identifier' && /^(?:call|apply)$/.test(name.name);

/** The strings that an expression may be; nothing where one of them is not known. */
function stringsOf(context: FileContext, node: Node | null | undefined, seen: Set<Binding>): string[] | undefined {
  if (node?.type === 'StringLiteral') return [node.value];
  const binding = node?.type === 'Identifier' ? context.scopes.bindingOf(node) : undefined;
  const [declared] = binding?.declarations ?? [];
  if (!binding || !declared || seen.has(binding)) return undefined;
  seen.add(binding);
  if (binding.kind === 'param') return stringsGiven(context, declared, seen);
  const parent = context.parents.get(declared)?.parent;
  const isConstant = binding.references.every(({ kind, identifier }) => kind === 'read' || identifier === declared);
  if (parent?.type !== 'VariableDeclarator' || !isConstant) return undefined;
  if (parent.init) return stringsOf(context, parent.init, seen);
  const loop = context.parents.get(context.parents.get(parent)!.parent)?.parent;
  return loop?.type === 'ForOfStatement' ? elementsOf(context, loop.right) : undefined;
}

/** The strings that a function of the file gets for a parameter. */
function stringsGiven(context: FileContext, param: Node, seen: Set<Binding>): string[] | undefined {
  const owner = context.parents.enclosingFunction(param);
  const at = owner?.params.findIndex((one) => one === param) ?? -1;
  if (!owner || at < 0) return undefined;
  const link = context.parents.get(owner);
  if (link?.parent.type === 'CallExpression' && link.key === 'arguments')
    return at === 0 ? eachOf(context, link.parent) : undefined;
  const calls = callsOf(context, owner);
  const given = calls?.map((call) => stringsOf(context, call.arguments[at], new Set(seen)));
  if (!given || given.length === 0) return undefined;
  return given.every((names) => names !== undefined) ? [...new Set(given.flat())] : undefined;
}

/** The calls of a function by its name; nothing where something else becomes of it. */
function callsOf(context: FileContext, fn: FunctionNode): CallExpression[] | undefined {
  const calls: CallExpression[] = [];
  for (const { identifier, kind } of bindingOfFunction(context, fn)?.references ?? []) {
    const link = context.parents.get(identifier);
    if (link?.parent.type === 'CallExpression' && link.key === 'callee') calls.push(link.parent);
    else if (kind === 'read') return undefined;
  }
  return calls;
}

/** `['get', 'put'].forEach(function (name) { … })` */
function eachOf(context: FileContext, call: CallExpression): string[] | undefined {
  if (call.callee.type !== 'MemberExpression' || !/^(?:forEach|map)$/.test(calleeName(call))) return undefined;
  return elementsOf(context, call.callee.object);
}

/** The strings of a list, also of one that is filled by `names.push('get')`. */
function elementsOf(context: FileContext, list: Node): string[] | undefined {
  if (list.type === 'ArrayExpression')
    return list.elements.every((element) => element?.type === 'StringLiteral')
      ? list.elements.map((element) => (element as { value: string }).value)
      : undefined;
  const binding = list.type === 'Identifier' ? context.scopes.bindingOf(list) : undefined;
  const [declared] = binding?.declarations ?? [];
  const parent = declared && context.parents.get(declared)?.parent;
  if (!binding || parent?.type !== 'VariableDeclarator' || parent.init?.type !== 'ArrayExpression') return undefined;
  const lists = [elementsOf(context, parent.init)];
  for (const { identifier, kind } of binding.references)
    if (identifier !== declared) lists.push(kind === 'read' ? pushed(context, identifier) : undefined);
  return lists.every((names) => names !== undefined) ? lists.flat() : undefined;
}

/** The strings that are put into a list where its name stands: none where it is only read. */
function pushed(context: FileContext, name: Node): string[] | undefined {
  const link = context.parents.get(name);
  const call = link?.parent.type === 'MemberExpression' ? context.parents.get(link.parent)?.parent : undefined;
  if (call?.type !== 'CallExpression' || !/^(?:push|unshift)$/.test(calleeName(call))) return [];
  const { arguments: given } = call;
  if (!given.every(({ type }) => type === 'StringLiteral')) return undefined;
  return given.map((argument) => (argument as { value: string }).value);
}

const known = new WeakMap<FileContext['file'], readonly string[]>();

/** The names of the methods of a file that get a callback. */
function methodsOf(context: FileContext): string[] {
  const found = known.get(context.file) ?? [...methodsIn(context)];
  known.set(context.file, found);
  return [...found];
}

function methodsIn(context: FileContext): Set<string> {
  const names = new Set<string>();
  walk(context.file.ast, {
    enter(node) {
      if (!isFunctionNode(node) || bindingOfFunction(context, node) || continuationsOf(context, node).length === 0)
        return;
      keysOfFunction(context, node).forEach((name) => names.add(name));
    },
  });
  return names;
}
