import type * as t from '@babel/types';
import type { MutableScope, ScopeBuilder } from './scope-builder.js';
import type { BindingKind, Reference } from './scope-types.js';
import { childNodes } from './walk.js';

type ReferenceKind = Reference['kind'];

/** What to record for each type of node; for a type without an entry, its children are visited. */
export type Collectors = {
  readonly [Type in t.Node['type']]?: (
    node: Extract<t.Node, { type: Type }>,
    scope: MutableScope,
    c: ScopeVisitor,
  ) => void;
};

/** Goes through a tree with the scope in which each node stands. */
export class ScopeVisitor {
  constructor(
    readonly builder: ScopeBuilder,
    private readonly collectors: Collectors,
  ) {}

  visit(node: t.Node | null | undefined, scope: MutableScope): void {
    if (!node) return;
    const collect = this.collectors[node.type] as ((node: t.Node, scope: MutableScope, c: this) => void) | undefined;
    if (collect) collect(node, scope, this);
    else this.children(node, scope);
  }

  children(node: t.Node, scope: MutableScope): void {
    for (const child of childNodes(node)) this.visit(child, scope);
  }

  each(nodes: readonly (t.Node | null)[] | null | undefined, scope: MutableScope): void {
    for (const node of nodes ?? []) this.visit(node, scope);
  }

  /** Declares every identifier of a pattern; defaults and computed keys are read in `expressions(node)`. */
  pattern(node: t.Node, kind: BindingKind, target: MutableScope, inner: (node: t.Node) => MutableScope): void {
    switch (node.type) {
      case 'Identifier':
        if (node.name !== 'this' || kind !== 'param') this.builder.declare(target, kind, node.name, node);
        this.visit(node.typeAnnotation, target);
        return;
      case 'ObjectPattern':
        for (const property of node.properties) this.patternProperty(property, kind, target, inner);
        this.visit(node.typeAnnotation, target);
        return;
      case 'ArrayPattern':
        for (const element of node.elements) if (element) this.pattern(element, kind, target, inner);
        this.visit(node.typeAnnotation, target);
        return;
      case 'RestElement':
        this.pattern(node.argument, kind, target, inner);
        this.visit(node.typeAnnotation, target);
        return;
      case 'AssignmentPattern':
        this.pattern(node.left, kind, target, inner);
        this.visit(node.right, inner(node.right));
        return;
      case 'TSParameterProperty':
        this.each(node.decorators, target);
        this.pattern(node.parameter, kind, target, inner);
        return;
      default:
        this.visit(node, target);
    }
  }

  /** Records writes to the identifiers of an assignment target, reads of everything else in it. */
  assign(node: t.Node, scope: MutableScope, kind: ReferenceKind): void {
    switch (node.type) {
      case 'Identifier':
        this.builder.refer(scope, node, kind);
        return;
      case 'ObjectPattern':
        for (const property of node.properties) {
          if (property.type === 'RestElement') this.assign(property.argument, scope, kind);
          else {
            if (property.computed) this.visit(property.key, scope);
            this.assign(property.value, scope, kind);
          }
        }
        return;
      case 'ArrayPattern':
        for (const element of node.elements) if (element) this.assign(element, scope, kind);
        return;
      case 'RestElement':
        this.assign(node.argument, scope, kind);
        return;
      case 'AssignmentPattern':
        this.assign(node.left, scope, kind);
        this.visit(node.right, scope);
        return;
      case 'TSAsExpression':
      case 'TSSatisfiesExpression':
      case 'TSTypeAssertion':
        this.assign(node.expression, scope, kind);
        this.visit(node.typeAnnotation, scope);
        return;
      case 'TSNonNullExpression':
      case 'ParenthesizedExpression':
        this.assign(node.expression, scope, kind);
        return;
      default:
        this.visit(node, scope);
    }
  }

  /** Parameters and body of a function, in a scope that begins behind its name or key. */
  functionInsides(fn: t.Function, outer: MutableScope, start: number): void {
    const scope = this.builder.open('function', fn, outer, start);
    const body = fn.body;
    if (body.type === 'BlockStatement' && hasUseStrict(body.directives)) scope.strict = true;
    this.visit(fn.typeParameters, scope);
    const inner = (node: t.Node) => this.builder.open('parameter', node, scope);
    for (const param of fn.params) {
      if ('decorators' in param) this.each(param.decorators, scope);
      this.pattern(param, 'param', scope, inner);
    }
    this.visit(fn.returnType, scope);
    if ('predicate' in fn) this.visit(fn.predicate, scope);
    if (body.type === 'BlockStatement') this.children(body, scope);
    else this.visit(body, scope);
  }

  private patternProperty(
    property: t.ObjectProperty | t.RestElement,
    kind: BindingKind,
    target: MutableScope,
    inner: (node: t.Node) => MutableScope,
  ): void {
    if (property.type === 'RestElement') {
      this.pattern(property.argument, kind, target, inner);
      return;
    }
    if (property.computed) this.visit(property.key, inner(property.key));
    this.pattern(property.value, kind, target, inner);
  }
}

export function hasUseStrict(directives: readonly t.Directive[] | null | undefined): boolean {
  return (directives ?? []).some((directive) => directive.value.value === 'use strict');
}
