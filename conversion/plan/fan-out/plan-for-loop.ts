import type { ForOfStatement, ForStatement, Node, Statement } from '@babel/types';
import { isFunctionNode, walk } from '../../../syntax/walk.js';
import { Decline } from '../../decline.js';
import { line, spanOf, type Item } from '../../items.js';
import { cannotGoOn, startedBody, waitForAll } from '../timing/at-once.js';
import {
  continuationCallSpan,
  matchContinuationCall,
  planContinuationFunction,
} from '../completions/continuation-function.js';
import type { Host } from '../names/host.js';
import { blockList, type Region, type StatementList } from '../regions/region.js';
import { commentsWithin } from '../statements/statement-items.js';
import { planCall } from './plan-each.js';
import { isSetEachTurn } from './set-each-turn.js';
import { isWithin } from '../../../syntax/within.js';

/** The turns of a loop start their calls one after the other; all of them are awaited behind the loop. */
export function planForLoop(region: Region, inner: Region, loop: ForStatement | ForOfStatement, host: Host): Item[] {
  const list = blockList(loop.body);
  checkBody(region, loop, list);
  const started = region.names.fresh('started', host);
  if (!planCalledFunction(region, inner, list, started)) planTurn(region, inner, loop, list, started);
  const { head, end } = waitForAll(region);
  return [line(`const ${started} = []`), { kind: 'source', span: spanOf(loop) }, line(`${head}${started}${end}`)];
}

/** `(function (i) { … })(i)`: the call of the loop's body is there already. */
function planCalledFunction(region: Region, inner: Region, list: StatementList, started: string): boolean {
  const [only, ...others] = list.statements;
  const match = only && others.length === 0 ? matchContinuationCall(inner, only) : undefined;
  if (!only || !match || match.returned || match.binding) return false;
  // The generator that it became would not have started yet.
  if (region.atOnce) throw cannotGoOn(only);
  planContinuationFunction(inner, match.fn, region.rootHost);
  const { start, end } = continuationCallSpan(region, only, match.call);
  region.replacements.push(
    { start, end: start, items: [], needsBlock: false, inline: [`${started}.push(`] },
    { start: end, end, items: [], needsBlock: false, inline: [')'] },
  );
  return true;
}

function planTurn(
  region: Region,
  inner: Region,
  loop: Statement & { body: Statement },
  list: StatementList,
  started: string,
): void {
  const body = planCall(inner, loop.body, list);
  const { head, end } = startedBody(inner, list.statements);
  const item: Item = { kind: 'braced', clauses: [{ head: [`${started}.push(`, ...head], body }], end: [end, ')'] };
  region.replacements.push({ ...contentSpan(region, list), items: [item], needsBlock: false });
}

/** The statements with the comments around them, without the braces. */
function contentSpan(region: Region, list: StatementList): { start: number; end: number } {
  const comments = commentsWithin(region, list.span);
  const statements = list.statements;
  return {
    start: Math.min(statements[0]!.start!, comments[0]?.start ?? Infinity),
    end: Math.max(statements.at(-1)!.end!, comments.at(-1)?.end ?? 0),
  };
}

/** A turn that becomes a function can't leave the loop, and its variables are its own. */
function checkBody(region: Region, loop: Statement, { statements, span }: StatementList): void {
  const isIn = (node: Node): boolean => isWithin(node, span);
  for (const statement of statements) {
    walk(statement, {
      enter(node) {
        if (isFunctionNode(node)) return 'skip';
        if (/^(?:Break|Continue|Return)Statement$/.test(node.type)) throw new Decline('operation-in-loop', node, {});
        if (node.type === 'VariableDeclaration' && node.kind === 'var') checkVariables(region, loop, node, isIn);
        return undefined;
      },
    });
  }
}

function checkVariables(region: Region, loop: Node, declaration: Node, isIn: (node: Node) => boolean): void {
  const { scopes, parents } = region.context;
  const around = parents.enclosingFunction(loop);
  walk(declaration, {
    enter(node) {
      if (isFunctionNode(node)) return 'skip';
      const binding = node.type === 'Identifier' ? scopes.bindingOf(node) : undefined;
      if (!binding?.declarations.includes(node as never)) return undefined;
      const shared = binding.references.find(
        ({ identifier }) => !isIn(identifier) || parents.enclosingFunction(identifier) !== around,
      );
      if (shared || !binding.declarations.every(isIn) || !isSetEachTurn(region, binding))
        throw new Decline('variable-shared-with-prologue', node, { name: binding.name });
      return undefined;
    },
  });
}
