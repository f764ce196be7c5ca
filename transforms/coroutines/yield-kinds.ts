import { isExpression } from '@babel/types';
import type { CallExpression, Identifier, LogicalExpression, Node, ObjectExpression, PrivateName } from '@babel/types';
import type { FileContext } from '../../analysis/file-context.js';
import { surelyPromise } from '../../analysis/generators/surely-promise.js';
import { functionOfBinding } from '../../analysis/local-function.js';
import { moduleOf } from '../../analysis/module-binding.js';
import { shimName } from '../../analysis/shim-member.js';
import { initOf } from '../../analysis/initial-value.js';
import type { ProjectFacts } from '../../core/index.js';
import { isOwnFutureMethod } from './own-method.js';
import { privateMethod } from './private-method.js';
import type { Binding } from '../../syntax/scope.js';

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

/** What makes a function that gives futures of another function. */
const FUTURE_MAKERS = new Set(['coroutine', 'returnFuture', 'runOnExecutor']);

/** Yield points, which wait for the runner of an engine or coroutine; a `Task` can also be made a future. */
const POINTS = new Set(['Callback', 'Wait', 'WaitAll', 'Multi', 'YieldPoint']);

/** Methods that give futures, by the class of the shim. */
const METHODS: Readonly<Record<string, ReadonlySet<string>>> = {
  WaitIterator: new Set(['next']),
  Queue: new Set(['get', 'put', 'join']),
  PriorityQueue: new Set(['get', 'put', 'join']),
  LifoQueue: new Set(['get', 'put', 'join']),
  Event: new Set(['wait']),
  Condition: new Set(['wait']),
  Semaphore: new Set(['acquire', 'with']),
  BoundedSemaphore: new Set(['acquire', 'with']),
  Lock: new Set(['acquire', 'with']),
};

const MAX_DEPTH = 8;

/** Tells what is known of the value of an expression, as something to wait for. */
export class YieldKinds {
  private depth = 0;

  constructor(
    private readonly context: FileContext,
    private readonly specifier: string,
    private readonly project: ProjectFacts,
  ) {}

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
        return this.holdsPoint(node.elements) ? 'point' : 'collection';
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
    // `{ then }` is a thenable, and `__proto__` may make it none of the plain objects.
    const isPlain = properties.every(
      (property) =>
        property.type === 'ObjectProperty' && !property.computed && !/^(?:then|__proto__)$/.test(keyOf(property.key)),
    );
    return isPlain ? 'collection' : 'unknown';
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
    return this.givesFuture(callee) ? 'future' : 'unknown';
  }

  private kindOfNew(callee: Node): YieldKind {
    if (callee.type !== 'Identifier') return 'unknown';
    const binding = this.context.scopes.bindingOf(callee);
    if (!binding) return callee.name === 'Promise' ? 'future' : 'unknown';
    const declared = this.context.parents.get(binding.declarations[0]!)?.parent;
    const base = declared?.type === 'ClassDeclaration' ? declared.superClass : undefined;
    return base && shimName(this.context, base, this.specifier) === 'YieldPoint' ? 'point' : 'unknown';
  }

  /** Whether a call of this always gives a future or a promise. */
  givesFuture(callee: Node): boolean {
    const module = moduleOf(this.context, callee);
    if (module) return this.project.givesFuture(this.context.file.source.path, module);
    if (callee.type === 'Identifier') {
      const binding = this.context.scopes.bindingOf(callee);
      return binding !== undefined && this.isFutureFunction(binding);
    }
    if (callee.type !== 'MemberExpression' || callee.computed) return isCallOf(callee) && this.isWrapped(callee);
    if (callee.property.type === 'PrivateName') return this.isFutureMethod(callee.property);
    if (callee.property.type !== 'Identifier') return false;
    if (isOwnFutureMethod(this.context, callee, this.project, (node) => this.makesFutures(node))) return true;
    const { name } = callee.property;
    if (this.isGlobalPromise(callee.object)) return /^(?:resolve|reject|all|allSettled|race|any)$/.test(name);
    // `task.method(…)`
    if (shimName(this.context, callee.object, this.specifier) === 'task') return /^(?:method|values|args)$/.test(name);
    if (/^(?:then|catch|finally)$/.test(name)) return this.kindOf(callee.object) === 'future';
    if (/^(?:call|apply)$/.test(name)) return this.givesFuture(callee.object);
    const made = this.classOf(callee.object);
    return made !== undefined && (METHODS[made]?.has(name) ?? false);
  }

  private isFutureFunction(binding: Binding): boolean {
    const fn = functionOfBinding(this.context, binding);
    if (fn && !fn.generator && (fn.async || (isExpression(fn.body) && this.kindOf(fn.body) === 'future'))) return true;
    const init = initOf(this.context, binding);
    return init !== undefined && isCallOf(init) && this.isWrapped(init);
  }

  /** A private method is the one of its class; others can be overridden. */
  private isFutureMethod({ id }: PrivateName): boolean {
    const method = privateMethod(this.context, id);
    if (!method) return false;
    if (method.async && !method.generator) return true;
    return (method.decorators ?? []).some(({ expression }) => this.makesFutures(expression));
  }

  /** `coroutine(…)` and its kin. */
  private isWrapped({ callee }: CallExpression): boolean {
    return this.makesFutures(callee);
  }

  private makesFutures(node: Node): boolean {
    return FUTURE_MAKERS.has(shimName(this.context, node, this.specifier) ?? '');
  }

  /** The class of the shim that a variable surely holds an object of. */
  private classOf(node: Node): string | undefined {
    const binding = node.type === 'Identifier' ? this.context.scopes.bindingOf(node) : undefined;
    const init = binding ? initOf(this.context, binding) : node;
    return init?.type === 'NewExpression' ? shimName(this.context, init.callee, this.specifier) : undefined;
  }

  private isGlobalPromise(node: Node): boolean {
    return node.type === 'Identifier' && node.name === 'Promise' && !this.context.scopes.bindingOf(node);
  }
}

const isCallOf = (node: Node): node is CallExpression => node.type === 'CallExpression';

function keyOf(key: Node): string {
  return key.type === 'Identifier' ? key.name : key.type === 'StringLiteral' ? key.value : '';
}
