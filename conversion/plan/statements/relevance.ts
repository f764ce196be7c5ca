import type { CallExpression, Node, Statement } from '@babel/types';
import { matchOperation } from '../../../analysis/operations/match-operation.js';
import { statementCall } from '../../../analysis/operations/operation.js';
import { isFunctionNode, walk } from '../../../syntax/walk.js';
import type { Operation } from '../../../analysis/operations/operation.js';
import { conditionalStatement } from './conditional-statement.js';
import { matchCompletion } from '../completions/completion.js';
import { fanOutAt } from '../fan-out/find-fan-out.js';
import { endsItem } from '../fan-out/item-ends.js';
import { isSelfCall } from '../loop/self-call.js';
import { hintsOf } from '../attempts/hints.js';
import type { Region } from '../regions/region.js';
import { matchContinuationCall } from '../completions/continuation-function.js';

/** What a statement holds in its own function, not counting nested functions. */
export interface Relevance {
  readonly operations: boolean;
  readonly completions: boolean;
  readonly returns: boolean;
}

/** Looks for operations, completions and returns that belong to the function in which `statement` stands. */
export function relevanceOf(region: Region, statement: Node): Relevance {
  const found = { operations: false, completions: false, returns: false };
  walk(statement, {
    enter(node) {
      if (isFunctionNode(node) || node.type === 'ClassBody') return 'skip';
      if (node.type === 'ReturnStatement') found.returns = true;
      if (node.type === 'IfStatement' && endsItem(region, node)) found.completions = true;
      if (!mayStart(node)) return;
      for (const part of partsOf(region, node)) {
        if (operationIn(region, part)) found.operations = true;
        else if (completionIn(region, part)) found.completions = true;
      }
      return;
    },
  });
  return found;
}

/** The branches of a conditional expression that completes the function; otherwise the statement itself. */
export function partsOf(region: Region, statement: Statement): Statement[] {
  const conditional = conditionalStatement(region, statement);
  if (!conditional) return [statement];
  return [...partsOf(region, conditional.consequent), ...partsOf(region, conditional.alternate!)];
}

/** The operation that a statement consists of. */
export function operationIn(
  region: Region,
  statement: Statement,
): { operation: Operation; returned: boolean } | undefined {
  const plain = statementCall(statement) ?? unusedCall(region, statement);
  const operation = plain && matchOperation(region.context, plain.call, hintsOf(region));
  return operation && { operation, returned: plain.returned };
}

/** Statements that may be an operation or a completion as a whole. */
export const mayStart = (node: Node): node is Statement =>
  node.type === 'ExpressionStatement' || node.type === 'ReturnStatement' || node.type === 'VariableDeclaration';

/** `var hmac = sign(key, function (err, mac) { … });`, where nobody looks at `hmac`. */
function unusedCall({ context }: Region, statement: Statement): { call: CallExpression; returned: false } | undefined {
  if (statement.type !== 'VariableDeclaration' || statement.declarations.length !== 1) return undefined;
  if (!/^(?:body|consequent)$/.test(context.parents.get(statement)?.key ?? '')) return undefined;
  const { id, init } = statement.declarations[0]!;
  if (id.type !== 'Identifier' || init?.type !== 'CallExpression') return undefined;
  const binding = context.scopes.bindingOf(id);
  const isUnused = binding?.references.length === 0 && binding.declarations.length === 1;
  return isUnused ? { call: init, returned: false } : undefined;
}

export function completionIn(region: Region, statement: Statement): boolean {
  const { mode, context } = region;
  if (mode.kind === 'callback' && matchCompletion(context, statement, (binding) => mode.continuations.has(binding)))
    return true;
  if (endsItem(region, statement) || fanOutAt(region, statement) || isSelfCall(region, statement)) return true;
  return matchContinuationCall(region, statement) !== undefined;
}
