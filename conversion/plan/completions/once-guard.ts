import type { BlockStatement, Expression, Function as FunctionNode, Statement } from '@babel/types';
import type { Binding } from '../../../syntax/scope.js';
import { isTrivialReturn } from '../fan-out/arrival.js';
import { dropVariable } from '../fan-out/drop-variable.js';
import { blockList, replace, standInBlock, type Region, type StatementList } from '../regions/region.js';
import { commentsWithin, listItems } from '../statements/statement-items.js';
import { valueGiven } from '../statements/value-given.js';

interface OnceGuard {
  readonly flag: Binding;
  /** What only keeps the function from running twice. */
  readonly guard: readonly Statement[];
  /** What it does the first time. */
  readonly list: StatementList;
  /** The block around that, where it has one. */
  readonly block: BlockStatement | undefined;
}

/**
 * `if (called) return; called = true; …` at the top of a function that completes the region: in the flow it is called
 * once, as all that follows the call is gone.
 *
 * @returns how the function is planned without the test: plans the list that it is given, and takes the test away
 */
export function withoutOnceGuard(
  region: Region,
  fn: FunctionNode,
  body: BlockStatement,
  plan: (list: StatementList) => void,
): void {
  // Calls that run at the same time may each end with the function.
  const once = region.items ? undefined : readOnceGuard(region, fn, body);
  if (!once) return plan(blockList(body));
  const { flag, guard, list, block } = once;
  plan(list);
  if (block) {
    standInBlock(region, list);
    replace(region, guard[0]!, listItems(region, list));
  } else for (const statement of guard) replace(region, statement, []);
  dropVariable(region, flag);
}

function readOnceGuard(region: Region, fn: FunctionNode, body: BlockStatement): OnceGuard | undefined {
  const [test, set, ...others] = body.body;
  if (test?.type !== 'IfStatement' || test.alternate) return undefined;
  const isNegated = test.test.type === 'UnaryExpression' && test.test.operator === '!';
  const flag = flagOf(region, fn, isNegated ? (test.test as { argument: Expression }).argument : test.test);
  if (!flag) return undefined;
  const span = { start: body.start! + 1, end: body.end! - 1 };
  if (!isNegated) {
    if (!blockList(test.consequent).statements.every(isTrivialReturn) || !sets(region, set, flag)) return undefined;
    return ownedBy(region, flag, [test, set!], { statements: others, span: { start: set!.end!, end: span.end } });
  }
  const { consequent: block } = test;
  if (set || block.type !== 'BlockStatement' || !sets(region, block.body[0], flag)) return undefined;
  if (region.context.scopes.ownScope(block)?.bindings.size) return undefined;
  const [first, ...rest] = block.body;
  return ownedBy(region, flag, [test], { statements: rest, span: { start: first!.end!, end: block.end! - 1 } }, block);
}

/** Only the guard looks at the flag, and it holds no comments. */
function ownedBy(
  region: Region,
  flag: Binding,
  guard: readonly Statement[],
  list: StatementList,
  block?: BlockStatement,
): OnceGuard | undefined {
  const start = guard[0]!.start!;
  const isInGuard = ({ identifier }: Binding['references'][number]): boolean =>
    start <= identifier.start! && identifier.end! <= list.span.start;
  if (!flag.references.every(isInGuard)) return undefined;
  if (commentsWithin(region, { start, end: list.span.start }).length > 0) return undefined;
  return { flag, guard, list, block };
}

/** A variable of a function around that begins as false. */
function flagOf({ context }: Region, fn: FunctionNode, test: Expression): Binding | undefined {
  const flag = test.type === 'Identifier' ? context.scopes.bindingOf(test) : undefined;
  const [declared, ...others] = flag?.declarations ?? [];
  const declarator = declared && context.parents.get(declared)?.parent;
  if (!flag || others.length > 0 || declarator?.type !== 'VariableDeclarator') return undefined;
  const { init } = declarator;
  if (init && !(init.type === 'BooleanLiteral' && !init.value)) return undefined;
  // One that belongs to several calls of the function around would outlive the first of them.
  return context.parents.enclosingFunction(declarator) === context.parents.enclosingFunction(fn) ? flag : undefined;
}

function sets({ context }: Region, statement: Statement | undefined, flag: Binding): boolean {
  const value = valueGiven(context, statement, flag);
  return value?.type === 'BooleanLiteral' && value.value;
}
