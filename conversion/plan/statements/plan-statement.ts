import type { IfStatement, Statement } from '@babel/types';
import { Decline } from '../../decline.js';
import { matchCompletion, type Completion } from '../completions/completion.js';
import { matchContinuationCall, planContinuationCall } from '../completions/continuation-function.js';
import { conditionalStatement } from './conditional-statement.js';
import { planConditional } from './plan-conditional.js';
import { endsAbruptly, flowOfBranch } from '../errors/error-tests.js';
import { mayReturnUncounted, planItemCompletion, planTallyCall, tallyCall } from '../fan-out/item-ends.js';
import { childHost, type Host } from '../names/host.js';
import { unlessLeft } from './left-by-break.js';
import { planSelfCall } from '../loop/self-call.js';
import { planCompletion } from '../completions/plan-completion.js';
import { planList } from './plan-list.js';
import { planOperation } from '../operations/plan-operation.js';
import { dropTypeTest, testedName } from './tested-name.js';
import { planSwitch } from './plan-switch.js';
import { planTry } from './plan-try.js';
import { isPresenceOfDeferred, presenceTested } from './presence-test.js';
import { unwantedPromise } from '../leftovers/unwanted-promise.js';
import { operationIn, relevanceOf } from './relevance.js';
import { spanOf, type Item } from '../../items.js';
import { commentsWithin, listItems } from './statement-items.js';
import { planHandOver } from '../test-functions/test-hand-over.js';
import { planPromiseEnd } from '../test-functions/test-promise.js';
import { blockList, replace, standInBlock, type Ends, type Flow, type Region } from '../regions/region.js';

/** Plans one statement; see `planList` for the parameters. */
export function planStatement(region: Region, statement: Statement, tail: boolean, flow: Flow, host: Host): Ends {
  if (statement === region.items?.raise) return 'never';
  const tally = tallyCall(region, statement);
  if (tally) return planTallyCall(region, statement, tally, tail);
  const again = planSelfCall(region, statement, tail);
  if (again) return again;
  const operation = operationIn(region, statement);
  if (operation) return planOperation(region, statement, operation, tail, flow, host);
  const completion = completionOf(region, statement);
  if (completion && region.items) return planItemCompletion(region, statement, completion, tail, flow);
  if (completion) return planCompletion(region, statement, completion, tail, flow);
  const call = matchContinuationCall(region, statement);
  if (call) return planContinuationCall(region, statement, call, tail, host);
  const conditional = conditionalStatement(region, statement);
  if (conditional) return planConditional(region, statement, conditional, tail, flow, host);
  const ofTest = planPromiseEnd(region, statement, tail, flow, host) ?? planHandOver(region, statement, tail, host);
  if (ofTest) return ofTest;
  const { operations, completions, returns } = relevanceOf(region, statement);
  if (!operations && !completions && !returns) return statement.type === 'ThrowStatement' ? 'always' : 'never';
  return planCompound(region, statement, tail, flow, host, operations);
}

function completionOf(region: Region, statement: Statement): Completion | undefined {
  const { mode } = region;
  return mode.kind === 'callback'
    ? matchCompletion(region.context, statement, (binding) => mode.continuations.has(binding))
    : undefined;
}

function planCompound(
  region: Region,
  statement: Statement,
  tail: boolean,
  flow: Flow,
  host: Host,
  operations: boolean,
): Ends {
  switch (statement.type) {
    case 'BlockStatement':
      return planBlock(region, statement, tail, flow, host);
    case 'IfStatement':
      return planIf(region, statement, tail, flow, host);
    case 'SwitchStatement':
      return planSwitch(region, statement, tail, flow, host);
    case 'TryStatement':
      return planTry(region, statement, tail, flow, host, operations);
    case 'ReturnStatement':
      return planReturn(region, statement, flow);
    case 'ForStatement':
    case 'ForInStatement':
    case 'ForOfStatement':
    case 'WhileStatement':
    case 'DoWhileStatement':
      if (operations && region.mode.kind === 'callback') throw new Decline('operation-in-loop', statement, {});
      return planBlock(region, statement.body, false, flow, host) === 'never' ? 'never' : 'sometimes';
    case 'LabeledStatement':
      if (operations) throw new Decline('operation-in-labeled-statement', statement, {});
      return unlessLeft(statement.body, planStatement(region, statement.body, false, flow, host), statement.label.name);
    default:
      throw new Decline('statement-not-understood', statement, { kind: statement.type });
  }
}

function planReturn(region: Region, statement: Statement, flow: Flow): Ends {
  if (mayReturnUncounted(region, statement, flow)) return 'always';
  if (region.mode.kind === 'callback') throw new Decline('path-without-completion', statement, { name: 'this return' });
  const given = unwantedPromise(region, statement);
  const [open, close] = given?.type === 'CallExpression' ? ['', ''] : ['(', ')'];
  if (given) replace(region, statement, [{ kind: 'line', parts: [`return void ${open}`, spanOf(given), close] }]);
  return 'always';
}

/** A block or the single statement that stands for one. */
export function planBlock(region: Region, body: Statement, tail: boolean, flow: Flow, host: Host): Ends {
  const list = blockList(body);
  return planList(region, list, tail, flow, childHost(host, list.span));
}

function planIf(region: Region, statement: IfStatement, tail: boolean, flow: Flow, host: Host): Ends {
  const { test, consequent, alternate } = statement;
  if (tail && (presenceTested(region, statement) || isPresenceOfDeferred(region, statement))) {
    region.tolerant = true;
    const ends = planBlock(region, consequent, tail, flow, host);
    region.consumed.add(testedName(test)!);
    dropTypeTest(region, testedName(test)!);
    standInBlock(region, blockList(consequent));
    replace(region, statement, listItems(region, blockList(consequent)));
    return ends;
  }
  const first = planBlock(region, consequent, tail, flowOfBranch(region, test, flow, 'then'), host);
  const flat = first === 'always' && isFlat(region, statement);
  const otherwise = flowOfBranch(region, test, flow, 'else');
  if (flat) region.flat.set(alternate!, 'chain');
  const list = alternate && blockList(alternate);
  const inner = list && childHost(host, list.span);
  const second = list && inner ? planList(region, list, tail, otherwise, inner) : 'never';
  // Without its block, what the branch declares must not meet names of the code around.
  if (flat && second === 'always' && region.names.lift(inner!, host)) flatten(region, statement);
  return first === second ? first : 'sometimes';
}

/** What an `else` without names of its own does can stand behind an `if` that ends. */
function isFlat(region: Region, statement: IfStatement): boolean {
  const { consequent, alternate } = statement;
  if (!alternate || region.mode.kind !== 'callback') return false;
  const parent = region.context.parents.get(statement)?.parent.type ?? '';
  if (!/^(?:BlockStatement|SwitchCase)$/.test(parent) && !region.flat.has(statement)) return false;
  // Where the source left the function in each branch, the `else` is a matter of its style.
  const isStyle = endsAbruptly(consequent) && region.flat.get(statement) !== 'chain';
  if (isStyle && (alternate.type === 'IfStatement' || relevanceOf(region, alternate).operations)) return false;
  const between = { start: consequent.end!, end: blockList(alternate).span.start };
  return !region.context.scopes.ownScope(alternate)?.bindings.size && commentsWithin(region, between).length === 0;
}

function flatten(region: Region, statement: IfStatement): void {
  const { start, consequent, alternate } = statement;
  const branch: Item = { kind: 'source', span: { start: start!, end: consequent.end! } };
  const list = blockList(alternate!);
  standInBlock(region, list);
  replace(region, statement, [branch, ...listItems(region, list)]);
}
