import type { CallExpression, Function as FunctionNode, Node } from '@babel/types';
import type { FileContext } from '../file-context.js';
import { isFunctionNode } from '../../syntax/walk.js';
import { isQuiet, neverThrows } from './quiet.js';
import { isCalledByLoop } from './loop-calls.js';
import { TakenPlaces } from './taken-places.js';
import { keyName } from '../../syntax/key-name.js';

/**
 * What becomes of a future: a promise does as well (`fine`), nobody takes it (`floating`: a promise that fails would end
 * the process), it is needed as a future (`kept`), or it is asked for its state (`asked`).
 */
export type Use =
  | { readonly kind: 'fine' }
  | { readonly kind: 'floating'; readonly call: Node }
  | { readonly kind: 'kept'; readonly why: 'exported' | 'passed-on' | 'future'; readonly node: Node }
  | { readonly kind: 'asked'; readonly method: string; readonly node: Node };

const FINE: Use = { kind: 'fine' };

/** Follows the values of calls of coroutines in one file. */
export class ResultUses {
  private readonly places: TakenPlaces;
  /** The callee of the call that is followed. */
  private callee = '';

  /**
   * @param specifier what the run calls the shim
   * @param converts whether a generator function is going to be an async function
   * @param givesErrors whether a call of a callee gives its error in a future, for reasons that the file does not show
   */
  constructor(
    private readonly context: FileContext,
    private readonly specifier = '',
    converts: (fn: FunctionNode) => boolean = () => false,
    private readonly givesErrors: (callee: Node) => boolean = () => false,
  ) {
    this.places = new TakenPlaces(context, specifier, converts, this.neverThrows);
  }

  /** @param node stands for a function that gives a future: it is called here, or handed to something that calls it */
  useOfCallee(node: Node): Use {
    const link = this.context.parents.get(node);
    if (link?.parent.type === 'CallExpression' && link.key === 'callee') return this.useOf(link.parent);
    const isKnown = isCalledByLoop(this.context, node, this.specifier) || this.places.isMappedAndTaken(node);
    return isKnown ? FINE : { kind: 'kept', why: 'passed-on', node };
  }

  /** @param call gives the future */
  useOf(call: CallExpression): Use {
    this.callee = this.textOf(call.callee);
    return handsCallbackOver(call) ? kept(call) : this.useOfValue(call, call);
  }

  private useOfValue(node: Node, call: Node): Use {
    const link = this.context.parents.get(node);
    if (!link) return kept(node);
    const { parent, key } = link;
    switch (parent.type) {
      case 'ParenthesizedExpression':
      case 'TSAsExpression':
      case 'TSSatisfiesExpression':
      case 'TSNonNullExpression':
      case 'TSTypeAssertion':
        return this.useOfValue(parent, call);
      case 'ConditionalExpression':
        return key === 'test' ? { kind: 'floating', call } : this.useOfValue(parent, call);
      case 'LogicalExpression':
        // Futures and promises are truthy.
        return key === 'left' && parent.operator === '&&' ? { kind: 'floating', call } : this.useOfValue(parent, call);
      case 'SequenceExpression':
        return node === parent.expressions.at(-1) ? this.useOfValue(parent, call) : { kind: 'floating', call };
      case 'UnaryExpression':
        return parent.operator === 'void' ? { kind: 'floating', call } : kept(node);
      case 'ExpressionStatement':
        return { kind: 'floating', call };
      case 'AwaitExpression':
        return FINE;
      case 'YieldExpression':
        return this.places.isRunnerWait(parent) ? FINE : kept(node);
      case 'MemberExpression':
        return key === 'object' ? this.useOfMember(parent, node) : kept(node);
      case 'VariableDeclarator':
        return this.useOfVariable(parent, node);
      case 'ReturnStatement':
        return this.useOfReturned(parent, node);
      case 'ArrowFunctionExpression':
        return key === 'body' ? this.useOfReturned(parent, node) : kept(node);
      default:
        return this.places.isTaken(node) ? FINE : kept(node);
    }
  }

  private readonly neverThrows = (callee: Node): boolean => {
    const isItself = this.textOf(callee) === this.callee;
    return isItself || neverThrows(this.context, callee, this.specifier) || this.givesErrors(callee);
  };

  private textOf({ start, end }: Node): string {
    return this.context.file.source.text.slice(start!, end!);
  }

  private useOfMember(member: Extract<Node, { type: 'MemberExpression' }>, node: Node): Use {
    const link = this.context.parents.get(member);
    const isCalled = link?.parent.type === 'CallExpression' && link.key === 'callee';
    const name = !member.computed && member.property.type === 'Identifier' ? member.property.name : '';
    if (isCalled && /^(?:then|catch|finally)$/.test(name)) return FINE;
    if (/^(?:done|result|exception)$/.test(name)) return { kind: 'asked', method: name, node: member };
    return kept(node);
  }

  /** A promise that fails before somebody looks at it ends the process, so what is looked at later stays a future. */
  private useOfVariable(declarator: Extract<Node, { type: 'VariableDeclarator' }>, node: Node): Use {
    if (declarator.id.type !== 'Identifier') return kept(node);
    const references = this.context.scopes.bindingOf(declarator.id)?.references ?? [];
    for (const { identifier } of references) {
      const link = this.context.parents.get(identifier);
      if (link?.parent.type !== 'MemberExpression' || link.key !== 'object') continue;
      const use = this.useOfMember(link.parent, identifier);
      if (use.kind === 'asked') return use;
    }
    return kept(node);
  }

  private useOfReturned(node: Node, value: Node): Use {
    const fn = isFunctionNode(node) ? node : this.context.parents.enclosingFunction(node);
    if (!fn) return kept(value);
    if (fn.async && !fn.generator) return FINE;
    if (fn.generator) return kept(value);
    if (isCalledByLoop(this.context, fn, this.specifier)) return FINE;
    return this.places.isMappedAndTaken(fn) && isQuiet(fn.body, this.neverThrows) ? FINE : kept(value);
  }
}

const kept = (node: Node): Use => ({ kind: 'kept', why: 'future', node });

/** `load(id, { callback })`: what `coroutine` takes for itself. */
function handsCallbackOver({ arguments: given }: CallExpression): boolean {
  const last = given.at(-1);
  if (last?.type === 'CallExpression') return last.callee.type === 'Identifier' && last.callee.name === 'kw';
  return (
    last?.type === 'ObjectExpression' &&
    last.properties.some(
      (property) => property.type === 'SpreadElement' || property.computed || keyName(property) === 'callback',
    )
  );
}
