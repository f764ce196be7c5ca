import type { AssignmentExpression, CallExpression, Node, Statement } from '@babel/types';
import type { Binding } from '../../../syntax/scope.js';
import { walk } from '../../../syntax/walk.js';
import { isNullish, isTruthyExpression, matchCompletion } from '../completions/completion.js';
import { blockList, type Region } from '../regions/region.js';
import { isTrivialReturn } from './arrival.js';

/**
 * Variables that say that a call has failed: `if (failed) return;`. Each is set to something truthy beside a completion,
 * and nowhere else, so that where it is truthy the function has completed already.
 */
export function failureFlags(region: Region, roots: readonly Node[]): Set<Binding> {
  const flags = new Set<Binding>();
  for (const root of roots) {
    walk(root, {
      enter(node) {
        if (node.type !== 'IfStatement' || node.test.type !== 'Identifier') return;
        if (!blockList(node.consequent).statements.every(isTrivialReturn)) return;
        const binding = region.context.scopes.bindingOf(node.test);
        if (binding && isFailureFlag(region, binding)) flags.add(binding);
      },
    });
  }
  return flags;
}

function isFailureFlag(region: Region, binding: Binding): boolean {
  const [declared, ...others] = binding.declarations;
  const declarator = declared && region.context.parents.get(declared)?.parent;
  if (others.length > 0 || declarator?.type !== 'VariableDeclarator') return false;
  const { init } = declarator;
  if (init && !isNullish(init) && !(init.type === 'BooleanLiteral' && !init.value)) return false;
  const writes = binding.references.filter(({ kind }) => kind !== 'read');
  return writes.every(({ identifier }) => standsBesideCompletion(region, identifier));
}

/** `failed = true; return cb(err);`, `return cb(failed = err);` */
function standsBesideCompletion(region: Region, identifier: Node): boolean {
  const { context, mode } = region;
  const assignment = context.parents.get(identifier)?.parent;
  if (assignment?.type !== 'AssignmentExpression' || assignment.operator !== '=') return false;
  const around = context.parents.get(assignment);
  if (around?.parent.type === 'CallExpression' && around.key === 'arguments')
    return isErrorOf(region, around.parent, assignment);
  const statement = around?.parent;
  const block = statement && context.parents.get(statement)?.parent;
  if (statement?.type !== 'ExpressionStatement' || block?.type !== 'BlockStatement' || mode.kind !== 'callback')
    return false;
  const at = block.body.indexOf(statement);
  return [block.body[at + 1], block.body[at - 1]].some((beside: Statement | undefined) => {
    const completion = beside && matchCompletion(context, beside, (name) => mode.continuations.has(name));
    if (!completion) return false;
    if (isTruthyExpression(assignment.right)) return true;
    const [error] = completion.call.arguments;
    const { text } = context.file.source;
    return (
      !isNullish(error) &&
      text.slice(assignment.right.start!, assignment.right.end!) === text.slice(error!.start!, error!.end!)
    );
  });
}

/** The assignment is what the call completes with. */
function isErrorOf({ context, mode }: Region, call: CallExpression, assignment: AssignmentExpression): boolean {
  const statement = context.parents.enclosingStatement(call);
  if (!statement || mode.kind !== 'callback' || call.arguments[0] !== assignment || isNullish(assignment.right))
    return false;
  return matchCompletion(context, statement, (name) => mode.continuations.has(name))?.call === call;
}
