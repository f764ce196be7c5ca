import type { Function as FunctionNode, Identifier, Node } from '@babel/types';
import { isFunctionNode, walk } from '../../syntax/walk.js';
import type { FileContext } from '../file-context.js';
import { isCall, memberName } from './callee.js';
import { shimMember } from './count-calls.js';
import { words } from './words.js';

/** What a file does with the parameters through which its functions complete: see docs/census.md. */
export interface CallbackUses {
  /** Parameters, and variables in their place, that are called or handed on. */
  readonly parameters: number;
  /** Each completion, at the name that is called; for a member, at its call. */
  readonly completions: readonly Node[];
  readonly delegations: number;
}

interface Use {
  readonly identifier: Node;
  readonly use: 'completion' | 'delegation';
}

/** Finds callback parameters and their uses. */
export function findCallbacks(context: FileContext): CallbackUses {
  const completions: Node[] = [];
  let parameters = 0;
  let delegations = 0;
  walk(context.file.ast, {
    enter(node) {
      if (isStoredCompletion(node)) {
        if (isGivenToShim(context, node)) delegations++;
        else completions.push(node);
      }
      for (const callback of callbacksOf(node)) {
        const uses = usesOf(context, callback);
        if (uses.length > 0) parameters++;
        completions.push(...uses.filter(({ use }) => use === 'completion').map(({ identifier }) => identifier));
        delegations += uses.filter(({ use }) => use === 'delegation').length;
      }
    },
  });
  return { parameters, completions, delegations };
}

function callbacksOf(node: Node): Identifier[] {
  if (isFunctionNode(node)) return callbackParameters(node);
  if (node.type !== 'VariableDeclarator' || node.id.type !== 'Identifier') return [];
  return words.callbackVariable.test(node.id.name) && !isKnownFunction(node.init) ? [node.id] : [];
}

/** `req.callback(…)`: a callback that was kept in a field. */
function isStoredCompletion(node: Node): boolean {
  if (!isCall(node) || node.type === 'NewExpression' || node.callee.type === 'Identifier') return false;
  const name = memberName(node.callee);
  return name !== undefined && words.callbackMember.test(name);
}

/** `asCallback((...args) => req.callback(...args), …)`: the shim gets a callback that is looked up late, as it gets `cb` elsewhere. */
function isGivenToShim(context: FileContext, call: Node): boolean {
  const fn = context.parents.get(call)?.parent;
  const link = fn?.type === 'ArrowFunctionExpression' && fn.body === call ? context.parents.get(fn) : undefined;
  return link?.index === 0 && isCall(link.parent) && shimMember(context, link.parent) === 'asCallback';
}

/** A function of the file or of another module completes nothing by being called. */
function isKnownFunction(init: Node | null | undefined): boolean {
  return isFunctionNode(init) || (isCall(init) && init.callee.type === 'Identifier' && init.callee.name === 'require');
}

/** Parameters with the name of a callback. `next` after `req, res` belongs to a web framework and completes nothing. */
function callbackParameters({ params }: FunctionNode): Identifier[] {
  const names = params.map((param) => {
    if (param.type === 'AssignmentPattern' && param.left.type === 'Identifier') return param.left;
    return param.type === 'Identifier' ? param : undefined;
  });
  const web = names.some((name) => name !== undefined && /^(?:res|response|ctx|context)$/.test(name.name));
  return names.filter(
    (name): name is Identifier =>
      name !== undefined && words.callback.test(name.name) && !(web && name.name === 'next'),
  );
}

function usesOf({ scopes, parents }: FileContext, parameter: Identifier): Use[] {
  const references = scopes.bindingOf(parameter)?.references ?? [];
  return references.flatMap(({ identifier }) => {
    const use = useOf(identifier, parents);
    return use ? [{ identifier, use }] : [];
  });
}

/** `cb(…)`, `cb.call(…)`, `setImmediate(cb, …)` complete; `load(path, cb)` leaves it to somebody else. */
function useOf(node: Node, parents: FileContext['parents']): Use['use'] | undefined {
  const link = parents.get(node);
  if (!link) return undefined;
  const { parent, key } = link;
  if (isCall(parent) && parent.type !== 'NewExpression' && key === 'callee') return 'completion';
  if (isCall(parent) && key === 'arguments') return deferred(parent.callee) ? 'completion' : 'delegation';
  const name = memberName(parent);
  if (key !== 'object' || name === undefined || !/^(?:call|apply)$/.test(name)) return undefined;
  const call = parents.get(parent);
  return call && isCall(call.parent) && call.key === 'callee' ? 'completion' : undefined;
}

function deferred(callee: Node): boolean {
  const name = callee.type === 'Identifier' ? callee.name : memberName(callee);
  return name !== undefined && words.timers.has(name);
}
