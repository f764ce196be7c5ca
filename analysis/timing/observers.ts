import type { CallExpression, Node, Statement } from '@babel/types';
import { isFunctionNode, walk } from '../../syntax/walk.js';
import { calleeName } from '../callee.js';
import type { FileContext } from '../file-context.js';
import { functionName } from '../local-function.js';
import { moduleOf } from '../module-binding.js';

/** How functions of one name are called: whether code follows a call, or at the end of which functions the calls stand. */
export interface CallUse {
  readonly followed: boolean;
  readonly endsOf: readonly string[];
}

/** The name under which calls of a module itself are kept: `require('./load')(…)`. */
export const MODULE_ITSELF = 'exports';

/** Collects the calls of a file by the last name of what they call. */
export function callUses(context: FileContext): Map<string, CallUse> {
  const uses = new Map<string, { followed: boolean; endsOf: Set<string> }>();
  const add = (name: string, followed: boolean, end: string | undefined): void => {
    const use = uses.get(name) ?? { followed: false, endsOf: new Set<string>() };
    uses.set(name, use);
    if (followed) use.followed = true;
    else if (end !== undefined) use.endsOf.add(end);
  };
  walk(context.file.ast, {
    enter(node) {
      if (node.type !== 'CallExpression') return;
      const names = namesOf(context, node);
      if (names.length === 0) return;
      const place = placeOf(context, node);
      for (const name of names) add(name, place.followed, place.end);
    },
  });
  return new Map([...uses].map(([name, { followed, endsOf }]) => [name, { followed, endsOf: [...endsOf] }]));
}

function namesOf(context: FileContext, call: CallExpression): string[] {
  const name = calleeName(call);
  const module = moduleOf(context, call.callee);
  const isLocalModule = module?.member === undefined && module?.specifier.startsWith('.');
  return [...(name === '' ? [] : [name]), ...(isLocalModule ? [MODULE_ITSELF] : [])];
}

/** Whether other code of the same function runs after a call before the function returns. */
function placeOf(context: FileContext, call: CallExpression): { followed: boolean; end: string | undefined } {
  let node: Node = call;
  for (const parent of context.parents.ancestors(call)) {
    if (isFunctionNode(parent)) {
      if (parent.body !== node && parent.type === 'ArrowFunctionExpression') return { followed: true, end: undefined };
      return { followed: false, end: functionName(context, parent).split('.').at(-1) };
    }
    if (isFollowed(parent, node)) return { followed: true, end: undefined };
    node = parent;
  }
  return {
    followed: node.type === 'File' && (context.file.ast.program.body.at(-1)?.end ?? 0) > call.end! + 1,
    end: undefined,
  };
}

function isFollowed(parent: Node, node: Node): boolean {
  switch (parent.type) {
    case 'ExpressionStatement':
    case 'ReturnStatement':
    case 'IfStatement':
      return parent.type === 'IfStatement' && parent.test === node;
    case 'UnaryExpression':
      return parent.operator !== 'void';
    case 'BlockStatement':
    case 'Program':
      return parent.body.slice(parent.body.indexOf(node as Statement) + 1).some(isEffective);
    case 'SwitchCase':
      return parent.consequent.slice(parent.consequent.indexOf(node as Statement) + 1).some(isEffective);
    case 'SwitchStatement':
    case 'TryStatement':
    case 'CatchClause':
    case 'LabeledStatement':
    case 'ConditionalExpression':
    case 'LogicalExpression':
    case 'File':
      return false;
    default:
      return true;
  }
}

const isEffective = (statement: Statement): boolean =>
  statement.type !== 'FunctionDeclaration' &&
  statement.type !== 'BreakStatement' &&
  !(statement.type === 'ReturnStatement' && !statement.argument);
