import type { Expression, Node } from '@babel/types';
import type { FileContext } from '../../analysis/file-context.js';
import { Decline } from '../../conversion/decline.js';
import type { Part, Replacement } from '../../conversion/items.js';
import { commentsIn } from '../../syntax/comments.js';
import type { EngineCompletion } from './completions.js';
import { unwrapTry } from './unwrap-try.js';

/** How an engine gives its result. */
export interface EngineConvention {
  /** `plain`: values alone, as `Task` takes them; `error-first`: as `NodeTask` does. */
  readonly kind: 'plain' | 'error-first';
  /** The form of `asCallback`. */
  readonly form: '.plain' | '' | '.null';
  /** True when a caller that awaits gets what a task would give it. */
  readonly direct: boolean;
  readonly completions: readonly EngineCompletion[];
}

/**
 * Tells how the completions of an engine give its result.
 *
 * @param name what the engine is called
 * @throws {Decline} when errors cannot be told from results
 */
export function conventionOf(
  context: FileContext,
  completions: readonly EngineCompletion[],
  name: string,
): EngineConvention {
  for (const { statement, call } of completions) {
    if (call.arguments.some(({ type }) => type === 'SpreadElement' || type === 'ArgumentPlaceholder'))
      throw new Decline('engine-error-unclear', statement, { name });
    if (hasStrayComment(context, statement, call)) throw new Decline('engine-callback-passed-on', statement, { name });
  }
  const counts = completions.map(({ call }) => call.arguments.length);
  if (!completions.some(({ call }) => call.arguments.length > 1 && isNoError(context, call.arguments[0]!))) {
    return { kind: 'plain', form: '.plain', direct: counts.every((count) => count <= 1), completions };
  }
  const unclear = completions.find((one) => !isSuccess(context, one) && !isFailure(context, one));
  if (unclear) throw new Decline('engine-error-unclear', unclear.statement, { name });
  const successes = completions.filter((one) => isSuccess(context, one));
  const direct = successes.every(({ call }) => call.arguments.length === 2);
  return { kind: 'error-first', form: '', direct, completions };
}

const isSuccess = (context: FileContext, { call }: EngineCompletion): boolean =>
  call.arguments.length > 0 && isNoError(context, call.arguments[0]!);

function isFailure(context: FileContext, { call, caught, guarded }: EngineCompletion): boolean {
  const [error, ...others] = call.arguments;
  if (!error || others.length > 0 || guarded) return false;
  return error.type === 'NewExpression' || isCaught(context, error, caught);
}

function isCaught(context: FileContext, error: Node, caught: EngineCompletion['caught']): boolean {
  return error.type === 'Identifier' && caught !== undefined && context.scopes.bindingOf(error) === caught;
}

function isNoError(context: FileContext, node: Node): boolean {
  if (node.type === 'NullLiteral') return true;
  return node.type === 'Identifier' && node.name === 'undefined' && !context.scopes.bindingOf(node);
}

/** What stands between the words of a completion would get lost. */
function hasStrayComment(
  context: FileContext,
  statement: Node,
  { start, end, arguments: args }: EngineCompletion['call'],
): boolean {
  const first = args[0]?.start ?? end!;
  const last = args.at(-1)?.end ?? start!;
  return (
    commentsIn(context.file, statement.start!, first).length > 0 ||
    commentsIn(context.file, last, statement.end!).length > 0
  );
}

/** Writes the completions as `return` and `throw`. @param keepsCallback whether the exact number of arguments counts */
export function completionEdits(
  context: FileContext,
  convention: EngineConvention,
  keepsCallback: boolean,
): Replacement[] {
  return convention.completions.flatMap((completion) => {
    const isPassedOn = convention.kind === 'error-first' && !isSuccess(context, completion);
    const unwrapped = isPassedOn ? unwrapTry(context, completion) : undefined;
    if (unwrapped) return [unwrapped];
    const edits = completionEdit(context, convention, completion, keepsCallback);
    return completion.returns ? [...edits, removed(completion.returns)] : edits;
  });
}

function completionEdit(
  context: FileContext,
  convention: EngineConvention,
  completion: EngineCompletion,
  keepsCallback: boolean,
): Replacement[] {
  const { call, statement } = completion;
  const args = call.arguments as Expression[];
  if (convention.kind === 'plain') {
    if (args.length === 1) return around(statement, call, args[0]!, args[0]!, ['return '], []);
    if (args.length === 0) return [inline(statement.start!, call.end!, ...(keepsCallback ? emptyReturn : ['return']))];
    return around(statement, call, args[0]!, args.at(-1)!, ['return ', { shim: 'values' }, '('], [')']);
  }
  if (!isSuccess(context, completion)) return around(statement, call, args[0]!, args[0]!, ['throw '], []);
  if (args.length === 2) return around(statement, call, args[1]!, args[1]!, ['return '], []);
  if (args.length === 1) return [inline(statement.start!, call.end!, 'return ', { shim: 'values' }, '()')];
  return around(statement, call, args[1]!, args.at(-1)!, ['return ', { shim: 'values' }, '('], [')']);
}

const emptyReturn: Part[] = ['return ', { shim: 'values' }, '()'];

function around(
  statement: Node,
  call: Node,
  first: Node,
  last: Node,
  before: readonly Part[],
  after: readonly Part[],
): Replacement[] {
  return [inline(statement.start!, first.start!, ...before), inline(last.end!, call.end!, ...after)];
}

const removed = ({ start, end }: Node): Replacement => ({ start: start!, end: end!, items: [], needsBlock: false });

function inline(start: number, end: number, ...parts: Part[]): Replacement {
  return { start, end, items: [], needsBlock: false, inline: parts };
}
