import type { CallExpression, Function as FunctionNode, Identifier, Node } from '@babel/types';
import type { HandlerFunction } from '../../../analysis/handler.js';
import { statementCall } from '../../../analysis/operations/operation.js';
import { usesArguments, usesThis } from '../../../syntax/function-facts.js';
import type { Binding } from '../../../syntax/scope.js';
import { isOnlyUse } from '../operations/inline-handler.js';
import type { Host } from '../names/host.js';
import { blockList, type Region, type StatementList } from '../regions/region.js';
import { isWithin } from '../../../syntax/within.js';

/** A function that is entered once and otherwise only calls itself, or hands itself to an operation, as its last step. */
export interface SelfLoop {
  readonly fn: HandlerFunction;
  readonly names: ReadonlySet<Binding>;
  /** What it takes; without the error that it would only pass on. */
  readonly params: readonly Binding[];
  /** True when the error went, with which its parameters began. */
  readonly guarded: boolean;
  /** The statements of a turn. */
  readonly list: StatementList;
  /** The calls `next(i + 1)` inside. */
  readonly calls: readonly CallExpression[];
  /** The places inside where it is handed to an operation. */
  readonly handed: readonly Identifier[];
}

/**
 * Reads a function as a loop in disguise.
 *
 * @param at the statement through which it is entered
 */
export function readSelfLoop(region: Region, fn: FunctionNode, at: Node, host: Host): SelfLoop | undefined {
  if (!region.loops || fn.async || fn.generator || fn.body.type !== 'BlockStatement') return undefined;
  if (fn.type !== 'FunctionDeclaration' && fn.type !== 'FunctionExpression' && fn.type !== 'ArrowFunctionExpression')
    return undefined;
  if (fn.body.directives.length > 0 || usesArguments(fn)) return undefined;
  if (fn.type !== 'ArrowFunctionExpression' && usesThis(fn)) return undefined;
  const { scopes } = region.context;
  const params = fn.params.map((param) => (param.type === 'Identifier' ? scopes.bindingOf(param) : undefined));
  if (!params.every((param) => param !== undefined) || params.some((param) => param.declarations.length > 1))
    return undefined;
  const names = namesOf(region, fn);
  const uses = [...names].flatMap(({ references }) => references.map(({ identifier }) => identifier as Identifier));
  const inside = uses.filter((use) => isWithin(use, fn));
  if (inside.length === 0 || uses.length - inside.length !== (isWithin(fn, at) ? 0 : 1)) return undefined;
  if (!isOnlyUse(region, 1, fn, at, host) || !inside.every((use) => isOutsideLoops(region, use, fn))) return undefined;
  const calls = inside.flatMap((use) => selfCall(region, use) ?? []);
  const handed = inside.filter((use) => region.context.parents.get(use)?.key === 'arguments');
  if (calls.length + handed.length !== inside.length) return undefined;
  return { fn, names, params, guarded: false, list: blockList(fn.body), calls, handed };
}

function namesOf(region: Region, fn: FunctionNode): ReadonlySet<Binding> {
  const { scopes, parents } = region.context;
  const parent = parents.get(fn)?.parent;
  const names = [
    'id' in fn && fn.id ? scopes.bindingOf(fn.id) : undefined,
    parent?.type === 'VariableDeclarator' && parent.id.type === 'Identifier' ? scopes.bindingOf(parent.id) : undefined,
  ];
  return new Set(names.filter((name) => name !== undefined));
}

/** `next(i + 1)` as a statement. */
function selfCall(region: Region, use: Node): CallExpression | undefined {
  const { parents } = region.context;
  const link = parents.get(use);
  if (link?.parent.type !== 'CallExpression' || link.key !== 'callee') return undefined;
  const statement = parents.enclosingStatement(use);
  return statement && statementCall(statement)?.call === link.parent ? link.parent : undefined;
}

/** `continue` inside a loop of the function's own would belong to that one. */
function isOutsideLoops(region: Region, use: Node, fn: FunctionNode): boolean {
  for (const parent of region.context.parents.ancestors(use)) {
    if (parent === fn) return true;
    if (/^(?:For|ForIn|ForOf|While|DoWhile|Try)Statement$/.test(parent.type)) return false;
  }
  return false;
}
