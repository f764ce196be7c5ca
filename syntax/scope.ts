import type { File, Function as FunctionNode, Identifier, JSXIdentifier, Node } from '@babel/types';
import { lookup, type ScopeBuilder } from './scope-builder.js';
import { collectScopes } from './scope-collect.js';
import type { Binding, Reference, Scope } from './scope-types.js';

export type { Binding, BindingKind, Reference, Scope, ScopeKind } from './scope-types.js';

/** Which name stands for what in one file. */
export interface ScopeTree {
  readonly root: Scope;
  /** References that no declaration of the file explains. `arguments` is never among them. */
  readonly globals: ReadonlyMap<string, readonly Reference[]>;
  /** All references in source order. */
  readonly references: readonly Reference[];
  /** The scope in which `node` stands; for a node that has a scope of its own, the one around it. */
  scopeOf(node: Node): Scope;
  /** The scope of a function's parameters and body. */
  functionScope(fn: FunctionNode): Scope;
  /** The scope that `node` itself opens, if any. */
  ownScope(node: Node): Scope | undefined;
  /** What a declaring or referring identifier stands for; `undefined` for globals, keys, labels and the like. */
  bindingOf(identifier: Identifier | JSXIdentifier): Binding | undefined;
  /** What `name` would stand for, were it read in `scope`. */
  lookup(scope: Scope, name: string): Binding | undefined;
  /** All references inside the range of `node`. */
  referencesIn(node: Pick<Node, 'start' | 'end'>): Reference[];
}

const known = new WeakMap<File, ScopeTree>();

/** Resolves every name of a file. The result is kept with the tree, which nobody changes. */
export function analyzeScopes(ast: File): ScopeTree {
  let tree = known.get(ast);
  if (!tree) known.set(ast, (tree = new Tree(collectScopes(ast))));
  return tree;
}

class Tree implements ScopeTree {
  readonly root: Scope;
  readonly globals: ReadonlyMap<string, readonly Reference[]>;
  readonly references: readonly Reference[];

  constructor(private readonly builder: ScopeBuilder) {
    this.root = builder.root;
    this.globals = builder.globals;
    this.references = builder.references;
  }

  scopeOf(node: Node): Scope {
    let scope = this.root;
    for (;;) {
      const inner = innermost(scope.children, node);
      if (!inner) return scope;
      scope = inner;
    }
  }

  functionScope(fn: FunctionNode): Scope {
    const scope = this.builder.ownScope.get(fn);
    if (!scope) throw new Error(`not a function of this tree: ${fn.type} at ${fn.start}`);
    return scope;
  }

  ownScope(node: Node): Scope | undefined {
    return this.builder.ownScope.get(node);
  }

  bindingOf(identifier: Identifier | JSXIdentifier): Binding | undefined {
    return this.builder.bindingOf.get(identifier);
  }

  lookup(scope: Scope, name: string): Binding | undefined {
    return lookup(scope, name);
  }

  referencesIn(node: Pick<Node, 'start' | 'end'>): Reference[] {
    const found: Reference[] = [];
    const all = this.references;
    const first = firstWhere(all.length, (at) => all[at]!.identifier.start! >= node.start!);
    for (let at = first; at < all.length; at++) {
      const reference = all[at]!;
      if (reference.identifier.start! >= node.end!) break;
      found.push(reference);
    }
    return found;
  }
}

/** The child scope whose region holds `node`; children are in source order and do not overlap. */
function innermost(children: readonly Scope[], node: Node): Scope | undefined {
  const child = children[firstWhere(children.length, (at) => children[at]!.start > node.start!) - 1];
  return child && node.end! <= child.end && !coincides(child, node) ? child : undefined;
}

/** A node with the very range of a scope is the scope's owner or stands around it, except for parameter expressions. */
function coincides(scope: Scope, node: Node): boolean {
  return scope.kind !== 'parameter' && scope.start === node.start && scope.end === node.end;
}

/** The first index that fulfils a condition that holds from some index on; `length` when none does. */
function firstWhere(length: number, holds: (index: number) => boolean): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
