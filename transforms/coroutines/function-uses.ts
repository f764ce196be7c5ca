import type { Node } from '@babel/types';
import type { FileContext } from '../../analysis/file-context.js';
import type { Binding } from '../../syntax/scope.js';
import { walk } from '../../syntax/walk.js';
import { usesOfPrivate } from './private-method.js';
import type { ResultUses, Use } from '../../analysis/futures/result-use.js';

/** Finds out who calls a coroutine of the file, and what they do with its futures. */
export class FunctionUses {
  constructor(
    private readonly context: FileContext,
    private readonly results: ResultUses,
  ) {}

  /** Every use of the function that stands at `node`: an expression, or a decorated method. */
  usesOf(node: Node): Use[] {
    if (node.type === 'ClassPrivateMethod') return usesOfPrivate(this.context, node).flatMap((use) => this.usesOf(use));
    if (node.type === 'ClassMethod') return [passedOn(node)];
    const link = this.context.parents.get(node);
    if (!link) return [passedOn(node)];
    const { parent } = link;
    switch (parent.type) {
      case 'ParenthesizedExpression':
      case 'TSAsExpression':
      case 'TSSatisfiesExpression':
      case 'TSNonNullExpression':
        return this.usesOf(parent);
      case 'VariableDeclarator':
        return this.usesOfVariable(parent, node);
      case 'CallExpression':
        return [this.results.useOfCallee(node)];
      case 'NewExpression':
        return [this.results.useOfCallee(node)];
      case 'MemberExpression':
        return [this.useOfMember(parent, node)];
      case 'ExportDefaultDeclaration':
      case 'ExportSpecifier':
        return [exported(node)];
      case 'AssignmentExpression':
        return isExports(this.context, parent.left) ? this.usesOfExport(parent.left, node) : [passedOn(node)];
      case 'ObjectProperty':
        return [this.isExportedEntry(parent) ? exported(node) : passedOn(node)];
      default:
        return [passedOn(node)];
    }
  }

  private usesOfVariable(declarator: Extract<Node, { type: 'VariableDeclarator' }>, node: Node): Use[] {
    const binding = declarator.id.type === 'Identifier' ? this.context.scopes.bindingOf(declarator.id) : undefined;
    if (!binding || isSetAgain(binding)) return [passedOn(node)];
    const declaration = this.context.parents.get(declarator)!.parent;
    const isExported = this.context.parents.get(declaration)?.parent.type === 'ExportNamedDeclaration';
    const isGlobal = this.context.file.sourceType === 'script' && isGlobalVariable(this.context, binding);
    const uses = binding.references
      .filter(({ kind, isType }) => kind === 'read' && !isType)
      .flatMap(({ identifier }) => this.usesOf(identifier));
    return [...uses, ...(isExported || isGlobal ? [exported(node)] : [])];
  }

  /** `exports.load = …`, and `exports.load(1)` elsewhere in the file. */
  private usesOfExport(left: Node, node: Node): Use[] {
    const uses: Use[] = [exported(node)];
    const name = lastName(left);
    walk(this.context.file.ast, {
      enter: (other) => {
        if (other === left || other.type !== 'MemberExpression' || lastName(other) !== name) return;
        if (!other.computed && isExports(this.context, other)) uses.push(...this.usesOf(other));
      },
    });
    return uses;
  }

  private useOfMember(member: Extract<Node, { type: 'MemberExpression' }>, node: Node): Use {
    if (member.object !== node || member.computed || member.property.type !== 'Identifier') return passedOn(node);
    const call = this.context.parents.get(member)?.parent;
    if (call?.type !== 'CallExpression' || call.callee !== member) return passedOn(node);
    return /^(?:call|apply)$/.test(member.property.name) ? this.results.useOf(call) : passedOn(node);
  }

  /** `module.exports = { load: coroutine(…) }` */
  private isExportedEntry(property: Node): boolean {
    const object = this.context.parents.get(property)!.parent;
    const parent = this.context.parents.get(object)?.parent;
    if (parent?.type === 'ExportDefaultDeclaration') return true;
    return parent?.type === 'AssignmentExpression' && isExports(this.context, parent.left);
  }
}

const passedOn = (node: Node): Use => ({ kind: 'kept', why: 'passed-on', node });
const exported = (node: Node): Use => ({ kind: 'kept', why: 'exported', node });

function isSetAgain({ declarations, references }: Binding): boolean {
  if (declarations.length !== 1) return true;
  return references.some(({ kind, identifier }) => kind !== 'read' && identifier !== declarations[0]);
}

const lastName = (node: Node): string =>
  node.type === 'MemberExpression' && node.property.type === 'Identifier' ? node.property.name : '';

/** `module.exports`, `exports.name`, `module.exports.name`. */
function isExports(context: FileContext, node: Node): boolean {
  if (node.type === 'Identifier') return node.name === 'exports' && !context.scopes.bindingOf(node);
  if (node.type !== 'MemberExpression') return false;
  const { object, property } = node;
  if (object.type === 'Identifier' && object.name === 'module' && !context.scopes.bindingOf(object))
    return property.type === 'Identifier' && property.name === 'exports';
  return isExports(context, object);
}

/** In a script without modules a `var` of the top level is a property of the global object. */
function isGlobalVariable(context: FileContext, binding: Binding): boolean {
  return binding.kind === 'var' && binding.scope === context.scopes.root && !usesModules(context);
}

function usesModules(context: FileContext): boolean {
  return context.scopes.globals.has('require') || context.scopes.globals.has('module');
}
