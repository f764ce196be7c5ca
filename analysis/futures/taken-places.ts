import type { CallExpression, Function as FunctionNode, Node } from '@babel/types';
import type { FileContext } from '../file-context.js';
import { shimName } from '../shim-member.js';
import { loopMethod } from './loop-calls.js';
import { isQuiet } from './quiet.js';

/** Functions of the shim that take promises and futures alike; what they return is their own. */
const TAKING_BOTH = new Set(['convertYielded', 'fromPromise', 'multi', 'multiFuture', 'toPromise', 'withTimeout']);

/** Wrappers whose generators may yield promises and futures alike. */
const RUNNERS = new Set(['coroutine', 'engine']);

/** Knows places where a promise does as well as a future, since somebody waits for it at once. */
export class TakenPlaces {
  /**
   * @param converts whether a generator function is going to be an async function
   * @param neverThrows whether a call of a callee gives its error in a future
   */
  constructor(
    private readonly context: FileContext,
    private readonly specifier: string,
    private readonly converts: (fn: FunctionNode) => boolean,
    private readonly neverThrows: (callee: Node) => boolean,
  ) {}

  /** A place that waits for all that it is given before anything else happens, whatever it is. */
  isTaken(node: Node): boolean {
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
    return nodes.slice(index + 1).every((node) => !node || isQuiet(node, this.neverThrows));
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
  isRunnerWait(node: Extract<Node, { type: 'YieldExpression' }>): boolean {
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

  /** `yield list.map(fn)`: the list of what the function gives is waited for at once. */
  isMappedAndTaken(fn: Node): boolean {
    const link = this.context.parents.get(fn);
    if (link?.parent.type !== 'CallExpression' || link.key !== 'arguments' || link.index !== 0) return false;
    const { callee } = link.parent;
    if (callee.type !== 'MemberExpression' || callee.computed || callee.property.type !== 'Identifier') return false;
    return callee.property.name === 'map' && this.isTaken(link.parent);
  }
}
