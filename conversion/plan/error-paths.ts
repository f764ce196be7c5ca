import type { Identifier, Statement, ThrowStatement } from '@babel/types';
import type { HandlerFunction } from '../../analysis/handler.js';
import type { Operation } from '../../analysis/operation.js';
import type { Binding } from '../../syntax/scope.js';
import { withoutTypes } from '../../syntax/typed-expression.js';
import { line, spanOf, type Item, type Part } from '../items.js';
import { assertedForm } from './asserted-form.js';
import { bindValues, isRedeclared, type BoundValues } from './bind-values.js';
import { matchCompletion } from './completion.js';
import { continuationUses } from './continuation-uses.js';
import { branchComments } from './branch-comments.js';
import { divide, isDivisionSound, readsValues, type Division, type ErrorBranch } from './divide-handler.js';
import { errorNameOf } from './error-name.js';
import { endsAbruptly } from './error-tests.js';
import { passesErrors } from './executor-mode.js';
import { childHost, type Host } from './host.js';
import { noErrorOf } from './no-error.js';
import { planList } from './plan-list.js';
import { presenceTested } from './presence-test.js';
import { waitFor } from './at-once.js';
import { awaitForm } from './await/await-form.js';
import { commentsWithin, listItems } from './statement-items.js';
import { blockList, standInBlock, type Ends, type Flow, type Region, type StatementList } from './region.js';
import { passAlongForm } from './pass-along.js';
import { dropTypeTest } from './tested-name.js';
import { caughtType } from './typed/caught-error.js';
import { isTypeScript } from './typed/declared-type.js';
import { argumentsForm, faithfulForm, ignoredForm } from './undivided-forms.js';

export interface OperationPlan {
  readonly items: Item[];
  readonly ends: Ends;
}

interface PlannedBranch {
  readonly failure: ErrorBranch;
  readonly items: Item[];
  readonly ends: Ends;
}

/** Plans what replaces an operation with its handler, errors first. */
export function errorPlan(
  region: Region,
  operation: Operation,
  fn: HandlerFunction,
  flow: Flow,
  host: Host,
): OperationPlan {
  const list = blockList(fn.body);
  const isValueKind = operation.kind === 'value';
  const parameter = isValueKind ? undefined : fn.params[0];
  const error = parameter?.type === 'Identifier' ? region.context.scopes.bindingOf(parameter) : undefined;
  if (isValueKind) return argumentsForm(region, operation, fn, list, flow, host);
  if (!error)
    return parameter
      ? faithfulForm(region, operation, fn, list, flow, host)
      : ignoredForm(region, operation, fn, list, flow, host);
  const asserted = assertedForm(region, operation, fn, list, error, flow, host);
  if (asserted) return asserted;
  if (isRedeclared(error)) return argumentsForm(region, operation, fn, list, flow, host);
  if (error.references.length === 0) return ignoredForm(region, operation, fn, list, flow, host);
  return (
    passAlongForm(region, operation, fn, list, error, host) ??
    dividedForm(region, operation, fn, list, error, flow, host) ??
    faithfulForm(region, operation, fn, list, flow, host)
  );
}

/** The error is classified at the top of the handler: `try` around the awaited call alone, or no `try` at all. */
function dividedForm(
  region: Region,
  operation: Operation,
  fn: HandlerFunction,
  list: StatementList,
  error: Binding,
  flow: Flow,
  host: Host,
): OperationPlan | undefined {
  const division = divide(region, list, error, noErrorOf(region, operation));
  if (!division || !isDivisionSound(list, division, error)) return undefined;
  const values = bindValues(region, operation, fn, host);
  const form = awaitForm(region, operation, values.wanted, values);
  const propagates = isPropagation(region, division, error);
  // A bridge tells an error from an exception that the call throws: only the former may reach the error branch.
  if (
    !propagates &&
    (values.hasPattern || form.rung === 'bridge' || (!form.cleanErrors && readsValues(region, fn, division)))
  )
    return undefined;
  const type = propagates ? 'none' : caughtType(region, operation, fn, error, division);
  if (!type || (!propagates && !hasTypes(region, values, division))) return undefined;
  const known: Flow = { ...flow, falsy: new Set([...flow.falsy, error]) };
  region.names.forget(spanOf(division.test.test));
  const leading = leadingComments(region, list, division);
  if (propagates) {
    consumeFailure(region, division);
    const rest = successItems(region, list, division, known, host);
    const [{ body }] = division.failures as [ErrorBranch];
    const comments = [...branchComments(region, division).get(body!)!, ...commentsOf(region, body!)];
    const items = [...comments, values.declare(waitFor(region, form.parts)), ...leading, ...rest.items];
    return { items, ends: rest.ends };
  }
  const caught = catchClause(region, operation, division, error, fn, flow, host, type);
  const rest = successItems(region, list, division, known, host);
  // With an `else`, the failure branch must not run into the success branch.
  if (caught.ends !== 'always' && division.success) {
    caught.items.push({ kind: 'line', parts: ['return'] });
  }
  const ends = endsOf(division, caught.ends, rest.ends);
  const endsFailure = caught.ends === 'always' || division.success !== undefined;
  const items = values.tryItems(waitFor(region, form.parts), caught.head, caught.items, endsFailure);
  return { items: [...leading, ...items, ...rest.items], ends };
}

