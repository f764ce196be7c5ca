import type { CallExpression, Decorator, Function as FunctionNode, Identifier, Node } from '@babel/types';
import type { FileContext } from '../../analysis/file-context.js';
import { functionName, functionOfBinding } from '../../analysis/local-function.js';
import { shimName } from '../../analysis/shim-member.js';
import type { Binding } from '../../syntax/scope.js';
import { isNamed } from '../../syntax/module-style.js';
import { walk } from '../../syntax/walk.js';
import type { EngineSite, MethodNode, UnknownEngine } from './engine-site.js';

/** The engines of a file, in source order. */
export interface Engines {
  readonly sites: readonly EngineSite[];
  readonly unknown: readonly UnknownEngine[];
}

/** Finds what is made an engine. Names alone prove nothing: `engine` has to come from the shim. */
export function findEngines(context: FileContext, specifier: string): Engines {
  const sites: EngineSite[] = [];
  const unknown: UnknownEngine[] = [];
  const add = (found: EngineSite | UnknownEngine): unknown =>
    'why' in found ? unknown.push(found) : sites.push(found);
  walk(context.file.ast, {
    enter(node) {
      if (node.type === 'CallExpression' && shimName(context, node.callee, specifier) === 'engine')
        add(calledSite(context, node, specifier));
      if ((node.type === 'ClassMethod' || node.type === 'ClassPrivateMethod') && node.decorators)
        for (const found of decoratedSite(context, node, node.decorators, specifier)) add(found);
    },
  });
  return { sites, unknown };
}

function calledSite(context: FileContext, wrapper: CallExpression, specifier: string): EngineSite | UnknownEngine {
  const name = nameOf(context, wrapper);
  const [body, ...others] = wrapper.arguments;
  const binding = body?.type === 'Identifier' ? context.scopes.bindingOf(body) : undefined;
  const fn = binding ? soleFunction(context, binding, body as Identifier) : body;
  if (others.length > 0 || !isGenerator(fn)) {
    const isReversed = body?.type === 'CallExpression' && shimName(context, body.callee, specifier) === 'asynchronous';
    const why = isReversed ? 'engine-around-asynchronous' : 'engine-body-unknown';
    return { wrapper, node: wrapper, name: name ?? 'engine', why };
  }
  const named = body!.type === 'Identifier' ? body : undefined;
  const own = named?.name ?? ('id' in fn ? fn.id?.name : undefined);
  return {
    fn,
    wrapper,
    named,
    run: runOf(context, wrapper),
    binding: variableOf(context, wrapper),
    lastName: lastName(name ?? own ?? ''),
    name: name ?? own ?? 'engine',
  };
}

/**
 * Last names of the functions of a file whose failures go to whoever is about: its engines, and what they have become, which
 * `detach` or `asCallback.plain` tells.
 */
export function namesOfEngines(
  context: FileContext,
  sites: readonly EngineSite[],
  specifier: string,
): ReadonlySet<string> {
  const names = new Set(sites.map((site) => site.lastName));
  walk(context.file.ast, {
    enter(node) {
      if (node.type !== 'CallExpression') return;
      const isPlain = node.callee.type === 'MemberExpression' && isNamed(node.callee.property, 'plain');
      const helper = isPlain && node.callee.type === 'MemberExpression' ? node.callee.object : node.callee;
      if (shimName(context, helper, specifier) !== (isPlain ? 'asCallback' : 'detach')) return;
      const fn = context.parents.enclosingFunction(node);
      if (fn) names.add(lastName(functionName(context, fn)));
    },
  });
  names.delete('');
  return names;
}

const isGenerator = (node: Node | null | undefined): node is FunctionNode =>
  (node?.type === 'FunctionExpression' || node?.type === 'FunctionDeclaration') && node.generator && !node.async;

/** A function that is named in one place only. */
function soleFunction(context: FileContext, binding: Binding, use: Identifier): FunctionNode | undefined {
  const fn = functionOfBinding(context, binding);
  const uses = binding.references.filter(({ kind, isType }) => kind === 'read' && !isType);
  const isExported = binding.declarations.some((declared) => {
    const parent = context.parents.get(declared)?.parent;
    return parent !== undefined && /^Export/.test(context.parents.get(parent)?.parent.type ?? '');
  });
  return uses.length === 1 && uses[0]!.identifier === use && !isExported ? fn : undefined;
}

/** `engine(…)()`, `engine(…).call(this)`. */
function runOf(context: FileContext, wrapper: CallExpression): CallExpression | undefined {
  const link = context.parents.get(wrapper);
  if (link?.parent.type === 'CallExpression' && link.key === 'callee') return link.parent;
  if (link?.parent.type !== 'MemberExpression' || link.key !== 'object' || link.parent.computed) return undefined;
  const { property } = link.parent;
  const call = context.parents.get(link.parent);
  if (property.type !== 'Identifier' || property.name !== 'call' || call?.key !== 'callee') return undefined;
  return call.parent.type === 'CallExpression' ? call.parent : undefined;
}

/** A variable that is set once, to the engine itself. */
function variableOf(context: FileContext, wrapper: CallExpression): Binding | undefined {
  const parent = context.parents.get(wrapper)?.parent;
  if (parent?.type !== 'VariableDeclarator' || parent.init !== wrapper || parent.id.type !== 'Identifier')
    return undefined;
  const binding = context.scopes.bindingOf(parent.id);
  if (!binding || binding.declarations.length !== 1) return undefined;
  const isSetAgain = binding.references.some(({ kind, identifier }) => kind !== 'read' && identifier !== parent.id);
  return isSetAgain ? undefined : binding;
}

function decoratedSite(
  context: FileContext,
  method: MethodNode,
  decorators: readonly Decorator[],
  specifier: string,
): (EngineSite | UnknownEngine)[] {
  const named = (wanted: string): number =>
    decorators.findIndex(({ expression }) => shimName(context, expression, specifier) === wanted);
  const at = named('engine');
  if (at < 0) return [];
  const wrapper = decorators[at]!;
  const name = textOf(context, method.key);
  if (named('asynchronous') > at) return [{ wrapper, node: method, name, why: 'engine-around-asynchronous' }];
  if (!method.generator || method.async) return [{ wrapper, node: method, name, why: 'engine-body-unknown' }];
  const rest = { named: undefined, run: undefined, binding: undefined };
  return [{ fn: method, wrapper, ...rest, lastName: lastName(name), name }];
}

/** The variable, member or key that the engine goes to. */
function nameOf(context: FileContext, node: Node): string | undefined {
  const { parent } = context.parents.get(node) ?? {};
  if (parent?.type === 'VariableDeclarator')
    return parent.id.type === 'Identifier' ? parent.id.name : textOf(context, parent.id);
  if (parent?.type === 'AssignmentExpression') return textOf(context, parent.left);
  if (parent?.type === 'CallExpression') return nameOf(context, parent);
  if (parent && 'key' in parent && 'value' in parent && parent.value === node) return textOf(context, parent.key);
  return undefined;
}

const lastName = (name: string): string => /[\w$]+$/.exec(name)?.[0] ?? name;

function textOf(context: FileContext, node: Node): string {
  return context.file.source.text.slice(node.start!, node.end!).replace(/\s+/g, ' ').slice(0, 60);
}
