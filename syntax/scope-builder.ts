import type { Identifier, JSXIdentifier, Node } from '@babel/types';
import type { Binding, BindingKind, Reference, Scope, ScopeKind } from './scope-types.js';

export interface MutableScope extends Scope {
  readonly parent: MutableScope | undefined;
  readonly children: MutableScope[];
  readonly bindings: Map<string, MutableBinding>;
  readonly types: Map<string, MutableBinding>;
  hasDirectEval: boolean;
  strict: boolean;
}

export interface MutableBinding extends Binding {
  kind: BindingKind;
  scope: MutableScope;
  readonly declarations: Identifier[];
  readonly references: MutableReference[];
  sloppyBlockFunction: boolean;
}

export interface MutableReference extends Reference {
  readonly scope: MutableScope;
  binding: Binding | undefined;
  readonly space: NameSpace;
}

/** Where a name is looked up; `value-of` is a type-only read of a value, `either` an export of a value or else a type. */
export type NameSpace = 'value' | 'type' | 'value-of' | 'either';

/** Collects scopes, declarations and references; `finish` ties references to declarations. */
export class ScopeBuilder {
  readonly root: MutableScope;
  readonly references: MutableReference[] = [];
  readonly globals = new Map<string, Reference[]>();
  readonly bindingOf = new WeakMap<Node, Binding>();
  readonly ownScope = new WeakMap<Node, Scope>();
  private readonly sloppyFunctions = new Set<MutableBinding>();

  constructor(program: Node, strict: boolean, end: number) {
    this.root = createScope('program', program, undefined, 0, end, strict);
    this.ownScope.set(program, this.root);
  }

  open(kind: ScopeKind, node: Node, parent: MutableScope, start = node.start!, end = node.end!): MutableScope {
    const scope = createScope(kind, node, parent, start, end, parent.strict);
    parent.children.push(scope);
    this.ownScope.set(node, scope);
    return scope;
  }

  declare(scope: MutableScope, kind: BindingKind, name: string, identifier?: Identifier): MutableBinding {
    const table = kind === 'type' ? scope.types : scope.bindings;
    let binding = table.get(name);
    if (!binding) {
      binding = { name, kind, scope, declarations: [], references: [], sloppyBlockFunction: false };
      table.set(name, binding);
    } else if (binding.kind === 'var' && kind === 'function') {
      binding.kind = 'function';
    }
    if (identifier) {
      binding.declarations.push(identifier);
      this.bindingOf.set(identifier, binding);
    }
    return binding;
  }

  /** A function declared in a block of sloppy code; it becomes visible in the function when nothing stands against it. */
  declareSloppyBlockFunction(scope: MutableScope, name: string, identifier: Identifier): void {
    this.sloppyFunctions.add(this.declare(scope, 'function', name, identifier));
  }

  refer(
    scope: MutableScope,
    identifier: Identifier | JSXIdentifier,
    kind: Reference['kind'],
    space: NameSpace = 'value',
  ): void {
    const isType = space === 'type' || space === 'value-of';
    this.references.push({ identifier, scope, binding: undefined, kind, isType, space });
  }

  markEval(scope: MutableScope): void {
    for (let at: MutableScope | undefined = scope; at; at = at.parent) at.hasDirectEval = true;
  }

  finish(): void {
    for (const binding of this.sloppyFunctions) this.hoistSloppyFunction(binding);
    this.references.sort((a, b) => a.identifier.start! - b.identifier.start!);
    for (const reference of this.references) this.resolve(reference);
  }

  private resolve(reference: MutableReference): void {
    const { identifier, scope, space } = reference;
    const binding = findBinding(scope, identifier.name, space) as MutableBinding | undefined;
    if (binding) {
      reference.binding = binding;
      binding.references.push(reference);
      this.bindingOf.set(identifier, binding);
    } else if (identifier.name !== 'arguments') {
      const known = this.globals.get(identifier.name);
      if (known) known.push(reference);
      else this.globals.set(identifier.name, [reference]);
    }
  }

  private hoistSloppyFunction(binding: MutableBinding): void {
    const { name, scope } = binding;
    let target = scope.parent;
    for (; target && !isVarScope(target); target = target.parent) {
      const between = target.bindings.get(name);
      if (between && !between.sloppyBlockFunction && !(between.kind === 'catch')) return;
    }
    if (!target) return;
    const outer = target.bindings.get(name);
    if (outer && outer.kind !== 'var' && outer.kind !== 'function') return;
    binding.sloppyBlockFunction = true;
    if (!outer) target.bindings.set(name, binding);
    else if (outer !== binding) this.merge(binding, outer);
  }

  private merge(binding: MutableBinding, into: MutableBinding): void {
    into.kind = 'function';
    into.sloppyBlockFunction = true;
    for (const identifier of binding.declarations) {
      into.declarations.push(identifier);
      this.bindingOf.set(identifier, into);
    }
    into.declarations.sort((a, b) => a.start! - b.start!);
    binding.scope.bindings.set(binding.name, into);
  }
}

/** Scopes to which `var` and sloppy block functions are hoisted. */
export function isVarScope(scope: Scope): boolean {
  return (
    scope.kind === 'function' || scope.kind === 'program' || scope.kind === 'static-block' || scope.kind === 'namespace'
  );
}

/** Finds what `name` stands for when read in `scope`, as a value or as a type. */
export function lookup(scope: Scope, name: string, inTypeSpace = false): Binding | undefined {
  let fromParameters = false;
  for (let at: Scope | undefined = scope; at; at = at.parent) {
    const binding = inTypeSpace ? typeNamed(at, name) : at.bindings.get(name);
    if (binding && (!fromParameters || binding.kind === 'param' || binding.kind === 'type')) return binding;
    fromParameters = at.kind === 'parameter';
  }
  return undefined;
}

function findBinding(scope: Scope, name: string, space: NameSpace): Binding | undefined {
  const found = lookup(scope, name, space === 'type');
  return found ?? (space === 'either' ? lookup(scope, name, true) : undefined);
}

const NAMES_TYPES_TOO = new Set<BindingKind>(['class', 'enum', 'import', 'namespace']);

function typeNamed(scope: Scope, name: string): Binding | undefined {
  const type = scope.types.get(name);
  if (type) return type;
  const value = scope.bindings.get(name);
  return value && NAMES_TYPES_TOO.has(value.kind) ? value : undefined;
}

function createScope(
  kind: ScopeKind,
  node: Node,
  parent: MutableScope | undefined,
  start: number,
  end: number,
  strict: boolean,
): MutableScope {
  const tables = { bindings: new Map<string, MutableBinding>(), types: new Map<string, MutableBinding>() };
  return { kind, node, parent, children: [], ...tables, hasDirectEval: false, strict, start, end };
}
