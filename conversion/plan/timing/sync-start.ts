import type { Function as FunctionNode, Statement } from '@babel/types';
import type { Continuation } from '../../../analysis/continuation.js';
import { functionName } from '../../../analysis/local-function.js';
import { statementCall } from '../../../analysis/operations/operation.js';
import { isTestFile } from '../../../analysis/test-file.js';
import { isNullish } from '../completions/completion.js';
import { callsNothing } from '../statements/calls-nothing.js';
import type { Region } from '../regions/region.js';
import { completionIn } from '../statements/relevance.js';
import { completes } from '../statements/statement-effects.js';
import { mustThrowAtOnce } from './throws-at-once.js';

/** Names that say of themselves that they are called when all is done; `next`, `fn` and `f` may be anything. */
const COMPLETES = /^_*(?:cb|cback|clb|callback|done)_*\d*$|(?:Cb|CB|Callback)$/;

const STREAM_HOOK = /(?:^|\.)_(?:transform|flush|read|write|writev|final|construct|destroy)$/;

/**
 * Where the body of a function begins that waits for nothing, and so has always completed at once: with its first completion.
 *
 * @returns the index of a statement; nothing when somebody else may complete the function, or a throw would no longer reach
 * its caller
 */
export function syncStart(
  region: Region,
  fn: FunctionNode,
  continuation: Continuation,
  statements: readonly Statement[],
): number | undefined {
  if (isTestFile(region.context.file.source.path) || isPlacedInCall(region, fn)) return undefined;
  // A stream calls it for each chunk, and nobody else does.
  if (STREAM_HOOK.test(functionName(region.context, fn))) return undefined;
  const first = statements.findIndex((statement) => completes(region, statement));
  if (first < 0 || continuation.at !== fn.params.length - 1 || !isMeant(region, continuation)) return undefined;
  if (mustThrowAtOnce(region, fn, statements.slice(first))) return undefined;
  return isCalledHere(region, fn, continuation) ? withWhatItPrepares(region, statements, first) : undefined;
}

/** `list.forEach(function (cb) { cb(null); })`: who runs it is the call's business. */
const isPlacedInCall = ({ context: { parents } }: Region, fn: FunctionNode): boolean =>
  parents.get(fn)?.key === 'arguments';

/**
 * What cannot throw goes along where the body would be empty, or would set variables that are declared in front:
 *
 *     this.closed = true;      return asCallback.sync.void(cb, () => {
 *     cb();                      this.closed = true;
 *                              });
 */
function withWhatItPrepares(region: Region, statements: readonly Statement[], first: number): number {
  const isEmpty = completionIn(region, statements[first]!) && isBareCompletion(statements[first]!);
  let from = first;
  while (from > 0 && (isEmpty ? callsNothing(statements[from - 1]!) : isDeclaration(statements[from - 1]!))) from--;
  return from;
}

/** `cb()`, `cb(null)` */
function isBareCompletion(statement: Statement): boolean {
  const args = statementCall(statement)?.call.arguments;
  return args?.every((argument) => isNullish(argument)) ?? false;
}

/** `var value;` */
const isDeclaration = (statement: Statement): boolean =>
  statement.type === 'VariableDeclaration' && statement.declarations.every(({ init }) => init == null);

/** Only the function itself calls its callback. */
const isCalledHere = ({ context: { parents } }: Region, fn: FunctionNode, { names }: Continuation): boolean =>
  [...names].every(({ references }) =>
    references.every(({ identifier }) => {
      const link = parents.get(identifier);
      const isHandedOn = link?.parent.type === 'CallExpression' && link.key === 'arguments';
      return !isHandedOn && parents.enclosingFunction(identifier) === fn;
    }),
  );

/** By its name, or by what it gets: an error or a result. */
function isMeant({ context: { parents } }: Region, { parameter, names }: Continuation): boolean {
  if (!parameter) return false;
  if (COMPLETES.test(parameter.name)) return true;
  return [...names].some(({ references }) =>
    references.some(({ identifier }) => {
      const link = parents.get(identifier);
      return link?.parent.type === 'CallExpression' && link.key === 'callee' && link.parent.arguments.length > 0;
    }),
  );
}
