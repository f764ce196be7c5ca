import type { CallExpression, Expression, Function as FunctionNode, Node } from '@babel/types';
import { isFunctionNode, walk, walkFunctionBody } from '../../syntax/walk.js';
import type { FileContext } from '../file-context.js';
import { libraryFunctionOf } from '../libraries/value-shape.js';
import { functionOfBinding } from '../local-function.js';
import { moduleOf } from '../module-binding.js';
import { givesPromise, isPromiseClass, makesPromiseFunction } from './promise-libraries.js';
import { MultiMap } from '../../core/multi-map.js';

export interface PromiseHints {
  /** Says that a call gives a promise for a reason of the dialect: what its runner gives, a function that becomes async. */
  readonly isPromise?: (call: CallExpression) => boolean;
}

/**
 * Whether an expression surely gives a promise (or something with a `then` like one): a call of an async function, a static
 * method of `Promise`, `new Promise`, a chain, a function of a module that is known to give promises, or one that was
 * promisified. A function that is not known gives nothing for sure.
 */
export function surelyPromise(context: FileContext, node: Node, hints: PromiseHints = {}): boolean {
  return new Search(context, hints).isPromise(node);
}

/** Whether every call of a function gives a promise, by what its body returns. */
export function alwaysPromise(context: FileContext, fn: FunctionNode): boolean {
  return new Search(context, {}).givesPromise(fn);
}

const isCallbackName = (name: string): boolean => /^(?:cb|callback|done|next|fn)$|(?:Cb|Callback)$/.test(name);

class Search {
  private readonly open = new Set<Node>();

  constructor(
    private readonly context: FileContext,
    private readonly hints: PromiseHints,
  ) {}

  isPromise(node: Node): boolean {
    if (this.open.has(node)) return false;
    this.open.add(node);
    try {
      return this.look(node);
    } finally {
      this.open.delete(node);
    }
  }

  private look(node: Node): boolean {
    switch (node.type) {
      case 'CallExpression':
        return this.hints.isPromise?.(node) === true || this.isPromiseCall(node);
      case 'NewExpression':
        return this.isPromiseClass(node.callee);
      case 'ConditionalExpression':
        return this.isPromise(node.consequent) && this.isPromise(node.alternate);
      case 'LogicalExpression':
        return this.isPromise(node.right) && (node.operator === '&&' ? false : this.isPromise(node.left));
      case 'SequenceExpression':
        return this.isPromise(node.expressions.at(-1)!);
      case 'AssignmentExpression':
        return node.operator === '=' && this.isPromise(node.right);
      case 'TSAsExpression':
      case 'TSNonNullExpression':
      case 'TSSatisfiesExpression':
        return this.isPromise(node.expression);
      case 'Identifier':
        return this.isPromiseVariable(node);
      default:
        return false;
    }
  }

  private isPromiseCall(call: CallExpression): boolean {
    const { callee, arguments: args } = call;
    if (isFunctionNode(callee)) return this.givesPromise(callee);
    if (this.isLibraryPromise(call)) return true;
    const module = moduleOf(this.context, callee);
    if (module) return givesPromise(module.specifier, module.member) || this.isPromises(callee);
    if (callee.type === 'MemberExpression' && callee.property.type === 'Identifier' && !callee.computed) {
      const { name } = callee.property;
      if (name === 'then') return args.length > 0;
      if (name === 'catch' || name === 'finally') return this.isPromise(callee.object);
      if (/Async$/.test(name) && this.isPromisified(callee.object)) return true;
      if (this.isPromiseClass(callee.object) && /^(?:all|allSettled|any|race|resolve|reject)$/.test(name)) return true;
      return this.isPromises(callee) || this.isPromiseExport(callee, name);
    }
    return this.isPromiseFunction(callee);
  }

  /** A function of a library that gives a promise when it is called without its callback. */
  private isLibraryPromise(call: CallExpression): boolean {
    const known = libraryFunctionOf(this.context, call);
    if (known?.fn.promise?.via !== 'omit-callback') return false;
    return call.arguments.every(
      (argument) => !isFunctionNode(argument) && !(argument.type === 'Identifier' && isCallbackName(argument.name)),
    );
  }

  /** `fs.promises.readFile`. */
  private isPromises(callee: Node): boolean {
    if (callee.type !== 'MemberExpression') return false;
    const owner = moduleOf(this.context, callee.object);
    return owner !== undefined && owner.member === 'promises' && /^(?:node:)?(?:fs|dns|timers)$/.test(owner.specifier);
  }

