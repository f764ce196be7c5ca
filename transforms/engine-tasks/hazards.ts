import type { Function as FunctionNode, Node, Statement } from '@babel/types';
import type { FileContext } from '../../analysis/file-context.js';
import { shimName } from '../../analysis/shim-member.js';
import { Decline } from '../../conversion/decline.js';
import { walk, walkFunctionBody } from '../../syntax/walk.js';
import type { EngineSite } from './engine-site.js';
import type { KeyUses } from './key-uses.js';
import { madePoint } from './yield-point.js';
import { isWithin } from '../../syntax/within.js';

/** What the conversion of an engine rests on, and what it changes. */
export interface Findings {
  readonly assumptions: readonly Decline[];
  readonly notes: readonly Decline[];
}

/** What runs callbacks in the contexts of the shim, and so sends their errors to an engine. */
const CONTEXTS = new Set([
  'ExceptionStackContext',
  'IOLoop',
  'PeriodicCallback',
  'StackContext',
  'runWithStackContext',
  'wrap',
]);

/**
 * Looks for what an engine does that an async function does not.
 *
 * @param engines last names of the engines of the file
 * @throws {Decline} when the engine has to stay
 */
export function findHazards(
  context: FileContext,
  { fn, name }: EngineSite,
  keys: KeyUses,
  engines: ReadonlySet<string>,
  specifier: string,
): Findings {
  if (context.scopes.functionScope(fn).hasDirectEval) throw new Decline('uses-eval', fn, {});
  checkSubscription(context, fn);
  const assumptions: Decline[] = [];
  const notes: Decline[] = [];
  const stray = contextUse(context, fn, specifier);
  if (stray) assumptions.push(new Decline('engine-stray-errors', stray.node, { name: stray.name }));
  const floating = floatingCall(context, fn, engines, specifier);
  if (floating) assumptions.push(new Decline('engine-call-not-awaited', floating.node, { name: floating.name }));
  if (keys.leaked)
    assumptions.push(
      new Decline('engine-callback-leaked', keys.leaked.node, { key: textOf(context, keys.leaked.first) }),
    );
  else if (keys.used) notes.push(new Decline('engine-leak-check-gone', fn, {}));
  notes.push(...ownNotes(context, fn));
  const [first] = firstYields(fn);
  if (first) notes.push(new Decline('continuation-later', first, { callee: name }));
  return { assumptions, notes };
}

function firstYields(fn: FunctionNode): Node[] {
  const found: Node[] = [];
  walkFunctionBody(fn, { enter: (node) => void (node.type === 'YieldExpression' && found.push(node)) });
  return found;
}

function ownNotes(context: FileContext, fn: FunctionNode): Decline[] {
  const notes: Decline[] = [];
  const yields = firstYields(fn);
  walkFunctionBody(fn, {
    enter(node) {
      if (node.type === 'TryStatement' && yields.some((one) => isWithin(one, node.block)))
        notes.push(new Decline('engine-try-narrower', node, {}));
      if (node.type === 'ReturnStatement' && node.argument) checkReturn(context, node, notes);
    },
  });
  return notes;
}

/** The value of an engine is an error, unless it is nothing. */
function checkReturn(context: FileContext, statement: Statement, notes: Decline[]): void {
  const { argument } = statement as Extract<Statement, { type: 'ReturnStatement' }>;
  const isNothing =
    argument!.type === 'NullLiteral' ||
    (argument!.type === 'UnaryExpression' && argument.operator === 'void') ||
    (argument!.type === 'Identifier' && argument.name === 'undefined' && !context.scopes.bindingOf(argument));
  if (isNothing) return;
  if (!/^(?:Optional)?Call|^Await|^Yield|^Logical|^Conditional/.test(argument!.type))
    throw new Decline('engine-gives-value', statement, {});
  notes.push(new Decline('engine-returned-value-ignored', statement, {}));
}

/** The loop, `wrap` or a stack context, used by the engine or by a function in it. */
function contextUse(
  context: FileContext,
  fn: FunctionNode,
  specifier: string,
): { node: Node; name: string } | undefined {
  let found: { node: Node; name: string } | undefined;
  walk(fn.body, {
    enter(node) {
      if (found || (node.type !== 'Identifier' && node.type !== 'MemberExpression')) return;
      const name = shimName(context, node, specifier);
      if (name !== undefined && CONTEXTS.has(name)) found = { node, name };
    },
  });
  return found;
}

/** A statement that calls an engine of the file. */
function floatingCall(
  context: FileContext,
  fn: FunctionNode,
  engines: ReadonlySet<string>,
  specifier: string,
): { node: Node; name: string } | undefined {
  let found: { node: Node; name: string } | undefined;
  walk(fn.body, {
    enter(node) {
      if (found || node.type !== 'CallExpression' || madePoint(context, node, specifier)) return;
      const { callee } = node;
      const name = calledName(callee);
      if (name !== undefined && engines.has(name)) found = { node, name };
    },
  });
  return found;
}

/** The last name of what is called; a method that the language has is taken for that, but for one of `this` or the exports. */
function calledName(callee: Node): string | undefined {
  if (callee.type === 'Identifier') return callee.name;
  if (callee.type !== 'MemberExpression' || callee.computed || callee.property.type !== 'Identifier') return undefined;
  const { object, property } = callee;
  const isOwn =
    object.type === 'ThisExpression' || (object.type === 'Identifier' && /^(?:exports|self|that)$/.test(object.name));
  return isOwn || !LANGUAGE.has(property.name) ? property.name : undefined;
}

const LANGUAGE: ReadonlySet<string> = new Set(
  [Array, Map, Set, String, Promise, Function, RegExp].flatMap((one) => Object.getOwnPropertyNames(one.prototype)),
);

const SUBSCRIBING = new Set(['on', 'once', 'addListener', 'prependListener', 'addEventListener', 'pipe']);

/** `const response = yield Task(get, url); response.on('data', …)`: the events may fire at once. */
function checkSubscription(context: FileContext, fn: FunctionNode): void {
  walkFunctionBody(fn, {
    enter(node) {
      if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return;
      const { object, property } = node.callee;
      if (property.type !== 'Identifier' || !SUBSCRIBING.has(property.name) || object.type !== 'Identifier') return;
      const binding = context.scopes.bindingOf(object);
      const isResult = binding?.references.some(({ identifier }) => {
        const parent = context.parents.get(identifier)?.parent;
        if (parent?.type === 'VariableDeclarator') return parent.init?.type === 'YieldExpression';
        return parent?.type === 'AssignmentExpression' && parent.right.type === 'YieldExpression';
      });
      const isOwn = [...(binding?.declarations ?? [])].some((declared) => {
        const parent = context.parents.get(declared)?.parent;
        return parent?.type === 'VariableDeclarator' && parent.init?.type === 'YieldExpression';
      });
      if (isResult || isOwn) throw new Decline('handler-subscribes', node, { callee: object.name });
    },
  });
}

const textOf = (context: FileContext, node: Node): string => context.file.source.text.slice(node.start!, node.end!);
