import type * as t from '@babel/types';
import { isVarScope, type MutableScope } from './scope-builder.js';
import type { BindingKind } from './scope-types.js';
import type { Collectors, ScopeVisitor } from './scope-visitor.js';
import { childNodes } from './walk.js';

/** Names in JavaScript and JSX. */
export const VALUE_COLLECTORS: Collectors = {
  Identifier(node, scope, c) {
    c.builder.refer(scope, node, 'read');
    c.visit(node.typeAnnotation, scope);
  },
  FunctionDeclaration(node, scope, c) {
    if (node.id) declareFunction(node, node.id, scope, c);
    c.functionInsides(node, scope, node.id?.end ?? node.start! + 1);
  },
  FunctionExpression(node, scope, c) {
    if (!node.id) {
      c.functionInsides(node, scope, node.start!);
      return;
    }
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
    const kind: BindingKind = node.kind === 'await using' ? 'using' : node.kind;
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

function declareFunction(node: t.FunctionDeclaration, id: t.Identifier, scope: MutableScope, c: ScopeVisitor): void {
  const hoisted = !isVarScope(scope) && !scope.strict && !node.async && !node.generator;
  if (hoisted) c.builder.declareSloppyBlockFunction(scope, id.name, id);
  else c.builder.declare(scope, 'function', id.name, id);
}

function method(node: t.ObjectMethod | t.ClassMethod, scope: MutableScope, c: ScopeVisitor): void {
  c.each(node.decorators, scope);
  if (node.computed) c.visit(node.key, scope);
  c.functionInsides(node, scope, node.key.end!);
}

function property(node: t.ClassProperty | t.ClassAccessorProperty, scope: MutableScope, c: ScopeVisitor): void {
  c.each(node.decorators, scope);
  if (node.computed) c.visit(node.key, scope);
  c.visit(node.typeAnnotation, scope);
  c.visit(node.value, scope);
}

function member(node: t.MemberExpression | t.OptionalMemberExpression, scope: MutableScope, c: ScopeVisitor): void {
  c.visit(node.object, scope);
  if (node.computed) c.visit(node.property, scope);
}

function forEach(node: t.ForInStatement | t.ForOfStatement, scope: MutableScope, c: ScopeVisitor): void {
  const inner = c.builder.open('for', node, scope);
  if (node.left.type === 'VariableDeclaration') c.visit(node.left, inner);
  else c.assign(node.left, inner, 'write');
  c.visit(node.right, inner);
  c.visit(node.body, inner);
}

function classInsides(node: t.Class, scope: MutableScope, c: ScopeVisitor, start: number): void {
  c.each(node.decorators, scope);
  const inner = c.builder.open('class', node, scope, start);
  inner.strict = true;
  if (node.type === 'ClassExpression' && node.id) c.builder.declare(inner, 'class', node.id.name, node.id);
  for (const child of childNodes(node)) {
    if (child !== node.id && child.type !== 'Decorator') c.visit(child, inner);
  }
}

function jsxName(name: t.JSXOpeningElement['name'], scope: MutableScope, c: ScopeVisitor): void {
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
