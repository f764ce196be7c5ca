import type { CallExpression, Identifier, MemberExpression, Node, ObjectPattern } from '@babel/types';
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
  /** `read` of `lib.files.read`, where the export may be a module. */
  readonly inner?: string;
  /** True for `lib.files` in `lib.files.read`: there is another use that says what becomes of `read`. */
  readonly isFollowed?: boolean;
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
    const specifier = source.value;
    for (const one of specifiers) {
      if (one.type === 'ImportSpecifier') {
        const { imported } = one;
        const member = imported.type === 'Identifier' ? imported.name : imported.value;
        const isDefault = member === 'default';
        this.binding(one.local, {
          specifier,
          form: isDefault ? 'default' : 'name',
          member: isDefault ? undefined : member,
        });
      } else {
        const form = one.type === 'ImportDefaultSpecifier' ? 'default' : 'namespace';
        this.binding(one.local, { specifier, form, member: undefined });
      }
    }
  }

  importEquals({ id, moduleReference }: Extract<Node, { type: 'TSImportEqualsDeclaration' }>): void {
    if (moduleReference.type !== 'TSExternalModuleReference') return;
    this.binding(id, { specifier: moduleReference.expression.value, form: 'require', member: undefined });
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
    if (isImport) this.add(node, { specifier: first.value, form: 'namespace', member: undefined }, 'whole');
    else this.value(node, { specifier: first.value, form: 'require', member: undefined });
  }

  private add(node: Node, name: Followed, kind: ImportUse['kind']): void {
    this.uses.push({ ...name, kind, node });
  }

  private binding(identifier: Identifier, name: Followed): void {
    const binding = this.context.scopes.bindingOf(identifier);
    if (!binding) return;
    if (!isFixed(binding)) return this.other(identifier, name);
    for (const reference of binding.references)
      if (!reference.isType && reference.identifier !== identifier) this.value(reference.identifier, name);
  }

  private other(node: Node, name: Followed): void {
    this.add(node, name, name.member === undefined ? 'whole' : 'value');
  }

  /** Where a value goes that stands for a module or an export of it. */
  private value(node: Node, name: Followed): void {
    const link = this.context.parents.get(node);
    if (!link) return;
    const { parent, key } = link;
    if (isClassPosition(parent, key)) return this.add(node, name, 'class');
    if (parent.type === 'CallExpression' && (key === 'callee' || isPromisified(parent, node)))
      return this.add(node, name, 'call');
    if (isTaskFunction(this.context, node)) return this.add(node, name, 'call');
    if (parent.type === 'ExpressionStatement') return;
    if (parent.type === 'MemberExpression' && key === 'object') return this.member(node, parent, name);
    if (parent.type === 'VariableDeclarator' && key === 'init') {
      if (parent.id.type === 'Identifier') return this.binding(parent.id, name);
      if (parent.id.type === 'ObjectPattern' && name.member === undefined) return this.pattern(parent.id, name);
    }
    // The table of exports knows no members of what it exports again.
    if (name.inner === undefined && isExportPosition(this.context, this.isExports, node))
      return this.add(node, name, 'export');
    this.other(node, name);
  }

  private member(node: Node, outer: MemberExpression, name: Followed): void {
    const { computed, property } = outer;
    if (name.inner !== undefined || computed || property.type !== 'Identifier') return this.other(node, name);
    if (name.member === undefined) return this.value(outer, { ...name, member: property.name });
    this.add(node, { ...name, isFollowed: true }, 'value');
    this.value(outer, { ...name, inner: property.name });
  }

  private pattern({ properties }: ObjectPattern, name: Followed): void {
    for (const property of properties) {
      const isPlain = property.type === 'ObjectProperty' && !property.computed && property.key.type === 'Identifier';
      if (!isPlain) {
        this.add(property, { ...name, member: undefined }, 'whole');
        continue;
      }
      const found = { ...name, member: (property.key as Identifier).name };
      if (property.value.type === 'Identifier') this.binding(property.value, found);
      else this.add(property, found, 'value');
    }
  }
}

/** An import, or an export of it, on its way through the file. */
type Followed = Omit<ImportUse, 'kind' | 'node'>;

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
