import type { CallExpression, MemberExpression, Node } from '@babel/types';
import type { FileContext } from '../../../analysis/file-context.js';
import { memberName } from '../../../analysis/methods/instance.js';
import { moduleOf, type ModuleBinding } from '../../../analysis/module-binding.js';
import { isFixed } from '../../../analysis/modules/exports-object.js';
import type { Binding } from '../../../syntax/scope.js';
import { walk } from '../../../syntax/walk.js';

/** A module of which a library made promise forms: `Bluebird.promisifyAll(lib)`, `pify(lib)`. */
export interface PromisifiedObject {
  readonly node: CallExpression;
  /** The module, as it is written there. */
  readonly target: Node;
  readonly module: ModuleBinding;
  /** What the name of a promise form has at its end: `Async`, or nothing. */
  readonly suffix: 'Async' | '';
  /** Where members of the object are used. */
  readonly members: readonly MemberExpression[];
}

const known = new WeakMap<FileContext, readonly PromisifiedObject[]>();

/** The modules that a file makes promise forms of, as far as it shows each use of the result. */
export function promisifiedObjectsIn(context: FileContext): readonly PromisifiedObject[] {
  let found = known.get(context);
  if (!found) known.set(context, (found = findPromisifiedObjects(context)));
  return found;
}

function findPromisifiedObjects(context: FileContext): PromisifiedObject[] {
  const found: PromisifiedObject[] = [];
  walk(context.file.ast, {
    enter(node) {
      if (node.type !== 'CallExpression' || node.arguments.length !== 1) return;
      const suffix = suffixOf(context, node);
      const [target] = node.arguments as [Node];
      const module = suffix === undefined ? undefined : moduleOf(context, target);
      const members = module && module.member === undefined ? membersOf(context, node, target, suffix!) : undefined;
      if (members) found.push({ node, target, module: module!, suffix: suffix!, members });
    },
  });
  return found;
}

function suffixOf(context: FileContext, { callee }: CallExpression): PromisifiedObject['suffix'] | undefined {
  const module = moduleOf(context, callee);
  if (module?.specifier === 'bluebird' && module.member === 'promisifyAll') return 'Async';
  return module?.specifier === 'pify' && module.member === undefined ? '' : undefined;
}

/** `const lib = promisifyAll(require('./lib'))`; `promisifyAll(lib);` changes the module itself. */
function membersOf(
  context: FileContext,
  call: CallExpression,
  target: Node,
  suffix: PromisifiedObject['suffix'],
): MemberExpression[] | undefined {
  const parent = context.parents.get(call)?.parent;
  const holder =
    parent?.type === 'ExpressionStatement' && suffix ? target : parent?.type === 'VariableDeclarator' && parent.id;
  const binding = holder && holder.type === 'Identifier' ? context.scopes.bindingOf(holder) : undefined;
  return binding && isFixed(binding) ? membersThrough(context, binding, target) : undefined;
}

function membersThrough({ parents }: FileContext, binding: Binding, target: Node): MemberExpression[] | undefined {
  const members: MemberExpression[] = [];
  for (const { identifier, kind } of binding.references) {
    const link = parents.get(identifier);
    if (identifier === target || kind !== 'read') continue;
    if (link?.parent.type !== 'MemberExpression' || link.key !== 'object' || memberName(link.parent) === undefined)
      return undefined;
    members.push(link.parent);
  }
  return members;
}
