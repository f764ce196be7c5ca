import type * as t from '@babel/types';
import { isVarScope, ScopeBuilder, type MutableScope } from './scope-builder.js';
import type { BindingKind, Reference } from './scope-types.js';
import { TYPE_COLLECTORS } from './scope-collect-types.js';
import { childNodes } from './walk.js';

type ReferenceKind = Reference['kind'];
type Collector = (node: never, scope: MutableScope, collect: ScopeCollector) => void;

/** Visits the whole tree once and records scopes, declarations and references. */
export function collectScopes(ast: t.File): ScopeBuilder {
  const { program } = ast;
  const strict = program.sourceType === 'module' || hasUseStrict(program.directives);
  const builder = new ScopeBuilder(program, strict, ast.end!);
  const collector = new ScopeCollector(builder);
  collector.children(program, builder.root);
  builder.finish();
  return builder;
}

export class ScopeCollector {
  constructor(readonly builder: ScopeBuilder) {}

  visit(node: t.Node | null | undefined, scope: MutableScope): void {
    if (!node) return;
    const collect = (COLLECTORS[node.type] ?? TYPE_COLLECTORS[node.type]) as Collector | undefined;
    if (collect) collect(node as never, scope, this);
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

  private patternProperty(property: t.ObjectProperty | t.RestElement, kind: BindingKind, target: MutableScope, inner: (node: t.Node) => MutableScope): void {
    if (property.type === 'RestElement') {
      this.pattern(property.argument, kind, target, inner);
      return;
    }
    if (property.computed) this.visit(property.key, inner(property.key));
    this.pattern(property.value, kind, target, inner);
  }
}

const COLLECTORS: { readonly [Type in t.Node['type']]?: (node: Extract<t.Node, { type: Type }>, scope: MutableScope, c: ScopeCollector) => void } = {
  Identifier(node, scope, c) {
    c.builder.refer(scope, node, 'read');
    c.visit(node.typeAnnotation, scope);
  },
  FunctionDeclaration(node, scope, c) {
    if (node.id) declareFunction(node, node.id, scope, c);
    c.functionInsides(node, scope, node.id?.end ?? node.start! + 1);
  },
  FunctionExpression(node, scope, c) {
    if (!node.id) return c.functionInsides(node, scope, node.start!);
    const named = c.builder.open('function-name', node, scope);
    c.builder.declare(named, 'function-name', node.id.name, node.id);
    c.functionInsides(node, named, node.id.end!);
  },
  ArrowFunctionExpression: (node, scope, c) => c.functionInsides(node, scope, node.start!),
  ObjectMethod: method,
  ClassMethod: method,
  ClassPrivateMethod(node, scope, c) {
    c.each(node.decorators, scope);
    c.functionInsides(node, scope, node.key.end!);
  },
  ObjectProperty(node, scope, c) {
    if (node.computed) c.visit(node.key, scope);
    c.visit(node.value, scope);
  },
  ClassProperty: property,
  ClassAccessorProperty: property,
  ClassPrivateProperty(node, scope, c) {
    c.each(node.decorators, scope);
    c.visit(node.typeAnnotation, scope);
    c.visit(node.value, scope);
  },
  PrivateName() {},
  ClassDeclaration(node, scope, c) {
    if (node.id) c.builder.declare(scope, 'class', node.id.name, node.id);
    classInsides(node, scope, c, node.id?.end ?? node.start! + 1);
  },
  ClassExpression: (node, scope, c) => classInsides(node, scope, c, node.start!),
  StaticBlock: (node, scope, c) => c.children(node, c.builder.open('static-block', node, scope)),
  VariableDeclaration(node, scope, c) {
    const target = node.kind === 'var' ? varScope(scope) : scope;
    const kind: BindingKind = node.kind === 'await using' ? 'using' : (node.kind as BindingKind);
    for (const declarator of node.declarations) {
      c.pattern(declarator.id, kind, target, () => scope);
      c.visit(declarator.init, scope);
    }
  },
  BlockStatement: (node, scope, c) => c.children(node, c.builder.open('block', node, scope)),
  ForStatement: (node, scope, c) => c.children(node, c.builder.open('for', node, scope)),
  ForInStatement: forEach,
  ForOfStatement: forEach,
  SwitchStatement(node, scope, c) {
    c.visit(node.discriminant, scope);
    c.each(node.cases, c.builder.open('switch', node, scope, node.discriminant.end!));
  },
  CatchClause(node, scope, c) {
    const inner = c.builder.open('catch', node, scope);
    if (node.param) c.pattern(node.param, 'catch', inner, () => inner);
    c.visit(node.body, inner);
  },
  WithStatement(node, scope, c) {
    c.visit(node.object, scope);
    c.visit(node.body, c.builder.open('with', node, scope, node.object.end!));
  },
  LabeledStatement: (node, scope, c) => c.visit(node.body, scope),
  BreakStatement() {},
  ContinueStatement() {},
  MetaProperty() {},
  AssignmentExpression(node, scope, c) {
    c.assign(node.left, scope, node.operator === '=' ? 'write' : 'readwrite');
    c.visit(node.right, scope);
  },
  UpdateExpression: (node, scope, c) => c.assign(node.argument, scope, 'readwrite'),
  MemberExpression: member,
  OptionalMemberExpression: member,
  CallExpression(node, scope, c) {
    if (node.callee.type === 'Identifier' && node.callee.name === 'eval') c.builder.markEval(scope);
    c.children(node, scope);
  },
  ImportDeclaration(node, scope, c) {
    for (const { local } of node.specifiers) c.builder.declare(scope, 'import', local.name, local);
  },
  ExportNamedDeclaration(node, scope, c) {
    c.visit(node.declaration, scope);
    if (node.source) return;
    for (const specifier of node.specifiers) {
      if (specifier.type !== 'ExportSpecifier') continue;
      const isType = node.exportKind === 'type' || specifier.exportKind === 'type';
      c.builder.refer(scope, specifier.local, 'read', isType ? 'type' : 'either');
    }
  },
  ExportAllDeclaration() {},
  JSXIdentifier() {},
  JSXOpeningElement(node, scope, c) {
    jsxName(node.name, scope, c);
    c.visit(node.typeParameters, scope);
    c.each(node.attributes, scope);
  },
  JSXClosingElement: (node, scope, c) => jsxName(node.name, scope, c),
};

function declareFunction(node: t.FunctionDeclaration, id: t.Identifier, scope: MutableScope, c: ScopeCollector): void {
  const hoisted = !isVarScope(scope) && !scope.strict && !node.async && !node.generator;
  if (hoisted) c.builder.declareSloppyBlockFunction(scope, id.name, id);
  else c.builder.declare(scope, 'function', id.name, id);
}

function method(node: t.ObjectMethod | t.ClassMethod, scope: MutableScope, c: ScopeCollector): void {
  c.each(node.decorators, scope);
  if (node.computed) c.visit(node.key, scope);
  c.functionInsides(node, scope, node.key.end!);
}

function property(node: t.ClassProperty | t.ClassAccessorProperty, scope: MutableScope, c: ScopeCollector): void {
  c.each(node.decorators, scope);
  if (node.computed) c.visit(node.key, scope);
  c.visit(node.typeAnnotation, scope);
  c.visit(node.value, scope);
}

function member(node: t.MemberExpression | t.OptionalMemberExpression, scope: MutableScope, c: ScopeCollector): void {
  c.visit(node.object, scope);
  if (node.computed) c.visit(node.property, scope);
}

function forEach(node: t.ForInStatement | t.ForOfStatement, scope: MutableScope, c: ScopeCollector): void {
  const inner = c.builder.open('for', node, scope);
  if (node.left.type === 'VariableDeclaration') c.visit(node.left, inner);
  else c.assign(node.left, inner, 'write');
  c.visit(node.right, inner);
  c.visit(node.body, inner);
}

function classInsides(node: t.Class, scope: MutableScope, c: ScopeCollector, start: number): void {
  c.each(node.decorators, scope);
  const inner = c.builder.open('class', node, scope, start);
  inner.strict = true;
  if (node.type === 'ClassExpression' && node.id) c.builder.declare(inner, 'class', node.id.name, node.id);
  for (const child of childNodes(node)) {
    if (child !== node.id && child.type !== 'Decorator') c.visit(child, inner);
  }
}

function jsxName(name: t.JSXOpeningElement['name'], scope: MutableScope, c: ScopeCollector): void {
  if (name.type === 'JSXIdentifier') {
    if (!/^[a-z]|-/.test(name.name) && name.name !== 'this') c.builder.refer(scope, name, 'read');
  } else if (name.type === 'JSXMemberExpression') {
    let object = name.object;
    while (object.type === 'JSXMemberExpression') object = object.object;
    if (object.name !== 'this') c.builder.refer(scope, object, 'read');
  }
}

function varScope(scope: MutableScope): MutableScope {
  let at = scope;
  while (!isVarScope(at) && at.parent) at = at.parent;
  return at;
}

function hasUseStrict(directives: readonly t.Directive[] | null | undefined): boolean {
  return (directives ?? []).some((directive) => directive.value.value === 'use strict');
}
