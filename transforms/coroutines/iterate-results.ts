import type { Function as FunctionNode, Node, Statement, WhileStatement } from '@babel/types';
import type { FileContext } from '../../analysis/file-context.js';
import { initOf } from '../../analysis/initial-value.js';
import { shimName } from '../../analysis/shim-member.js';
import type { EditList } from '../../conversion/generators/edit-list.js';
import { commentsIn } from '../../syntax/comments.js';
import { walk, walkFunctionBody } from '../../syntax/walk.js';

/**
 * Plans `for await (const result of results) { … }` in the place of
 *
 *     while (!results.done()) {
 *       const result = yield results.next();
 *       …
 *     }
 *
 * of a `WaitIterator`. Asking, taking and an error that leaves the loop come in the same order. Elsewhere (a `try` around
 * the `yield`, more than one `next()`) the loop stays a `while`.
 */
export function planIterations(context: FileContext, fn: FunctionNode, specifier: string, edits: EditList): void {
  walkFunctionBody(fn, {
    enter(node) {
      if (node.type === 'WhileStatement') planLoop(context, node, specifier, edits);
    },
  });
}

function planLoop(context: FileContext, loop: WhileStatement, specifier: string, edits: EditList): void {
  const iterator = askedIterator(loop.test);
  const [first] = loop.body.type === 'BlockStatement' ? loop.body.body : [];
  if (!iterator || !first || !isWaitIterator(context, iterator, specifier)) return;
  const declared = takenResult(first, iterator.name);
  if (!declared || nextCalls(context, loop.body, iterator) !== 1) return;
  const { text } = context.file.source;
  const behind = /^(?:[ \t]*\r?\n[ \t]*|[ \t]*)/.exec(text.slice(first.end!))![0];
  const head = { start: loop.start!, end: loop.body.start! + 1 };
  if (commentsIn(context.file, head.start, first.end! + behind.length).length > 0) return;
  edits.replace(head.start, head.end, `for await (${declared} of ${iterator.name}) {`);
  edits.replace(first.start!, first.end! + behind.length);
}

/** The iterator of `!results.done()`. */
function askedIterator(test: Node): Extract<Node, { type: 'Identifier' }> | undefined {
  if (test.type !== 'UnaryExpression' || test.operator !== '!') return undefined;
  return methodOwner(test.argument, 'done');
}

/** The declaration that the result goes to: `const result`. */
function takenResult(statement: Statement, iterator: string): string | undefined {
  if (statement.type !== 'VariableDeclaration' || statement.declarations.length !== 1) return undefined;
  if (statement.kind !== 'const' && statement.kind !== 'let') return undefined;
  const { id, init } = statement.declarations[0]!;
  if (id.type !== 'Identifier' || id.typeAnnotation || id.name === iterator) return undefined;
  if (init?.type !== 'YieldExpression' || init.delegate || !init.argument) return undefined;
  return methodOwner(init.argument, 'next')?.name === iterator ? `${statement.kind} ${id.name}` : undefined;
}

function methodOwner(node: Node, method: string): Extract<Node, { type: 'Identifier' }> | undefined {
  if (node.type !== 'CallExpression' || node.arguments.length > 0 || node.callee.type !== 'MemberExpression')
    return undefined;
  const { object, property, computed } = node.callee;
  if (computed || property.type !== 'Identifier' || property.name !== method) return undefined;
  return object.type === 'Identifier' ? object : undefined;
}

function isWaitIterator(context: FileContext, node: Extract<Node, { type: 'Identifier' }>, specifier: string): boolean {
  const binding = context.scopes.bindingOf(node);
  const init = binding && initOf(context, binding, node);
  return init?.type === 'NewExpression' && shimName(context, init.callee, specifier) === 'WaitIterator';
}

/** How often the iterator is used by `next` in the loop; functions inside count as well. */
function nextCalls(context: FileContext, body: Node, iterator: Extract<Node, { type: 'Identifier' }>): number {
  const binding = context.scopes.bindingOf(iterator);
  let count = 0;
  walk(body, {
    enter(node) {
      if (node.type !== 'Identifier' || context.scopes.bindingOf(node) !== binding) return;
      const parent = context.parents.get(node)?.parent;
      const isPlainRead =
        parent?.type === 'MemberExpression' &&
        parent.object === node &&
        !parent.computed &&
        parent.property.type === 'Identifier' &&
        /^current(?:Index|Future)$/.test(parent.property.name);
      if (!isPlainRead) count++;
    },
  });
  return count;
}
