import type { Function as FunctionNode, Node } from '@babel/types';
import type { FileContext } from '../../analysis/file-context.js';
import type { Use } from '../../analysis/futures/result-use.js';
import { shimName } from '../../analysis/shim-member.js';
import { ownYields } from '../../analysis/generators/own-yields.js';
import type { Binding } from '../../syntax/scope.js';

/**
 * A variable that a coroutine sets behind its first `yield`, and that code behind a call reads before it waits. When what
 * is yielded is done already, the coroutine has set it by then; an async function has not.
 *
 * @returns the place where it is read
 */
export function observedState(
  context: FileContext,
  fn: FunctionNode,
  uses: readonly Use[],
  specifier: string,
): { readonly name: string; readonly node: Node } | undefined {
  const [first] = ownYields(fn);
  if (!first || alwaysWaits(context, first.argument, specifier)) return undefined;
  const set = bindingsSetBehind(context, fn, first.end!);
  for (const use of uses) {
    const call =
      use.kind === 'floating' ? use.call : use.kind === 'kept' && use.why === 'future' ? use.node : undefined;
    const read = call && readBehind(context, call, set);
    if (read) return read;
  }
  return undefined;
}

/** `yield`, `yield moment`, `yield sleep(…)` never go on at once. */
function alwaysWaits(context: FileContext, operand: Node | null | undefined, specifier: string): boolean {
  if (!operand || operand.type === 'NullLiteral') return true;
  const name = shimName(context, operand.type === 'CallExpression' ? operand.callee : operand, specifier);
  return name === 'moment' || name === 'sleep';
}

/** Variables from outside of the function that it sets at or behind an offset. */
function bindingsSetBehind(context: FileContext, fn: FunctionNode, offset: number): Set<Binding> {
  const own = context.scopes.functionScope(fn);
  return new Set(
    context.scopes
      .referencesIn(fn.body)
      .filter(({ kind, identifier }) => kind !== 'read' && isBehind(context, identifier, offset))
      .flatMap(({ binding }) => (binding && !isInside(binding, own.start, own.end) ? [binding] : [])),
  );
}

/** `value = yield load()` sets the variable behind the `yield` that stands in it. */
function isBehind(context: FileContext, identifier: Node, offset: number): boolean {
  const parent = context.parents.get(identifier)?.parent;
  const set = parent?.type === 'AssignmentExpression' ? parent.end! : identifier.end!;
  return set >= offset;
}

const isInside = ({ scope }: Binding, start: number, end: number): boolean => scope.start >= start && scope.end <= end;

/** The first read of one of the variables behind a call, in the function that makes the call. */
function readBehind(
  context: FileContext,
  call: Node,
  bindings: ReadonlySet<Binding>,
): { readonly name: string; readonly node: Node } | undefined {
  const around = context.parents.enclosingFunction(call);
  const reference = context.scopes
    .referencesIn(around?.body ?? context.file.ast)
    .find(
      ({ binding, identifier, kind }) =>
        binding !== undefined &&
        bindings.has(binding) &&
        kind !== 'write' &&
        identifier.start! > call.end! &&
        context.parents.enclosingFunction(identifier) === around,
    );
  return reference && { name: reference.identifier.name, node: reference.identifier };
}
