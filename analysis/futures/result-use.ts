import type { CallExpression, Function as FunctionNode, Node } from '@babel/types';
import type { FileContext } from '../file-context.js';
import { shimName } from '../shim-member.js';
import { isFunctionNode } from '../../syntax/walk.js';
import { isQuiet, neverThrows } from './quiet.js';
import { isCalledByLoop, loopMethod } from './loop-calls.js';

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

/** Functions of the shim that take promises and futures alike; what they return is their own. */
const TAKING_BOTH = new Set(['convertYielded', 'fromPromise', 'multi', 'multiFuture', 'toPromise', 'withTimeout']);

/** Wrappers whose generators may yield promises and futures alike. */
const RUNNERS = new Set(['coroutine', 'engine']);

/** Follows the values of calls of coroutines in one file. */
export class ResultUses {
  /** The callee of the call that is followed. */
  private callee = '';

  constructor(
    private readonly context: FileContext,
    private readonly specifier = '',
    /** Whether a generator function is going to be an async function. */
    private readonly converts: (fn: FunctionNode) => boolean = () => false,
    /** Whether a call of a callee gives its error in a future, for reasons that the file does not show. */
    private readonly givesErrors: (callee: Node) => boolean = () => false,
  ) {}

  /** @param node stands for a function that gives a future: it is called here, or handed to something that calls it */
  useOfCallee(node: Node): Use {
    const link = this.context.parents.get(node);
    if (link?.parent.type === 'CallExpression' && link.key === 'callee') return this.useOf(link.parent);
    const isKnown = isCalledByLoop(this.context, node, this.specifier) || this.isMappedAndTaken(node);
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
        return this.isRunnerWait(parent) ? FINE : kept(node);
      case 'MemberExpression':
        return key === 'object' ? this.useOfMember(parent, node) : kept(node);
      case 'VariableDeclarator':
        return this.useOfVariable(parent, node);
      case 'ReturnStatement':
        return this.useOfReturned(parent, node);
      case 'ArrowFunctionExpression':
        return key === 'body' ? this.useOfReturned(parent, node) : kept(node);
      default:
        return this.isTaken(node) ? FINE : kept(node);
    }
  }

  /** A place that waits for all that it is given before anything else happens, whatever it is. */
  private isTaken(node: Node): boolean {
    const link = this.context.parents.get(node);
    if (!link) return false;
    const { parent, key } = link;
    switch (parent.type) {
      case 'ArrayExpression':
        return this.isQuietBehind(parent.elements, link.index!) && this.isTaken(parent);
      case 'SpreadElement':
        return this.isTaken(parent);
      case 'ObjectProperty':
        return key === 'value' && this.isTakenWithObject(parent);
      case 'YieldExpression':
        return !parent.delegate && this.isRunnerWait(parent);
      case 'CallExpression':
        return (
          key === 'arguments' &&
          this.isQuietBehind(parent.arguments, link.index!) &&
          this.takesBoth(parent, link.index!)
        );
      case 'NewExpression':
        return (
          key === 'arguments' && this.isQuietBehind(parent.arguments, link.index!) && this.isWaitIterator(parent.callee)
        );
      default:
        return false;
    }
  }

  private neverThrows(callee: Node): boolean {
    const isItself = this.textOf(callee) === this.callee;
    return isItself || neverThrows(this.context, callee, this.specifier) || this.givesErrors(callee);
  }

  private textOf({ start, end }: Node): string {
    return this.context.file.source.text.slice(start!, end!);
  }

  private isTakenWithObject(property: Node): boolean {
    const object = this.context.parents.get(property)!.parent;
    if (object.type !== 'ObjectExpression') return false;
    return this.isQuietBehind(object.properties, object.properties.indexOf(property as never)) && this.isTaken(object);
  }

  /**
   * Whether what comes behind a future in a list lets the list be made: were there an error or a wait first, nobody would
   * look at a promise that fails meanwhile.
   */
  private isQuietBehind(nodes: readonly (Node | null)[], index: number): boolean {
    return nodes.slice(index + 1).every((node) => !node || isQuiet(node, (callee) => this.neverThrows(callee)));
  }

  private takesBoth(call: CallExpression, index: number): boolean {
    const { callee } = call;
    const name = shimName(this.context, callee, this.specifier);
    if (name !== undefined) return TAKING_BOTH.has(name) && index === (name === 'withTimeout' ? 1 : 0);
    if (loopMethod(this.context, callee, this.specifier) === 'addFuture') return index === 0;
    return index === 0 && this.isPromiseCombinator(callee);
  }

  private isPromiseCombinator(callee: Node): boolean {
    if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return false;
    const { object, property } = callee;
    const isPromise =
      object.type === 'Identifier' && object.name === 'Promise' && !this.context.scopes.bindingOf(object);
    return isPromise && /^(?:all|allSettled|race|any)$/.test(property.name);
  }

  /** Its `currentFuture` is the very future that it was given. */
  private isWaitIterator(callee: Node): boolean {
    if (shimName(this.context, callee, this.specifier) !== 'WaitIterator') return false;
    return !/\bcurrentFuture\b/.test(this.context.file.source.text);
  }

  /** A `yield` of a generator that the shim runs, which takes promises; `yield*` takes them only as an `await`. */
  private isRunnerWait(node: Extract<Node, { type: 'YieldExpression' }>): boolean {
    const fn = this.context.parents.enclosingFunction(node);
    if (!fn) return false;
    return node.delegate ? this.converts(fn) : this.isRun(fn);
  }

  private isRun(fn: FunctionNode): boolean {
    if (this.converts(fn)) return true;
    if ('decorators' in fn && fn.decorators?.some(({ expression }) => this.isRunner(expression))) return true;
    const link = this.context.parents.get(fn);
    return link?.parent.type === 'CallExpression' && link.key === 'arguments' && this.isRunner(link.parent.callee);
  }

  private isRunner(node: Node): boolean {
    return RUNNERS.has(shimName(this.context, node, this.specifier) ?? '');
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
    return this.isMappedAndTaken(fn) && isQuiet(fn.body, (callee) => this.neverThrows(callee)) ? FINE : kept(value);
  }

  /** `yield list.map(fn)`: the list of what the function gives is waited for at once. */
  private isMappedAndTaken(fn: Node): boolean {
    const link = this.context.parents.get(fn);
    if (link?.parent.type !== 'CallExpression' || link.key !== 'arguments' || link.index !== 0) return false;
    const { callee } = link.parent;
    if (callee.type !== 'MemberExpression' || callee.computed || callee.property.type !== 'Identifier') return false;
    return callee.property.name === 'map' && this.isTaken(link.parent);
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
      (property) => property.type === 'SpreadElement' || property.computed || keyOf(property.key) === 'callback',
    )
  );
}

const keyOf = (key: Node): string =>
  key.type === 'Identifier' ? key.name : key.type === 'StringLiteral' ? key.value : '';
