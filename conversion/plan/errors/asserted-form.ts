import type { Node, Statement } from '@babel/types';
import { assertsAbsence } from '../../../analysis/absence-assertion.js';
import { statementCall } from '../../../analysis/operations/operation.js';
import type { Binding, Reference } from '../../../syntax/scope.js';
import { Decline } from '../../decline.js';
import { spanOf, type Item } from '../../items.js';
import { classifyTest } from './error-tests.js';
import { awaitValues, withoutError, type OperationPlan, type Reception } from './reception.js';
import { planList } from '../statements/plan-list.js';
import { blockList, replace, type Region, type StatementList } from '../regions/region.js';
import { commentsWithin, listItems } from '../statements/statement-items.js';
import { isTestEnd } from '../test-functions/test-completion.js';
import { isWithin } from '../../../syntax/within.js';

/**
 * In a test, a handler that begins by failing on an error, with `assert.ifError(err)` or `if (err) return done(err)`: an
 * `await` that rejects fails the test as well.
 *
 * @returns `undefined` when it begins in another way, or looks at the error later
 */
export function assertedForm(reception: Reception, error: Binding): OperationPlan | undefined {
  const { region, list, host } = reception;
  if (region.mode.kind !== 'callback' || !region.mode.test) return undefined;
  const guards = leadingGuards(region, list.statements, error);
  const last = guards.at(-1);
  if (!last || !error.references.every((reference) => isSpokenFor(region, reference, guards))) return undefined;
  const { values, form } = awaitValues(reception);
  const rest: StatementList = {
    statements: list.statements.slice(guards.length),
    span: { start: last.end!, end: list.span.end },
  };
  region.names.forget({ start: list.span.start, end: last.end! });
  for (const { identifier } of error.references) region.names.forget(spanOf(identifier));
  for (const guard of guards) replace(region, guard, []);
  consumeEnds(region, guards);
  const assertion = guards.find(({ type }) => type !== 'IfStatement');
  if (assertion) region.notes.push(new Decline('test-fails-otherwise', assertion, {}));
  const ends = planList(region, rest, true, withoutError(reception, error), host);
  const items: Item[] = [values.declare(['await ', ...form.parts]), ...listItems(region, rest)];
  return { items: [...commentsAround(region, list, last), ...items], ends };
}

function leadingGuards(region: Region, statements: readonly Statement[], error: Binding): readonly Statement[] {
  const end = statements.findIndex(
    (statement) => !assertsAbsence(region.context, statement, error) && !passesOn(region, statement, error),
  );
  return end < 0 ? statements : statements.slice(0, end);
}

/** `if (err) return done(err);`, `if (err) throw err;`. */
function passesOn(region: Region, statement: Statement, error: Binding): boolean {
  if (statement.type !== 'IfStatement' || statement.alternate) return false;
  if (classifyTest(region.context, statement.test, error).kind !== 'error') return false;
  const { statements } = blockList(statement.consequent);
  const [first, second] = statements;
  if (!first || statements.length > 2) return false;
  const isError = (node: Node | undefined): boolean =>
    node?.type === 'Identifier' && region.context.scopes.bindingOf(node) === error;
  if (first.type === 'ThrowStatement') return !second && isError(first.argument);
  const plain = statementCall(first);
  const returns = second ? second.type === 'ReturnStatement' && !second.argument : plain?.returned;
  return (
    returns === true &&
    isTestEnd(region, plain!.call) &&
    plain!.call.arguments.length === 1 &&
    isError(plain!.call.arguments[0])
  );
}

/** Calls of the test's callback that go. */
function consumeEnds(region: Region, guards: readonly Statement[]): void {
  for (const guard of guards) {
    for (const { identifier } of region.context.scopes.referencesIn(guard)) {
      const parent = region.context.parents.get(identifier)?.parent;
      if (parent?.type === 'CallExpression' && parent.callee === identifier && isTestEnd(region, parent))
        region.consumed.add(identifier);
    }
  }
}

/** Read in the assertions, or handed to the callback of the test: there is no error then. */
function isSpokenFor(region: Region, { identifier, kind }: Reference, guards: readonly Statement[]): boolean {
  if (kind !== 'read') return false;
  const isInGuard = guards.some((guard) => isWithin(identifier, guard));
  const parent = region.context.parents.get(identifier)?.parent;
  return (
    isInGuard || (parent?.type === 'CallExpression' && parent.arguments[0] === identifier && isTestEnd(region, parent))
  );
}

function commentsAround(region: Region, list: StatementList, last: Statement): Item[] {
  return commentsWithin(region, { start: list.span.start, end: last.end! }).map((comment) => ({
    kind: 'comment',
    span: spanOf(comment),
  }));
}
