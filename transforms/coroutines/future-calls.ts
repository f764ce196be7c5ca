import { isExpression, type CallExpression, type Node, type PrivateName } from '@babel/types';
import type { FileContext } from '../../analysis/file-context.js';
import { initOf } from '../../analysis/initial-value.js';
import { functionOfBinding } from '../../analysis/local-function.js';
import { moduleOf } from '../../analysis/module-binding.js';
import { shimName } from '../../analysis/shim-member.js';
import type { ProjectFacts } from '../../core/index.js';
import type { Binding } from '../../syntax/scope.js';
import { isOwnFutureMethod } from './own-method.js';
import { privateMethod } from './private-method.js';

/** What makes a function that gives futures of another function. */
const FUTURE_MAKERS = new Set(['coroutine', 'returnFuture', 'runOnExecutor']);

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

/** Knows what gives futures when it is called, beside the functions of the shim. */
export class FutureCalls {
  /** @param isFuture whether an expression surely gives a future */
  constructor(
    private readonly context: FileContext,
    private readonly specifier: string,
    private readonly project: ProjectFacts,
    private readonly isFuture: (node: Node) => boolean,
  ) {}

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
    if (/^(?:then|catch|finally)$/.test(name)) return this.isFuture(callee.object);
    if (/^(?:call|apply)$/.test(name)) return this.givesFuture(callee.object);
    const made = shimClassOf(this.context, callee.object, this.specifier);
    return made !== undefined && (METHODS[made]?.has(name) ?? false);
  }

  private isFutureFunction(binding: Binding): boolean {
    const fn = functionOfBinding(this.context, binding);
    if (fn && !fn.generator && (fn.async || (isExpression(fn.body) && this.isFuture(fn.body)))) return true;
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

  private isGlobalPromise(node: Node): boolean {
    return node.type === 'Identifier' && node.name === 'Promise' && !this.context.scopes.bindingOf(node);
  }
}

const isCallOf = (node: Node): node is CallExpression => node.type === 'CallExpression';

/** The class of the shim that a variable surely holds an object of. */
export function shimClassOf(context: FileContext, node: Node, specifier: string): string | undefined {
  const binding = node.type === 'Identifier' ? context.scopes.bindingOf(node) : undefined;
  const init = binding ? initOf(context, binding) : node;
  return init?.type === 'NewExpression' ? shimName(context, init.callee, specifier) : undefined;
}
