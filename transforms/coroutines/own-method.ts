import type { Node } from '@babel/types';
import type { FileContext } from '../../analysis/file-context.js';
import type { ProjectFacts } from '../../core/index.js';
import { isFunctionNode, walk } from '../../syntax/walk.js';

/**
 * Whether `this.name()` always gives a future: the class around has such a method, and no file of the project puts
 * something else under that name, in a subclass or otherwise.
 *
 * @param makesFutures says of a decorator or a callee that what it makes gives futures
 */
export function isOwnFutureMethod(
  context: FileContext,
  callee: Node & { type: 'MemberExpression' },
  project: ProjectFacts,
  makesFutures: (node: Node) => boolean,
): boolean {
  const { object, property } = callee;
  if (object.type !== 'ThisExpression' || property.type !== 'Identifier' || callee.computed) return false;
  if (project.filesMentioning === undefined || project.filesMentioning(property.name) > 1) return false;
  const found = definitions(context, property.name);
  const isOwn = found.some((node) =>
    [...context.parents.ancestors(callee)].includes(context.parents.get(node)!.parent),
  );
  return isOwn && found.every((node) => givesFuture(node, makesFutures));
}

/** Everything in the file that is defined under a name as a member. */
function definitions(context: FileContext, name: string): Node[] {
  const found: Node[] = [];
  walk(context.file.ast, {
    enter(node) {
      if ('key' in node && isNamed(node.key, name)) found.push(node);
      if (
        node.type === 'AssignmentExpression' &&
        node.left.type === 'MemberExpression' &&
        isNamed(node.left.property, name)
      )
        found.push(node);
    },
  });
  return found;
}

const isNamed = (key: Node, name: string): boolean =>
  (key.type === 'Identifier' && key.name === name) || (key.type === 'StringLiteral' && key.value === name);

function givesFuture(node: Node, makesFutures: (node: Node) => boolean): boolean {
  if (isFunctionNode(node)) {
    if (node.async && !node.generator) return true;
    const decorators = 'decorators' in node ? (node.decorators ?? []) : [];
    return decorators.length === 1 && makesFutures(decorators[0]!.expression);
  }
  const value =
    'value' in node ? (node.value as Node | null) : node.type === 'AssignmentExpression' ? node.right : null;
  if (!value) return false;
  if (isFunctionNode(value)) return value.async === true && !value.generator;
  return value.type === 'CallExpression' && makesFutures(value.callee);
}
