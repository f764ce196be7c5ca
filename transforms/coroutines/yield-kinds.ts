import type { Identifier, LogicalExpression, Node, ObjectExpression } from '@babel/types';
import type { FileContext } from '../../analysis/file-context.js';
import { surelyPrimitive } from '../../analysis/generators/surely-primitive.js';
import { surelyPromise } from '../../analysis/generators/surely-promise.js';
import { shimName } from '../../analysis/shim-member.js';
import { initOf } from '../../analysis/initial-value.js';
import { isFunctionNode } from '../../syntax/walk.js';
import type { ProjectFacts } from '../../core/index.js';
import { FutureCalls } from './future-calls.js';
import { keyName } from '../../syntax/key-name.js';

/**
 * What a coroutine is given to wait for: surely a future or promise, a list or dictionary that is written out, nothing
 * (one turn), a yield point of engines, or something that only the run shows.
 */
export type YieldKind = 'future' | 'collection' | 'moment' | 'point' | 'unknown';

/** Functions of the shim that always give a future or a promise. */
const FUTURE_FUNCTIONS = new Set([
  'convertYielded',
  'fromPromise',
  'fromThunk',
  'maybeFuture',
  'multi',
  'multiFuture',
  'sleep',
  'task',
  'toPromise',
  'withTimeout',
]);

/** Yield points, which wait for the runner of an engine or coroutine; a `Task` can also be made a future. */
const POINTS = new Set(['Callback', 'Wait', 'WaitAll', 'Multi', 'YieldPoint']);

const MAX_DEPTH = 8;

/** Tells what is known of the value of an expression, as something to wait for. */
export class YieldKinds {
  private readonly calls: FutureCalls;
  /** The file registers converters, which may take lists and dictionaries as well. */
  private readonly registers: boolean;
  private depth = 0;

  constructor(
    private readonly context: FileContext,
    private readonly specifier: string,
    project: ProjectFacts,
  ) {
    this.registers = /\bconvertYielded\s*\.\s*register\b/.test(context.file.source.text);
    this.calls = new FutureCalls(context, specifier, project, (node) => this.kindOf(node) === 'future');
  }

  /** @param node what is yielded; undefined for a bare `yield` */
  kindOf(node: Node | undefined | null): YieldKind {
    // A variable may be set to what a function gives that reads the variable.
    if (this.depth > MAX_DEPTH) return 'unknown';
    this.depth++;
    try {
      if (!node) return 'moment';
      const kind = this.kindOfNode(node);
      return kind === 'unknown' && this.isPromise(node) ? 'future' : kind;
    } finally {
      this.depth--;
    }
  }

  /** What gives promises without the shim; a function that gives what the shim gives. */
  private isPromise(node: Node): boolean {
    return surelyPromise(this.context, node, { isPromise: (call) => this.kindOfCall(call) === 'future' });
  }

  private kindOfNode(node: Node): YieldKind {
    switch (node.type) {
      case 'ArrayExpression':
        return this.holdsPoint(node.elements) ? 'point' : this.registers ? 'unknown' : 'collection';
      case 'ObjectExpression':
        return this.kindOfObject(node);
      case 'NullLiteral':
        return 'moment';
      case 'Identifier':
      case 'MemberExpression':
        return this.kindOfName(node);
      case 'CallExpression':
      case 'NewExpression':
        return this.kindOfCall(node);
      case 'ImportExpression':
        return 'future';
      case 'UnaryExpression':
        return node.operator === 'void' ? 'moment' : 'unknown';
      case 'TSAsExpression':
      case 'TSSatisfiesExpression':
      case 'TSNonNullExpression':
      case 'TSTypeAssertion':
        return this.ofSeveral(this.kindOf(node.expression));
      case 'AssignmentExpression':
        return node.operator === '=' ? this.ofSeveral(this.kindOf(node.right)) : 'unknown';
      case 'SequenceExpression':
        return this.ofSeveral(this.kindOf(node.expressions.at(-1)));
      case 'ConditionalExpression':
        return this.ofSeveral(this.kindOf(node.consequent), this.kindOf(node.alternate));
      case 'LogicalExpression':
        return this.kindOfLogical(node);
      default:
        return 'unknown';
    }
  }

  /** A future is truthy. */
  private kindOfLogical({ operator, left, right }: LogicalExpression): YieldKind {
    const first = this.kindOf(left);
    if (first !== 'future') return this.ofSeveral(first, this.kindOf(right));
    return operator === '&&' ? this.ofSeveral(this.kindOf(right)) : 'future';
  }

  /** Only what is a future in any case needs no conversion; a yield point in any case needs the runner. */
  private ofSeveral(...kinds: readonly YieldKind[]): YieldKind {
    if (kinds.includes('point')) return 'point';
    return kinds.every((kind) => kind === 'future') ? 'future' : 'unknown';
  }

  private kindOfObject({ properties }: ObjectExpression): YieldKind {
    const values = properties.map((property) => (property.type === 'ObjectProperty' ? property.value : undefined));
    if (this.holdsPoint(values)) return 'point';
    // `{ then }` is a thenable, `__proto__` may make it none of the plain objects, and what holds more than things to wait
    // for is meant for a registered converter.
    const isPlain = properties.every(
      (property) =>
        property.type === 'ObjectProperty' &&
        !property.computed &&
        !/^(?:then|__proto__)$/.test(keyName(property) ?? '') &&
        !isNothingToWaitFor(property.value),
    );
    return isPlain && !this.registers ? 'collection' : 'unknown';
  }

  private holdsPoint(values: readonly (Node | null | undefined)[]): boolean {
    return values.some((value) => value && this.kindOf(value) === 'point');
  }

  private kindOfName(node: Identifier | Node): YieldKind {
    if (shimName(this.context, node, this.specifier) === 'moment') return 'moment';
    if (node.type !== 'Identifier') return 'unknown';
    const binding = this.context.scopes.bindingOf(node);
    if (!binding) return node.name === 'undefined' ? 'moment' : 'unknown';
    const init = initOf(this.context, binding, node);
    return init ? this.ofSeveral(this.kindOf(init)) : 'unknown';
  }

  private kindOfCall(node: Extract<Node, { type: 'CallExpression' | 'NewExpression' }>): YieldKind {
    const { callee } = node;
    const name = shimName(this.context, callee, this.specifier);
    if (name !== undefined) {
      if (POINTS.has(name)) return 'point';
      if (node.type === 'NewExpression') return name === 'Future' ? 'future' : 'unknown';
      return FUTURE_FUNCTIONS.has(name) ? 'future' : 'unknown';
    }
    if (node.type === 'NewExpression') return this.kindOfNew(callee);
    if (callee.type === 'Import') return 'future';
    return this.calls.givesFuture(callee) ? 'future' : 'unknown';
  }

  private kindOfNew(callee: Node): YieldKind {
    if (callee.type !== 'Identifier') return 'unknown';
    const binding = this.context.scopes.bindingOf(callee);
    if (!binding) return callee.name === 'Promise' ? 'future' : 'unknown';
    const declared = this.context.parents.get(binding.declarations[0]!)?.parent;
    const base = declared?.type === 'ClassDeclaration' ? declared.superClass : undefined;
    return base && shimName(this.context, base, this.specifier) === 'YieldPoint' ? 'point' : 'unknown';
  }
}

const isNothingToWaitFor = (node: Node): boolean =>
  (surelyPrimitive(node) && node.type !== 'NullLiteral' && node.type !== 'Identifier') || isFunctionNode(node);
