import type { CallExpression, Identifier, Node, ObjectPattern } from '@babel/types';
import type { ImportForm } from '../../core/index.js';
import { walk } from '../../syntax/walk.js';
import type { FileContext } from '../file-context.js';
import { isTaskFunction } from '../generators/engine-body.js';
import { isExportPosition } from './export-position.js';
import { isFixed } from './exports-object.js';

/** One place where a file uses a module, or something that a module exports. */
export interface ImportUse {
  readonly specifier: string;
  readonly form: ImportForm;
  /** The export; `undefined` for the module itself. */
  readonly member: string | undefined;
  /**
   * `call`: it is called there, or given to `promisify`, or to a `Task` of the shim; `class`: it is used as a class; `export`: it is exported again, see the table of exports; `whole`: the module goes where
   * all of its exports can be reached; `value`: the export goes somewhere else.
   */
  readonly kind: 'call' | 'class' | 'export' | 'whole' | 'value';
  readonly node: Node;
}

/** Lists how a file uses what it imports. A module that is only loaded is not among them. */
export function importUses(context: FileContext, isExports: (node: Node) => boolean): ImportUse[] {
  const uses: ImportUse[] = [];
  const follow = new Follower(context, isExports, uses);
  walk(context.file.ast, {
    enter(node) {
      if (node.type === 'ImportDeclaration') follow.importDeclaration(node);
      else if (node.type === 'TSImportEqualsDeclaration') follow.importEquals(node);
      else if (node.type === 'CallExpression') follow.call(node);
      else if (node.type === 'ImportExpression' && node.source.type === 'StringLiteral')
        uses.push({ specifier: node.source.value, form: 'namespace', member: undefined, kind: 'whole', node });
      else if (node.type === 'ExportAllDeclaration' && node.exportKind !== 'type')
        uses.push({ specifier: node.source.value, form: 'namespace', member: undefined, kind: 'export', node });
      else if (node.type === 'ExportNamedDeclaration' && node.source) follow.exportFrom(node);
    },
  });
  return uses;
}

class Follower {
  constructor(
    private readonly context: FileContext,
    private readonly isExports: (node: Node) => boolean,
    private readonly uses: ImportUse[],
  ) {}

  importDeclaration({ specifiers, source }: Extract<Node, { type: 'ImportDeclaration' }>): void {
    for (const specifier of specifiers) {
      if (specifier.type === 'ImportSpecifier') {
        const { imported } = specifier;
        const name = imported.type === 'Identifier' ? imported.name : imported.value;
        const isDefault = name === 'default';
        this.binding(specifier.local, source.value, isDefault ? 'default' : 'name', isDefault ? undefined : name);
      } else {
        const form = specifier.type === 'ImportDefaultSpecifier' ? 'default' : 'namespace';
        this.binding(specifier.local, source.value, form, undefined);
      }
    }
  }

  importEquals({ id, moduleReference }: Extract<Node, { type: 'TSImportEqualsDeclaration' }>): void {
    if (moduleReference.type === 'TSExternalModuleReference')
      this.binding(id, moduleReference.expression.value, 'require', undefined);
  }

  exportFrom({ specifiers, source }: Extract<Node, { type: 'ExportNamedDeclaration' }>): void {
    for (const node of specifiers) {
      const local = node.type === 'ExportSpecifier' ? node.local.name : undefined;
      const member = local === 'default' ? undefined : local;
      this.uses.push({ specifier: source!.value, form: member ? 'name' : 'default', member, kind: 'export', node });
    }
  }

  call(node: Extract<Node, { type: 'CallExpression' }>): void {
    const [first] = node.arguments;
    const isRequire = node.callee.type === 'Identifier' && node.callee.name === 'require';
    const isImport = node.callee.type === 'Import';
    if ((!isRequire && !isImport) || first?.type !== 'StringLiteral') return;
    if (isRequire && this.context.scopes.bindingOf(node.callee as Identifier)) return;
    if (isImport) this.add(node, first.value, 'namespace', undefined, 'whole');
    else this.value(node, first.value, 'require', undefined);
  }

  private add(
    node: Node,
    specifier: string,
    form: ImportForm,
    member: string | undefined,
    kind: ImportUse['kind'],
  ): void {
    this.uses.push({ specifier, form, member, kind, node });
  }

  private binding(identifier: Identifier, specifier: string, form: ImportForm, member: string | undefined): void {
    const binding = this.context.scopes.bindingOf(identifier);
    if (!binding) return;
    if (!isFixed(binding)) return this.other(identifier, specifier, form, member);
    for (const reference of binding.references)
      if (!reference.isType && reference.identifier !== identifier)
        this.value(reference.identifier, specifier, form, member);
  }

  private other(node: Node, specifier: string, form: ImportForm, member: string | undefined): void {
    this.add(node, specifier, form, member, member === undefined ? 'whole' : 'value');
  }

  /** Where a value goes that stands for a module or an export of it. */
  private value(node: Node, specifier: string, form: ImportForm, member: string | undefined): void {
    const link = this.context.parents.get(node);
    if (!link) return;
    const { parent, key } = link;
    if (isClassPosition(parent, key)) return this.add(node, specifier, form, member, 'class');
    if (parent.type === 'CallExpression' && (key === 'callee' || isPromisified(parent, node)))
      return this.add(node, specifier, form, member, 'call');
    if (isTaskFunction(this.context, node)) return this.add(node, specifier, form, member, 'call');
    if (parent.type === 'ExpressionStatement') return;
    if (parent.type === 'MemberExpression' && key === 'object') {
      if (member !== undefined) return this.add(node, specifier, form, member, 'value');
      if (parent.computed || parent.property.type !== 'Identifier') return this.other(node, specifier, form, member);
      return this.value(parent, specifier, form, parent.property.name);
    }
    if (parent.type === 'VariableDeclarator' && key === 'init') {
      if (parent.id.type === 'Identifier') return this.binding(parent.id, specifier, form, member);
      if (parent.id.type === 'ObjectPattern' && member === undefined) return this.pattern(parent.id, specifier, form);
    }
    if (isExportPosition(this.context, this.isExports, node)) return this.add(node, specifier, form, member, 'export');
    this.other(node, specifier, form, member);
  }

  private pattern({ properties }: ObjectPattern, specifier: string, form: ImportForm): void {
    for (const property of properties) {
      const isPlain = property.type === 'ObjectProperty' && !property.computed && property.key.type === 'Identifier';
      if (!isPlain) this.add(property, specifier, form, undefined, 'whole');
      else if (property.value.type === 'Identifier')
        this.binding(property.value, specifier, form, (property.key as Identifier).name);
      else this.add(property, specifier, form, (property.key as Identifier).name, 'value');
    }
  }
}

/** `new Store()`, `value instanceof Store`, `class More extends Store`. */
const isClassPosition = (parent: Node, key: string): boolean =>
  (parent.type === 'NewExpression' && key === 'callee') ||
  (parent.type === 'BinaryExpression' && parent.operator === 'instanceof' && key === 'right') ||
  key === 'superClass';

/** `util.promisify(load)`: whether that can go, the planner says. */
function isPromisified({ callee, arguments: args }: CallExpression, node: Node): boolean {
  const name = callee.type === 'Identifier' ? callee : callee.type === 'MemberExpression' ? callee.property : undefined;
  return (
    args.length === 1 &&
    args[0] === node &&
    name?.type === 'Identifier' &&
    /^(?:promisify|pify|denodeify)$/.test(name.name)
  );
}
