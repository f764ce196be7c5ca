import type { Statement } from '@babel/types';
import { statementCall } from '../../../analysis/operations/operation.js';
import type { Binding } from '../../../syntax/scope.js';
import { withoutTypes } from '../../../syntax/typed-expression.js';
import { spanOf, type Item } from '../../items.js';
import { matchCompletion } from '../completions/completion.js';
import { continuationUses } from '../completions/continuation-uses.js';
import { passesErrors } from '../promises/executor-mode.js';
import { presenceTested } from '../statements/presence-test.js';
import { blockList, type Region } from '../regions/region.js';
import { commentsWithin } from '../statements/statement-items.js';
import { dropTypeTest } from '../statements/tested-name.js';
import { branchComments } from './branch-comments.js';
import type { Division, ErrorBranch } from './divide-handler.js';

/** `if (err) return cb(err)`, `if (err) throw err`: what `await` does by itself. */
export function isPropagation(region: Region, division: Division, error: Binding): boolean {
  const { mode } = region;
  if (division.failures.length !== 1) return false;
  const [{ condition, body }] = division.failures as [ErrorBranch];
  if (condition || !body) return false;
  const statements = blockList(body).statements;
  const [first, ...others] = withoutReturn(statements);
  if (!first || others.length > 0) return false;
  if (throws(region, first, error) || tellsLoop(region, first, error)) return true;
  if (mode.kind !== 'callback' && mode.errorsTo === undefined) return false;
  const tested = first.type === 'IfStatement' ? presenceTested(region, first) : undefined;
  // Without a continuation `if (cb) return cb(err)` goes on.
  if (tested?.type === 'ReturnStatement' && statements.length === 1) return false;
  const only = tested ?? first;
  const completion = matchCompletion(region.context, only, (binding) => passesErrors(mode, binding));
  if (!completion || completion.call.arguments.length !== 1) return false;
  if (!completion.returned && !division.success && statements.length === 1) return false;
  const argument = withoutTypes(completion.call.arguments[0]!);
  return argument.type === 'Identifier' && region.context.scopes.bindingOf(argument) === error;
}

/** `throw err`, whoever gets it: what is awaited throws the same from the same place. */
const throws = ({ context }: Region, statement: Statement, error: Binding): boolean =>
  statement.type === 'ThrowStatement' &&
  statement.argument.type === 'Identifier' &&
  context.scopes.bindingOf(statement.argument) === error;

/** `next(err)` in a loop that would throw it. */
function tellsLoop(region: Region, statement: Statement, error: Binding): boolean {
  const call = region.loop?.guarded === true ? statementCall(statement)?.call : undefined;
  const binding = call?.callee.type === 'Identifier' ? region.context.scopes.bindingOf(call.callee) : undefined;
  if (!binding || !region.loop!.names.has(binding) || call!.arguments.length !== 1) return false;
  const [told] = call!.arguments;
  return told!.type === 'Identifier' && region.context.scopes.bindingOf(told) === error;
}

function withoutReturn(statements: readonly Statement[]): readonly Statement[] {
  const last = statements.at(-1);
  return last?.type === 'ReturnStatement' && !last.argument ? statements.slice(0, -1) : statements;
}

/**
 * Takes the branch away.
 *
 * @returns what was said about it, which stands at the operation that throws now
 */
export function dropPropagation(region: Region, division: Division): Item[] {
  const body = division.failures[0]!.body!;
  region.names.forget(spanOf(body));
  for (const { identifier, binding } of region.context.scopes.referencesIn(body))
    if (binding && region.loop?.names.has(binding) && identifier.type === 'Identifier') region.consumed.add(identifier);
  for (const { identifier, expression } of continuationUses(region, body)) {
    region.consumed.add(identifier);
    dropTypeTest(region, identifier);
    // What is not the call itself asks whether there is a continuation.
    const link = region.context.parents.get(identifier);
    const isCalled = expression !== identifier || link?.key === 'callee';
    if (!isCalled || link?.parent.type === 'OptionalCallExpression') region.tolerant = true;
  }
  const inside = commentsWithin(region, spanOf(body)).map((comment): Item => ({
    kind: 'comment',
    span: spanOf(comment),
  }));
  return [...branchComments(region, division).get(body)!, ...inside];
}
