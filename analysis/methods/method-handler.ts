import type { Function as FunctionNode, Identifier, MemberExpression, Node, Statement } from '@babel/types';
import { usesArguments, usesThis } from '../../syntax/function-facts.js';
import type { Binding } from '../../syntax/scope.js';
import type { FileContext } from '../file-context.js';
import { boundMember, methodOf } from './instance.js';
import { usesOfMethod } from './method-uses.js';
import type { Method, MethodFunction, Owner } from './owner.js';

/** A method that is handed over as a callback: `this.onFetch.bind(this)`. */
export interface MethodHandler {
  readonly owner: Owner;
  readonly method: Method;
  /** The method as something with a name and uses. */
  readonly binding: Binding;
  /** The name where it is handed over. */
  readonly use: Identifier;
  readonly transparent: boolean;
  /** `this.onFetch = this.onFetch.bind(this);`, which goes when the method goes. */
  readonly binds: readonly Statement[];
  /** The function around it, when it was written as one: `(err, text) => this.onRead(err, text)`. */
  readonly wrapper: FunctionNode | undefined;
}

/**
 * Reads an argument as a method of the class in which it stands.
 *
 * @returns `undefined` when it is none, or when something in the file may call, replace or override the method
 */
export function methodHandlerOf(context: FileContext, argument: Node): MethodHandler | undefined {
  const bound = boundMember(context, argument);
  const wrapper = bound ? undefined : wrapped(context, argument);
  const member = bound ?? wrapper?.member ?? argument;
  const found = methodOf(context, member);
  if (!found) return undefined;
  const { owner, method } = found;
  const { uses, binds, obstacle } = usesOfMethod(context, owner, method);
  if (obstacle) return undefined;
  const { property } = member as MemberExpression;
  const use = (property.type === 'PrivateName' ? property.id : property) as Identifier;
  const keepsThis = bound !== undefined || wrapper !== undefined || binds.length > 0 || method.isField;
  const transparent = !usesArguments(method.fn) && (keepsThis || !usesThis(method.fn));
  return { owner, method, binding: bindingOf(context, method, uses), use, transparent, binds, wrapper: wrapper?.fn };
}

const bindings = new WeakMap<Method, Binding>();

/** A method in the place of a local function: its uses are the names in `this.m`. */
export function bindingOf(context: FileContext, method: Method, uses: readonly Identifier[]): Binding {
  let binding = bindings.get(method);
  if (!binding) {
    const { scopes } = context;
    const scope = scopes.root;
    const references = uses.map((identifier) => ({
      identifier,
      scope: scopes.scopeOf(identifier),
      binding: undefined,
      kind: 'read' as const,
      isType: false,
    }));
    binding = { name: method.name, kind: 'function', scope, declarations: [], references, sloppyBlockFunction: false };
    bindings.set(method, binding);
  }
  return binding;
}

/** `function (err, text) { self.onRead(err, text); }`: hands on exactly what it gets. */
function wrapped(context: FileContext, node: Node): { fn: FunctionNode; member: Node } | undefined {
  if (node.type !== 'FunctionExpression' && node.type !== 'ArrowFunctionExpression') return undefined;
  const call = soleCall(node);
  if (call?.type !== 'CallExpression' || call.arguments.length !== node.params.length || node.params.length === 0)
    return undefined;
  const { callee } = call;
  if (
    callee.type !== 'MemberExpression' ||
    (callee.object.type === 'ThisExpression' && node.type === 'FunctionExpression')
  )
    return undefined;
  const isSame = node.params.every((param, index) => {
    const argument = call.arguments[index]!;
    return (
      param.type === 'Identifier' &&
      argument.type === 'Identifier' &&
      context.scopes.bindingOf(argument) === context.scopes.bindingOf(param)
    );
  });
  const method = isSame ? methodOf(context, callee)?.method : undefined;
  return method && takesNoMore(method.fn, node.params.length) ? { fn: node, member: callee } : undefined;
}

function soleCall(fn: FunctionNode): Node | undefined {
  if (fn.async || fn.generator) return undefined;
  if (fn.body.type !== 'BlockStatement') return fn.body;
  const [only, ...others] = fn.body.body;
  if (others.length > 0) return undefined;
  if (only?.type === 'ReturnStatement') return only.argument ?? undefined;
  return only?.type === 'ExpressionStatement' ? only.expression : undefined;
}

/** A wrapper that hands on two of three arguments leaves the third one undefined. */
const takesNoMore = (fn: MethodFunction, count: number): boolean =>
  fn.params.length <= count && !fn.params.some(({ type }) => type === 'RestElement');