  /** `exports.load`, which the file sets once to a function that gives promises. */
  private isPromiseExport(callee: Node, name: string): boolean {
    if (callee.type !== 'MemberExpression' || !isExports(this.context, callee.object)) return false;
    const values = exportedValues(this.context).get(name) ?? [];
    const [value] = values;
    if (!value || values.length > 1) return false;
    return isFunctionNode(value) ? this.givesPromise(value) : this.isPromiseFunction(value);
  }

  /** A name that stands for a function which gives promises. */
  private isPromiseFunction(callee: Node): boolean {
    if (callee.type !== 'Identifier') return this.makesPromiseFunction(callee);
    const binding = this.context.scopes.bindingOf(callee);
    if (!binding) return callee.name === 'fetch';
    const fn = functionOfBinding(this.context, binding);
    return fn ? this.givesPromise(fn) : this.makesPromiseFunction(this.initialValue(callee));
  }

  private makesPromiseFunction(node: Node | undefined): boolean {
    if (node?.type !== 'CallExpression') return false;
    const module = moduleOf(this.context, node.callee);
    return module !== undefined && makesPromiseFunction(module.specifier, module.member);
  }

  /** The result of `Promise.promisifyAll(…)`, whose methods with the suffix give promises. */
  private isPromisified(node: Node): boolean {
    const value = node.type === 'Identifier' ? this.initialValue(node) : node;
    if (value?.type !== 'CallExpression') return false;
    const module = moduleOf(this.context, value.callee);
    return module?.specifier === 'bluebird' && module.member === 'promisifyAll';
  }

  private isPromiseClass(node: Node): boolean {
    const module = moduleOf(this.context, node);
    if (module) return isPromiseClass(module.specifier, module.member);
    return node.type === 'Identifier' && node.name === 'Promise' && !this.context.scopes.bindingOf(node);
  }

  givesPromise(fn: FunctionNode): boolean {
    if (this.open.has(fn)) return false;
    this.open.add(fn);
    try {
      return (fn.async === true && !fn.generator) || (!fn.generator && this.alwaysReturnsPromise(fn));
    } finally {
      this.open.delete(fn);
    }
  }

  /** Every `return` gives a promise, and the end of the body is a `return` or a `throw`. */
  private alwaysReturnsPromise(fn: FunctionNode): boolean {
    if (fn.body.type !== 'BlockStatement') return this.isPromise(fn.body);
    const returned: (Expression | null | undefined)[] = [];
    walkFunctionBody(fn, {
      enter(node) {
        if (node.type === 'ReturnStatement') returned.push(node.argument);
      },
    });
    const last = fn.body.body.at(-1)?.type;
    const ends = last === 'ReturnStatement' || last === 'ThrowStatement';
    return ends && returned.length > 0 && returned.every((value) => value != null && this.isPromise(value));
  }

  private isPromiseVariable(node: Node): boolean {
    const value = this.initialValue(node);
    return value !== undefined && this.isPromise(value);
  }

  /** What a variable is set to where it is declared, when it is never set again. */
  private initialValue(node: Node): Node | undefined {
    const binding = node.type === 'Identifier' ? this.context.scopes.bindingOf(node) : undefined;
    const [declared, ...others] = binding?.declarations ?? [];
    if (!declared || others.length > 0) return undefined;
    const declarator = this.context.parents.get(declared)?.parent;
    if (declarator?.type !== 'VariableDeclarator' || declarator.id !== declared || !declarator.init) return undefined;
    return binding!.references.every(({ kind }) => kind === 'read') ? declarator.init : undefined;
  }
}

const known = new WeakMap<FileContext, MultiMap<string, Node>>();

/** What a file sets its exports to, by name. */
function exportedValues(context: FileContext): MultiMap<string, Node> {
  let values = known.get(context);
  if (!values) {
    known.set(context, (values = new MultiMap<string, Node>()));
    collectExports(context, values);
  }
  return values;
}

function collectExports(context: FileContext, values: MultiMap<string, Node>): void {
  walk(context.file.ast, {
    enter(node) {
      if (node.type !== 'AssignmentExpression' || node.left.type !== 'MemberExpression') return;
      const { object, property, computed } = node.left;
      if (computed || property.type !== 'Identifier' || !isExports(context, object)) return;
      values.add(property.name, node.right);
    },
  });
}

/** `exports`, `module.exports`. */
function isExports(context: FileContext, node: Node): boolean {
  if (node.type === 'Identifier') return node.name === 'exports' && !context.scopes.bindingOf(node);
  if (node.type !== 'MemberExpression' || node.object.type !== 'Identifier' || node.computed) return false;
  const isModule = node.object.name === 'module' && !context.scopes.bindingOf(node.object);
  return isModule && node.property.type === 'Identifier' && node.property.name === 'exports';
}
