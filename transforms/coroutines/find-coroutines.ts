import type { CallExpression, Decorator, Function as FunctionNode, Node } from '@babel/types';
import type { FileContext } from '../../analysis/file-context.js';
import { coroutineBody } from '../../analysis/futures/coroutine-body.js';
import { shimName } from '../../analysis/shim-member.js';
import { walk } from '../../syntax/walk.js';
import { shimClassOf } from './future-calls.js';

/** A generator function that `coroutine` of the shim makes a coroutine of. */
export interface CoroutineSite {
  /** The generator function. */
  readonly fn: FunctionNode;
  /** `coroutine(…)`, or the decorator of a method; none for what a lock runs: `lock.with(function* () { … })`. */
  readonly wrapper: CallExpression | Decorator | undefined;
  /** What `coroutine` is called with: the generator function, its name, or the function with its `this` bound. */
  readonly argument: Node;
  /** What stands for the coroutine as a value: the call, or the decorated method. */
  readonly node: Node;
  /** For people. */
  readonly name: string;
}

/** Finds the coroutines of a file, in source order. Names alone prove nothing: `coroutine` has to come from the shim. */
export function findCoroutines(context: FileContext, specifier: string): CoroutineSite[] {
  const sites: CoroutineSite[] = [];
  walk(context.file.ast, {
    enter(node) {
      const site =
        node.type === 'CallExpression' ? calledSite(context, node, specifier) : decorated(context, node, specifier);
      if (site) sites.push(site);
    },
  });
  return sites;
}

function calledSite(context: FileContext, call: CallExpression, specifier: string): CoroutineSite | undefined {
  if (shimName(context, call.callee, specifier) !== 'coroutine') return heldSite(context, call, specifier);
  const fn = coroutineBody(context, call, specifier);
  if (!fn?.generator || fn.async || 'key' in fn) return undefined;
  return { fn, wrapper: call, argument: call.arguments[0]!, node: call, name: nameOf(context, call, fn) };
}

/** Calls of `coroutine` with something that is no function of the file: whether it is a generator is not known. */
export function findUnknownBodies(context: FileContext, specifier: string): CallExpression[] {
  const found: CallExpression[] = [];
  walk(context.file.ast, {
    enter(node) {
      if (node.type !== 'CallExpression' || node.arguments.length !== 1) return;
      if (shimName(context, node.callee, specifier) !== 'coroutine') return;
      if (!coroutineBody(context, node, specifier)) found.push(node);
    },
  });
  return found;
}

/** A generator function that a lock or semaphore runs as a coroutine while it is held. */
function heldSite(
  context: FileContext,
  { callee, arguments: given }: CallExpression,
  specifier: string,
): CoroutineSite | undefined {
  const [fn] = given;
  if (fn?.type !== 'FunctionExpression' || !fn.generator || fn.async || given.length > 1) return undefined;
  if (callee.type !== 'MemberExpression' || callee.computed || callee.property.type !== 'Identifier') return undefined;
  if (callee.property.name !== 'with') return undefined;
  const made = shimClassOf(context, callee.object, specifier) ?? '';
  if (!/^(?:Lock|Semaphore|BoundedSemaphore)$/.test(made)) return undefined;
  return { fn, wrapper: undefined, argument: fn, node: fn, name: textOf(context, callee) };
}

function decorated(context: FileContext, node: Node, specifier: string): CoroutineSite | undefined {
  if (node.type !== 'ClassMethod' && node.type !== 'ClassPrivateMethod') return undefined;
  if (!node.generator || node.async) return undefined;
  const wrapper = node.decorators?.find(({ expression }) => shimName(context, expression, specifier) === 'coroutine');
  return wrapper && { fn: node, wrapper, argument: node, node, name: textOf(context, node.key) };
}

/** The variable, member or key that the coroutine goes to; otherwise the name of the generator function. */
export function nameOf(context: FileContext, call: CallExpression, fn?: FunctionNode): string {
  const { parent } = context.parents.get(call) ?? {};
  if (parent?.type === 'VariableDeclarator') return textOf(context, parent.id);
  if (parent?.type === 'AssignmentExpression') return textOf(context, parent.left);
  if (parent && 'key' in parent && 'value' in parent && parent.value === call) return textOf(context, parent.key);
  return fn && 'id' in fn && fn.id ? fn.id.name : 'coroutine';
}

function textOf(context: FileContext, node: Node): string {
  const text = context.file.source.text.slice(node.start!, node.end!);
  return text.replace(/\s+/g, ' ').slice(0, 60);
}
