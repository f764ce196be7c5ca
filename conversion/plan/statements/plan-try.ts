import type { CatchClause, Node, Statement, TryStatement, VariableDeclaration } from '@babel/types';
import type { Binding } from '../../../syntax/scope.js';
import { withoutTypes } from '../../../syntax/typed-expression.js';
import { Decline } from '../../decline.js';
import { argumentSpan } from '../../argument-span.js';
import { line, spanOf, type Item } from '../../items.js';
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
    const joined = joinDeclaration(region, statement);
    replace(region, statement, joined ? [joined] : listItems(region, blockList(block)));
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
  const argument = withoutTypes(completion.call.arguments[0]!);
  return argument.type === 'Identifier' && context.scopes.bindingOf(argument) === parameter;
}

/** `let value; try { value = make(); } …` where the `try` goes: `const value = make();`. */
function joinDeclaration(region: Region, statement: TryStatement): Item | undefined {
  const { parents, scopes } = region.context;
  const [only, ...others] = statement.block.body;
  const assignment = only?.type === 'ExpressionStatement' && others.length === 0 ? only.expression : undefined;
  if (assignment?.type !== 'AssignmentExpression' || assignment.operator !== '=') return undefined;
  const link = parents.get(statement);
  const list = link?.parent.type === 'BlockStatement' ? link.parent.body : [];
  const before = list[list.indexOf(statement) - 1];
  if (before?.type !== 'VariableDeclaration' || before.declarations.length !== 1) return undefined;
  // What stands in front of the async body may be used behind it.
  const around = parents.enclosingFunction(statement);
  if (!around || !region.inlined.has(around)) return undefined;
  const [{ id, init }] = before.declarations as [VariableDeclaration['declarations'][number]];
  const binding = id.type === 'Identifier' ? scopes.bindingOf(id) : undefined;
  const isSame = assignment.left.type === 'Identifier' && scopes.bindingOf(assignment.left) === binding;
  if (init || !binding || !isSame) return undefined;
  if (before.kind !== 'var' && isSeenMeanwhile(region, binding, assignment.left, statement)) return undefined;
  if (commentsWithin(region, { start: before.start!, end: statement.end! }).length > 0) return undefined;
  const isSetOnce = binding.references.filter(({ kind }) => kind !== 'read').length === 1;
  const keyword = before.kind === 'let' && isSetOnce ? 'const' : before.kind;
  replace(region, before, []);
  return line(`${keyword} `, spanOf(id), ' = ', argumentSpan(region.context.file, assignment.right));
}

/** What makes the value may look at the variable, by itself or in a function that it calls: it would not be there yet. */
function isSeenMeanwhile(
  { context: { parents } }: Region,
  binding: Binding,
  set: Node,
  statement: TryStatement,
): boolean {
  const isHoisted = (use: Node): boolean => {
    for (const around of parents.ancestors(use)) {
      if (around === parents.enclosingFunction(statement)) return false;
      if (around.type === 'FunctionDeclaration') return true;
    }
    return false;
  };
  return binding.references.some(
    ({ identifier }) => identifier !== set && (identifier.start! < statement.end! || isHoisted(identifier)),
  );
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
