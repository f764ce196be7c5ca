import type * as t from '@babel/types';
import type { MutableScope, NameSpace } from './scope-builder.js';
import type { Collectors, ScopeVisitor } from './scope-visitor.js';
import { childNodes } from './walk.js';

/** Names in TypeScript declarations and types, and the common part of Flow's. */
export const TYPE_COLLECTORS: Collectors = {
  TSTypeReference(node, scope, c) {
    entityName(node.typeName, scope, c, 'type');
    c.visit(node.typeParameters, scope);
  },
  TSExpressionWithTypeArguments(node, scope, c) {
    entityName(node.expression, scope, c, 'type');
    c.visit(node.typeParameters, scope);
  },
  TSTypeQuery(node, scope, c) {
    if (node.exprName.type === 'TSImportType') c.visit(node.exprName, scope);
    else entityName(node.exprName, scope, c, 'value-of');
    c.visit(node.typeParameters, scope);
  },
  TSImportType: (node, scope, c) => c.visit(node.typeParameters, scope),
  TSTypePredicate(node, scope, c) {
    if (node.parameterName.type === 'Identifier') c.builder.refer(scope, node.parameterName, 'read', 'value-of');
    c.visit(node.typeAnnotation, scope);
  },
  TSTypeParameter: typeParameter,
  TSFunctionType: signature,
  TSConstructorType: signature,
  TSCallSignatureDeclaration: signature,
  TSConstructSignatureDeclaration: signature,
  TSMethodSignature(node, scope, c) {
    if (node.computed) c.visit(node.key, scope);
    signature(node, scope, c);
  },
  TSPropertySignature(node, scope, c) {
    if (node.computed) c.visit(node.key, scope);
    c.visit(node.typeAnnotation, scope);
  },
  TSIndexSignature: signature,
  TSNamedTupleMember: (node, scope, c) => c.visit(node.elementType, scope),
  TSMappedType: (node, scope, c) => c.children(node, c.builder.open('type', node, scope)),
  TSConditionalType: (node, scope, c) => c.children(node, c.builder.open('type', node, scope)),
  TSDeclareFunction(node, scope, c) {
    if (node.id) c.builder.declare(scope, 'function', node.id.name, node.id);
    signature(node, scope, c);
  },
  TSDeclareMethod(node, scope, c) {
    c.each(node.decorators, scope);
    if (node.computed) c.visit(node.key, scope);
    signature(node, scope, c);
  },
  TSTypeAliasDeclaration(node, scope, c) {
    c.builder.declare(scope, 'type', node.id.name, node.id);
    withoutId(node, c.builder.open('type', node, scope), c);
  },
  TSInterfaceDeclaration(node, scope, c) {
    c.builder.declare(scope, 'type', node.id.name, node.id);
    withoutId(node, c.builder.open('type', node, scope), c);
  },
  TSEnumDeclaration(node, scope, c) {
    c.builder.declare(scope, 'enum', node.id.name, node.id);
    const inner = c.builder.open('enum', node, scope, node.id.end!);
    for (const member of node.members) {
      if (member.id.type === 'Identifier') c.builder.declare(inner, 'enum-member', member.id.name, member.id);
    }
    for (const member of node.members) c.visit(member.initializer, inner);
  },
  TSModuleDeclaration(node, scope, c) {
    if (node.id.type === 'Identifier' && node.kind !== 'global')
      c.builder.declare(scope, 'namespace', node.id.name, node.id);
    // `declare module 'x';` has no body, whatever the types say.
    c.visit(node.body, c.builder.open('namespace', node, scope, node.id.end!));
  },
  TSImportEqualsDeclaration(node, scope, c) {
    c.builder.declare(scope, 'import', node.id.name, node.id);
    if (node.moduleReference.type !== 'TSExternalModuleReference') entityName(node.moduleReference, scope, c, 'value');
  },
  TSNamespaceExportDeclaration() {},

  GenericTypeAnnotation(node, scope, c) {
    flowName(node.id, scope, c, 'type');
    c.visit(node.typeParameters, scope);
  },
  InterfaceExtends(node, scope, c) {
    flowName(node.id, scope, c, 'type');
    c.visit(node.typeParameters, scope);
  },
  ClassImplements(node, scope, c) {
    c.builder.refer(scope, node.id, 'read', 'type');
    c.visit(node.typeParameters, scope);
  },
  TypeofTypeAnnotation(node, scope, c) {
    const argument = node.argument as t.Node;
    if (argument.type === 'GenericTypeAnnotation') flowName(argument.id, scope, c, 'value-of');
    else if (argument.type === 'Identifier') c.builder.refer(scope, argument, 'read', 'value-of');
  },
  TypeParameter(node, scope, c) {
    if (node.name) c.builder.declare(scope, 'type', node.name);
    c.children(node, scope);
  },
  FunctionTypeAnnotation: (node, scope, c) => c.children(node, c.builder.open('type', node, scope)),
  FunctionTypeParam: (node, scope, c) => c.visit(node.typeAnnotation, scope),
  ObjectTypeProperty: (node, scope, c) => c.visit(node.value, scope),
  ObjectTypeIndexer(node, scope, c) {
    c.visit(node.key, scope);
    c.visit(node.value, scope);
  },
  ObjectTypeInternalSlot: (node, scope, c) => c.visit(node.value, scope),
  TypeAlias: flowTypeDeclaration,
  OpaqueType: flowTypeDeclaration,
  InterfaceDeclaration: flowTypeDeclaration,
  DeclareTypeAlias: flowTypeDeclaration,
  DeclareOpaqueType: flowTypeDeclaration,
  DeclareInterface: flowTypeDeclaration,
  DeclareClass: flowTypeDeclaration,
  DeclareVariable: flowValueDeclaration,
  DeclareFunction: flowValueDeclaration,
  DeclareModule() {},
  DeclareModuleExports() {},
  DeclareExportDeclaration() {},
  DeclareExportAllDeclaration() {},
};

