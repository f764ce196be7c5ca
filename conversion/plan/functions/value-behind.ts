import type { Function as FunctionNode, Identifier, Node, ReturnStatement, Statement } from '@babel/types';
import { isFunctionNode, walk } from '../../../syntax/walk.js';
import type { Region } from '../regions/region.js';
import { setsField } from '../statements/sets-field.js';
import { isWithin } from '../../../syntax/within.js';

/**
 * `return this;`, `return request;` or `return cb.promise;` behind the part that becomes async: what callers get at once, whatever
 * becomes of that part. Every path has to give the same, so that where it stands in the part it only ends it.
 *
 * @param statements the part, and what stands behind it
 * @returns the last statement, when it stays where it is
 */
export function valueBehind(
  region: Region,
  fn: FunctionNode,
  statements: readonly Statement[],
): ReturnStatement | undefined {
  const last = statements.at(-1);
  if (statements.length < 2 || last?.type !== 'ReturnStatement' || !last.argument) return undefined;
  const given = textOf(region, last.argument);
  const moved = statements.slice(0, -1);
  const returns = moved.flatMap((statement) => returnsIn(statement));
  const isSame = returns.every(({ argument }) => argument && textOf(region, argument) === given);
  if (!isSame || !isSteady(region, fn, last.argument, { start: moved[0]!.start!, end: last.start! })) return undefined;
  for (const statement of returns) {
    region.givenBack.add(statement);
    namesIn(statement).forEach((name) => region.consumed.add(name));
  }
  return last;
}

const textOf = ({ context: { file } }: Region, { start, end }: Node): string =>
  file.source.text.slice(start!, end!).replace(/\s+/g, ' ');

/** Whether an expression gives the same behind the part as it does when everything in it has been called back. */
function isSteady(region: Region, fn: FunctionNode, node: Node, part: { start: number; end: number }): boolean {
  switch (node.type) {
    case 'ThisExpression':
    case 'NullLiteral':
    case 'BooleanLiteral':
      return true;
    case 'LogicalExpression':
      return isSteady(region, fn, node.left, part) && isSteady(region, fn, node.right, part);
    case 'MemberExpression':
      return (
        !node.computed &&
        node.property.type === 'Identifier' &&
        !setsField(fn.body, node.property.name) &&
        isSteady(region, fn, node.object, part)
      );
    case 'Identifier': {
      const binding = region.context.scopes.bindingOf(node);
      const isInPart = (node: Node): boolean => isWithin(node, part);
      return (
        binding !== undefined &&
        !binding.declarations.some(isInPart) &&
        // Inner functions may run when the part has begun.
        binding.references.every(
          ({ identifier, kind }) =>
            kind === 'read' || (region.context.parents.enclosingFunction(identifier) === fn && !isInPart(identifier)),
        )
      );
    }
    default:
      return false;
  }
}

function returnsIn(root: Node): ReturnStatement[] {
  const found: ReturnStatement[] = [];
  walk(root, {
    enter(node) {
      if (isFunctionNode(node)) return 'skip';
      if (node.type === 'ReturnStatement') found.push(node);
      return undefined;
    },
  });
  return found;
}

function namesIn(root: Node): Identifier[] {
  const found: Identifier[] = [];
  walk(root, {
    enter(node) {
      if (node.type === 'Identifier') found.push(node);
    },
  });
  return found;
}