/**
 * A variable without a type gets that of what is assigned, in TypeScript: as far as no function looks at it later, and
 * no path leads past the assignment.
 */
function hasTypes({ context }: Region, { untyped, captured }: BoundValues, division: Division): boolean {
  if (untyped === 0 || !isTypeScript(context)) return true;
  const { failures, success } = division;
  const isTotal = failures.at(-1)!.condition === undefined;
  return !captured && (success !== undefined || (isTotal && failures.every(({ body }) => body && endsAbruptly(body))));
}

/** A failure branch without `else` runs into what follows. */
function endsOf(division: Division, caught: Ends, rest: Ends): Ends {
  if (caught === rest) return rest;
  const runsOn = !division.success && caught !== 'always';
  return runsOn && (rest === 'always' || caught === 'never') ? rest : 'sometimes';
}

/** `if (err) return cb(err)`, `if (err) throw err`: what `await` does by itself. */
function isPropagation(region: Region, division: Division, error: Binding): boolean {
  const { mode } = region;
  if (division.failures.length !== 1) return false;
  const [{ condition, body }] = division.failures as [ErrorBranch];
  if (condition || !body) return false;
  const statements = blockList(body).statements;
  const [first, ...others] = withoutReturn(statements);
  if (!first || others.length > 0) return false;
  if (throws(region, first, error)) return true;
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
const throws = ({ context }: Region, { type, ...statement }: Statement, error: Binding): boolean =>
  type === 'ThrowStatement' &&
  (statement as ThrowStatement).argument.type === 'Identifier' &&
  context.scopes.bindingOf((statement as ThrowStatement).argument as Identifier) === error;

function withoutReturn(statements: readonly Statement[]): readonly Statement[] {
  const last = statements.at(-1);
  return last?.type === 'ReturnStatement' && !last.argument ? statements.slice(0, -1) : statements;
}

/** What was said about a branch that goes stands at the operation that throws now. */
function commentsOf(region: Region, body: Statement): Item[] {
  return commentsWithin(region, spanOf(body)).map((comment) => ({ kind: 'comment', span: spanOf(comment) }));
}

function consumeFailure(region: Region, division: Division): void {
  const body = division.failures[0]!.body!;
  region.names.forget(spanOf(body));
  for (const { identifier, expression } of continuationUses(region, body)) {
    region.consumed.add(identifier);
    dropTypeTest(region, identifier);
    // What is not the call itself asks whether there is a continuation.
    const link = region.context.parents.get(identifier);
    const isCalled = expression !== identifier || link?.key === 'callee';
    if (!isCalled || link?.parent.type === 'OptionalCallExpression') region.tolerant = true;
  }
}

function catchClause(
  region: Region,
  operation: Operation,
  division: Division,
  error: Binding,
  fn: HandlerFunction,
  flow: Flow,
  host: Host,
  type: readonly Part[] | 'none',
): { head: Part[]; items: Item[]; ends: Ends } {
  const known: Flow = { ...flow, truthy: new Set([...flow.truthy, error]) };
  const inner = childHost(host, spanOf(division.test));
  const comments = branchComments(region, division);
  const name = region.names.place(error, inner, false, errorNameOf(operation, error));
  const single =
    division.test.alternate === null || division.test.alternate === undefined || division.success !== undefined;
  const tail = single && (division.success !== undefined || isLastOf(fn, division.test));
  const branches = division.failures.map((failure): PlannedBranch => {
    if (!failure.body) return { failure, items: [], ends: 'never' };
    const list = blockList(failure.body);
    placeBlock(region, failure.body, inner);
    const ends = planList(region, list, tail, known, inner);
    standInBlock(region, list);
    return { failure, items: [...comments.get(failure.body)!, ...listItems(region, list)], ends };
  });
  const total = division.failures.at(-1)!.condition === undefined;
  const ends: Ends =
    total && branches.every((branch) => branch.ends === 'always')
      ? 'always'
      : branches.every((branch) => branch.ends === 'never')
        ? 'never'
        : 'sometimes';
  const items = branchItems(branches);
  if (!isReadIn(error, division)) return { head: ['catch'], items, ends };
  if (type === 'none') return { head: [`catch (${name})`], items, ends };
  if (type.length === 1 && isAny(region, type[0]!)) return { head: [`catch (${name}: any)`], items, ends };
  const caught = region.names.fresh('e', inner);
  return { head: [`catch (${caught})`], items: [line(`const ${name} = ${caught} as `, ...type), ...items], ends };
}

const isAny = ({ context }: Region, type: Part): boolean =>
  typeof type === 'object' && 'start' in type && context.file.source.text.slice(type.start, type.end) === 'any';

const isReadIn = ({ references }: Binding, { failures }: Division): boolean =>
  failures
    .flatMap(({ condition, body }) => [condition, body])
    .some((part) =>
      references.some(({ identifier }) => part && part.start! <= identifier.start! && identifier.end! <= part.end!),
    );

function isLastOf(fn: HandlerFunction, statement: Statement): boolean {
  return fn.body.type === 'BlockStatement' && fn.body.body.at(-1) === statement;
}

/** What a block declares moves along when its statements are put into another one. */
function placeBlock(region: Region, block: Statement, host: Host): void {
  for (const binding of region.context.scopes.ownScope(block)?.bindings.values() ?? [])
    region.names.place(binding, host);
}

/** A branch that ends needs no `else` after it. */
function branchItems(branches: readonly PlannedBranch[]): Item[] {
  const [first, ...others] = branches;
  if (!first) return [];
  const { condition } = first.failure;
  if (!condition) return first.items;
  const clause = { head: ['if (', spanOf(condition), ')'], body: first.items };
  const rest = branchItems(others);
  if (first.ends === 'always' || rest.length === 0) return [{ kind: 'braced', clauses: [clause], end: [] }, ...rest];
  return [{ kind: 'braced', clauses: [clause, { head: ['else'], body: rest }], end: [] }];
}

function successItems(region: Region, list: StatementList, division: Division, flow: Flow, host: Host): OperationPlan {
  const items: Item[] = [];
  let ends: Ends = 'never';
  const others = list.statements.slice(1);
  if (division.success) {
    const inner = blockList(division.success);
    placeBlock(region, division.success, host);
    const wasAbrupt = division.failures.every(({ body }) => body && endsAbruptly(body));
    region.flat.set(division.success, wasAbrupt ? 'list' : 'chain');
    ends = planList(region, inner, others.every(isFunction), flow, host);
    standInBlock(region, inner);
    items.push(...branchComments(region, division).get(division.success)!, ...listItems(region, inner));
  }
  // Functions that are declared behind a branch which always ends are there all the same.
  if (ends !== 'always' || others.length === 0 || others.some(isFunction)) {
    const rest: StatementList = {
      statements: others,
      span: { start: division.test.end!, end: list.span.end },
    };
    const later = planList(region, rest, true, flow, host);
    if (later === 'always') ends = 'always';
    else if (others.length > 0 && ends !== 'always') ends = ends === 'never' ? later : 'sometimes';
    if (isParagraph(region, list, division)) items.push({ kind: 'blank' });
    items.push(...listItems(region, rest));
  }
  return { items, ends };
}

const isFunction = ({ type }: Statement): boolean => type === 'FunctionDeclaration';

/** A blank line after the error test stays. */
function isParagraph(region: Region, list: StatementList, division: Division): boolean {
  const next = list.statements[1];
  if (!next) return false;
  const between = region.context.file.source.text.slice(division.test.end!, next.start!);
  return /^[ \t]*\r?\n[ \t]*\r?\n/.test(between);
}

/** Comments above the error test stay. */
function leadingComments(region: Region, list: StatementList, division: Division): Item[] {
  const before = { statements: [], span: { start: list.span.start, end: division.test.start! } };
  return listItems(region, before);
}