function entityName(name: t.Node, scope: MutableScope, c: ScopeVisitor, space: NameSpace): void {
  let leftmost = name;
  while (leftmost.type === 'TSQualifiedName') leftmost = leftmost.left;
  while (leftmost.type === 'MemberExpression') leftmost = leftmost.object;
  if (leftmost.type === 'Identifier' && leftmost.name !== 'this') c.builder.refer(scope, leftmost, 'read', space);
}

function typeParameter(node: t.TSTypeParameter, scope: MutableScope, c: ScopeVisitor): void {
  c.builder.declare(scope, 'type', node.name);
  c.children(node, scope);
}

type Signature =
  | t.TSFunctionType
  | t.TSConstructorType
  | t.TSCallSignatureDeclaration
  | t.TSConstructSignatureDeclaration
  | t.TSMethodSignature
  | t.TSIndexSignature
  | t.TSDeclareFunction
  | t.TSDeclareMethod;

function signature(node: Signature, scope: MutableScope, c: ScopeVisitor): void {
  const start = 'id' in node && node.id ? node.id.end! : 'key' in node ? node.key.end! : node.start!;
  const inner = c.builder.open('type', node, scope, start);
  if ('typeParameters' in node) c.visit(node.typeParameters, inner);
  const params = 'params' in node ? node.params : node.parameters;
  for (const param of params) c.pattern(param, 'param', inner, () => inner);
  if ('returnType' in node) c.visit(node.returnType, inner);
  if ('typeAnnotation' in node) c.visit(node.typeAnnotation, inner);
}

function withoutId(node: t.Node & { id: t.Node }, scope: MutableScope, c: ScopeVisitor): void {
  for (const child of childNodes(node)) if (child !== node.id) c.visit(child, scope);
}

function flowName(id: t.Node, scope: MutableScope, c: ScopeVisitor, space: NameSpace): void {
  let leftmost = id;
  while (leftmost.type === 'QualifiedTypeIdentifier') leftmost = leftmost.qualification;
  if (leftmost.type === 'Identifier') c.builder.refer(scope, leftmost, 'read', space);
}

function flowTypeDeclaration(node: t.Node & { id: t.Identifier }, scope: MutableScope, c: ScopeVisitor): void {
  const kind = node.type === 'DeclareClass' ? 'class' : 'type';
  c.builder.declare(scope, kind, node.id.name, node.id);
  withoutId(node, c.builder.open('type', node, scope), c);
}

function flowValueDeclaration(node: t.DeclareVariable | t.DeclareFunction, scope: MutableScope, c: ScopeVisitor): void {
  c.builder.declare(scope, node.type === 'DeclareFunction' ? 'function' : 'var', node.id.name, node.id);
  c.visit(node.id.typeAnnotation, scope);
}
