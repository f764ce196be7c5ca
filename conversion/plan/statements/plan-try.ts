import type { CatchClause, Statement, TryStatement } from '@babel/types';
import type { Binding } from '../../../syntax/scope.js';
import { Decline } from '../../decline.js';
import { spanOf } from '../../items.js';
import { matchCompletion } from '../completions/completion.js';
import { passesErrors } from '../promises/executor-mode.js';
import type { Host } from '../names/host.js';
import { planBlock } from './plan-statement.js';
import { relevanceOf } from './relevance.js';
import { blockList, replace, type Ends, type Flow, type Region } from '../regions/region.js';
import { commentsWithin, listItems } from './statement-items.js';

/** Plans a `try` around completions; see `planList` for the parameters. */
export function planTry(
  region: Region,
  statement: TryStatement,
  tail: boolean,
  flow: Flow,
  host: Host,
  operations: boolean,
): Ends {
  const { block, handler, finalizer } = statement;
  if (operations && relevanceOf(region, block).operations) throw new Decline('operation-in-try', statement, {});
  if (finalizer && region.mode.kind === 'callback') throw new Decline('completion-with-finally', statement, {});
  if (!handler) return planBlock(region, block, tail, flow, host);
  const parameter = handler.param?.type === 'Identifier' ? region.context.scopes.bindingOf(handler.param) : undefined;
  const passesOn = !finalizer && parameter !== undefined && isPassedOn(region, handler, parameter, tail);
  const first = planBlock(region, block, tail, { ...flow, guarded: flow.guarded || !passesOn }, host);
  if (passesOn && first !== 'never') {
    const [continuation] = region.mode.kind === 'callback' ? region.mode.continuations : [];
    region.notes.push(new Decline('second-completion-gone', statement, { name: continuation?.name ?? '' }));
  }
  const caught = parameter ? { ...flow, truthy: new Set([...flow.truthy, parameter]) } : flow;
  const second = planBlock(region, handler.body, tail, caught, host);
  if (passesOn && isFreeOfDeclarations(block.body)) {
    region.names.forget(spanOf(handler));
    replace(region, statement, listItems(region, blockList(block)));
    return first;
  }
  return first === second ? first : 'sometimes';
}

/** `catch (e) { cb(e); }`: what an async function does by itself. */
function isPassedOn(region: Region, handler: CatchClause, parameter: Binding, tail: boolean): boolean {
  const { mode, context } = region;
  const [only, bare, ...others] = handler.body.body;
  if (mode.kind !== 'callback' || !only || others.length > 0 || commentsWithin(region, spanOf(handler)).length > 0)
    return false;
  const isBare = bare?.type === 'ReturnStatement' && !bare.argument;
  if (bare && !isBare) return false;
  const completion = matchCompletion(context, only, (binding) => passesErrors(mode, binding));
  if (!completion || !(completion.returned || isBare || tail) || completion.call.arguments.length !== 1) return false;
  const [argument] = completion.call.arguments;
  return argument?.type === 'Identifier' && context.scopes.bindingOf(argument) === parameter;
}

/** What a block declares for itself could meet other names outside of it. */
function isFreeOfDeclarations(statements: readonly Statement[]): boolean {
  return statements.every(
    ({ type, ...statement }) =>
      type !== 'FunctionDeclaration' &&
      type !== 'ClassDeclaration' &&
      !(type === 'VariableDeclaration' && (statement as { kind?: string }).kind !== 'var'),
  );
}
