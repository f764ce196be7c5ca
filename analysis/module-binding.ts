import type { Expression, Identifier, Node } from '@babel/types';
import type { ImportForm } from '../core/index.js';
import type { Binding } from '../syntax/scope.js';
import type { FileContext } from './file-context.js';

/** What a name stands for when it comes from another module: the module itself (`member` undefined) or one export of it. */
export interface ModuleBinding {
  readonly specifier: string;
  readonly member: string | undefined;
  /** How the file got hold of the module: what a member of it is depends on that. */
  readonly form: ImportForm;
}

/** The module that an expression gives: `require('fs')`, a name bound to it once, or an import. */
export function moduleOf(context: FileContext, node: Node): ModuleBinding | undefined {
  const direct = requiredSpecifier(context, node);
  if (direct !== undefined) return { specifier: direct, member: undefined, form: 'require' };
  if (node.type === 'MemberExpression' && !node.computed && node.property.type === 'Identifier') {
    const object = moduleOf(context, node.object);
    if (object && object.member === undefined) return { ...object, member: node.property.name };
    return undefined;
  }
  if (node.type !== 'Identifier') return undefined;
  const binding = context.scopes.bindingOf(node);
  return binding && moduleOfBinding(context, binding);
}

function moduleOfBinding(context: FileContext, binding: Binding): ModuleBinding | undefined {
  if (binding.declarations.length !== 1) return undefined;
  if (
    binding.references.some((reference) => reference.kind !== 'read' && !isDeclaration(binding, reference.identifier))
  )
    return undefined;
  const declared = binding.declarations[0]!;
  const link = context.parents.get(declared);
  if (!link) return undefined;
  switch (link.parent.type) {
    case 'ImportDefaultSpecifier':
      return { specifier: importSource(context, link.parent), member: undefined, form: 'default' };
    case 'ImportNamespaceSpecifier':
      return { specifier: importSource(context, link.parent), member: undefined, form: 'namespace' };
    case 'ImportSpecifier': {
      const { imported } = link.parent;
      const member = imported.type === 'Identifier' ? imported.name : imported.value;
      const form = member === 'default' ? 'default' : 'name';
      return { specifier: importSource(context, link.parent), member: member === 'default' ? undefined : member, form };
    }
    case 'TSImportEqualsDeclaration': {
      const { moduleReference: source } = link.parent;
      return source.type === 'TSExternalModuleReference'
        ? { specifier: source.expression.value, member: undefined, form: 'require' }
        : undefined;
    }
    case 'VariableDeclarator':
      return link.parent.init ? initialModule(context, link.parent.init) : undefined;
    case 'ObjectProperty':
      return destructuredModule(context, link.parent);
    default:
      return undefined;
  }
}

function isDeclaration(binding: Binding, identifier: Node): boolean {
  return binding.declarations.includes(identifier as Identifier);
}

function initialModule(context: FileContext, init: Expression): ModuleBinding | undefined {
  // Only what is written as a require or a member of one: a chain of renamed variables is not followed.
  if (init.type === 'Identifier') return undefined;
  return moduleOf(context, init);
}

function destructuredModule(context: FileContext, property: Node): ModuleBinding | undefined {
  if (property.type !== 'ObjectProperty' || property.computed || property.key.type !== 'Identifier') return undefined;
  const pattern = context.parents.get(property)?.parent;
  const declarator = pattern && context.parents.get(pattern)?.parent;
  if (declarator?.type !== 'VariableDeclarator' || declarator.id !== pattern || !declarator.init) return undefined;
  const source = moduleOf(context, declarator.init);
  return source && source.member === undefined ? { ...source, member: property.key.name } : undefined;
}

function importSource(context: FileContext, specifier: Node): string {
  const declaration = context.parents.get(specifier)!.parent;
  return declaration.type === 'ImportDeclaration' ? declaration.source.value : '';
}

function requiredSpecifier(context: FileContext, node: Node): string | undefined {
  if (node.type !== 'CallExpression' || node.callee.type !== 'Identifier' || node.callee.name !== 'require')
    return undefined;
  if (context.scopes.bindingOf(node.callee)) return undefined;
  const [argument] = node.arguments;
  return argument?.type === 'StringLiteral' ? argument.value : undefined;
}
