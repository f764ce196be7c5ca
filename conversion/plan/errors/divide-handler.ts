import type { Expression, IfStatement, Node, Statement } from '@babel/types';
import type { HandlerFunction } from '../../../analysis/handler.js';
import type { Binding } from '../../../syntax/scope.js';
import { conditionalStatement } from '../statements/conditional-statement.js';
import { classifyTest, endsAbruptly } from './error-tests.js';
import type { NoError } from './no-error.js';
import type { Region, StatementList } from '../regions/region.js';
import { isWithin } from '../../../syntax/within.js';

/** An error branch: `if (err) …` or, with a condition, `if (err && condition) …`. */
export interface ErrorBranch {
  readonly condition: Expression | undefined;
  readonly body: Statement | undefined;
}

/** How a handler divides into what runs on failure and what runs on success. */
export interface Division {
  readonly test: IfStatement;
  readonly failures: readonly ErrorBranch[];
  /** The branch that runs on success alone; the statements after the `if` run after it. */
  readonly success: Statement | undefined;
}

/** Reads the first statement of a handler as its error test; `undefined` when it can't be told what runs when. */
export function divide(region: Region, list: StatementList, error: Binding, noError: NoError): Division | undefined {
  const [statement] = list.statements;
  const first = statement && (conditionalStatement(region, statement) ?? statement);
  if (first?.type !== 'IfStatement') return undefined;
  const failures: ErrorBranch[] = [];
  for (let test: IfStatement = first; ;) {
    const kind = classifyTest(region.context, test.test, error, noError);
    if (kind.kind === 'other') return undefined;
    if (kind.kind === 'success') {
      if (test.alternate) failures.push({ condition: undefined, body: test.alternate });
      else failures.push({ condition: undefined, body: undefined });
      return { test: first, failures, success: test.consequent };
    }
    failures.push({ condition: kind.kind === 'error-and' ? kind.condition : undefined, body: test.consequent });
    if (kind.kind === 'error') return { test: first, failures, success: test.alternate ?? undefined };
    if (test.alternate?.type !== 'IfStatement') {
      return { test: first, failures, success: test.alternate ?? undefined };
    }
    test = test.alternate;
  }
}

/** True when nothing but the failure branches reads the error, and no path would run into another's statements. */
export function isDivisionSound(list: StatementList, division: Division, error: Binding): boolean {
  const covered = division.failures
    .flatMap((failure) => [failure.condition, failure.body])
    .filter((node): node is Expression | Statement => node !== undefined);
  const isCovered = (node: Node): boolean => covered.some((part) => isWithin(node, part));
  const outside = error.references.filter(
    ({ identifier }) => !isCovered(identifier) && !isInTests(division, identifier),
  );
  if (outside.length > 0 || error.references.some((reference) => reference.kind !== 'read')) return false;
  const rest = list.statements.length > 1;
  const total = division.failures.at(-1)!.condition === undefined;
  if (division.success && rest)
    return division.failures.every((failure) => failure.body !== undefined && endsAbruptly(failure.body)) && total;
  if (division.success && !total)
    return division.failures.every((failure) => failure.body !== undefined && endsAbruptly(failure.body));
  return true;
}

function isInTests(division: Division, identifier: Node): boolean {
  for (let test: Statement | null | undefined = division.test; test?.type === 'IfStatement'; test = test.alternate) {
    if (isWithin(identifier, test.test)) return true;
  }
  return false;
}

/** True when a failure branch reads the values that came with the error. */
export function readsValues(region: Region, fn: HandlerFunction, division: Division): boolean {
  const values = fn.params
    .slice(1)
    .flatMap((param) => (param.type === 'Identifier' ? [region.context.scopes.bindingOf(param)!] : []));
  const falls =
    division.failures.some(
      (failure) => failure.body === undefined || failure.condition || !endsAbruptly(failure.body),
    ) && !division.success;
  return values.some((binding) =>
    falls
      ? binding.references.length > 0
      : binding.references.some(({ identifier }) =>
          division.failures.some((failure) => failure.body && isWithin(identifier, failure.body)),
        ),
  );
}
