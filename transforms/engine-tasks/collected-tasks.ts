import type { CallExpression, Identifier, Node, Statement, VariableDeclarator } from '@babel/types';
import type { FileContext } from '../../analysis/file-context.js';
import { isFunctionNode } from '../../syntax/walk.js';
import { isSimple } from './simple-expression.js';
import { madePoint, type MadePoint } from './yield-point.js';

/**
 * The tasks of a list that is filled right in front of the `yield` that takes it, and used for nothing else:
 *
 *     const tasks = [];
 *     for (const url of urls) tasks.push(Task(fetch, url));
 *     const pages = yield tasks;
 *
 * An engine starts them at the `yield`. Nothing in between could tell when they are started.
 *
 * @param list what is yielded
 * @param use the whole `yield`
 */
export function collectedTasks(
  context: FileContext,
  list: Identifier,
  use: Node,
  specifier: string,
): readonly MadePoint[] | undefined {
  const binding = context.scopes.bindingOf(list);
  const declared = binding?.declarations[0];
  const declarator = declared && context.parents.get(declared)?.parent;
  const last = context.parents.enclosingStatement(use);
  if (!binding || binding.declarations.length !== 1 || declarator?.type !== 'VariableDeclarator' || !last)
    return undefined;
  const between = statementsBetween(context, declarator, last);
  if (!between || !isFirstEvaluated(context, use, last)) return undefined;
  const collector = new Collector(context, specifier, list.name);
  const isFilled = collector.init(declarator.init) && between.every((statement) => collector.statement(statement));
  const known = collector.pushes.length + 1;
  const reads = binding.references.filter(({ identifier }) => identifier !== declared);
  return isFilled && collector.points.length > 0 && reads.length === known ? collector.points : undefined;
}

class Collector {
  readonly points: MadePoint[] = [];
  readonly pushes: Node[] = [];

  constructor(
    private readonly context: FileContext,
    private readonly specifier: string,
    private readonly name: string,
  ) {}

  /** `[]`, `[Task(f), Task(g)]`, `urls.map((url) => Task(f, url))`. */
  init(node: Node | null | undefined): boolean {
    if (node?.type === 'ArrayExpression')
      return node.elements.every((element) => element !== null && this.point(element));
    const fn = node?.type === 'CallExpression' ? node.arguments[0] : undefined;
    if (node?.type !== 'CallExpression' || node.arguments.length !== 1 || !isMethod(node, 'map')) return false;
    const value = isFunctionNode(fn) && fn.body.type !== 'BlockStatement' ? fn.body : soleReturn(fn);
    return value != null && isSimple(this.context, node.callee) && this.point(value);
  }

  /** One that adds to the list, or that has no effect at all. */
  statement(statement: Statement): boolean {
    switch (statement.type) {
      case 'VariableDeclaration':
        return statement.declarations.every(({ init }) => !init || isSimple(this.context, init));
      case 'ExpressionStatement':
        return statement.expression.type === 'CallExpression' && this.call(statement.expression);
      case 'BlockStatement':
        return statement.body.every((one) => this.statement(one));
      case 'IfStatement':
        return (
          isSimple(this.context, statement.test) &&
          this.statement(statement.consequent) &&
          (!statement.alternate || this.statement(statement.alternate))
        );
      case 'ForOfStatement':
        return !statement.await && isSimple(this.context, statement.right) && this.statement(statement.body);
      case 'ForStatement':
        return (!statement.test || isSimple(this.context, statement.test)) && this.statement(statement.body);
      default:
        return false;
    }
  }

  /** `tasks.push(Task(f))`, or `urls.forEach` with a function that does so. */
  private call(call: CallExpression): boolean {
    const [first, ...others] = call.arguments;
    if (!first || others.length > 0 || call.callee.type !== 'MemberExpression') return false;
    const { object } = call.callee;
    if (isMethod(call, 'push') && object.type === 'Identifier' && object.name === this.name) {
      this.pushes.push(object);
      return this.point(first);
    }
    const body = isFunctionNode(first) && !first.async && !first.generator ? first.body : undefined;
    if (!isMethod(call, 'forEach') || !body || !isSimple(this.context, object)) return false;
    return body.type === 'BlockStatement' ? this.statement(body) : body.type === 'CallExpression' && this.call(body);
  }

  private point(node: Node): boolean {
    const point = madePoint(this.context, node, this.specifier);
    if (!point || !/^(?:Node)?Task$/.test(point.kind)) return false;
    this.points.push(point);
    return [point.first, ...point.rest].every((argument) => isSimple(this.context, argument));
  }
}

/** The statements of one list between the declaration and the one that yields. */
function statementsBetween(
  context: FileContext,
  declarator: VariableDeclarator,
  last: Statement,
): readonly Statement[] | undefined {
  const declaration = context.parents.get(declarator)!.parent;
  const block = context.parents.get(declaration)?.parent;
  if (declaration.type !== 'VariableDeclaration' || declaration.declarations.length !== 1) return undefined;
  if (block?.type !== 'BlockStatement' || context.parents.get(last)?.parent !== block) return undefined;
  const [from, to] = [block.body.indexOf(declaration), block.body.indexOf(last)];
  return from < to ? block.body.slice(from + 1, to) : undefined;
}

/** `const pages = yield tasks;`, `pages = yield tasks;`, `callback(yield tasks);`, `yield tasks;`. */
function isFirstEvaluated(context: FileContext, use: Node, statement: Statement): boolean {
  const parent = context.parents.get(use)?.parent;
  if (parent === statement) return statement.type === 'ExpressionStatement';
  if (parent?.type === 'VariableDeclarator')
    return (statement as { declarations?: Node[] }).declarations?.[0] === parent;
  const isPlain =
    (parent?.type === 'AssignmentExpression' && parent.left.type === 'Identifier') ||
    (parent?.type === 'CallExpression' && parent.callee.type === 'Identifier' && parent.arguments[0] === use);
  return isPlain && context.parents.get(parent)?.parent === statement;
}

const isMethod = ({ callee }: CallExpression, name: string): boolean =>
  callee.type === 'MemberExpression' &&
  !callee.computed &&
  callee.property.type === 'Identifier' &&
  callee.property.name === name;

function soleReturn(fn: Node | undefined): Node | null | undefined {
  if (!isFunctionNode(fn) || fn.async || fn.generator || fn.body.type !== 'BlockStatement') return undefined;
  const [only, ...others] = fn.body.body;
  return others.length === 0 && only?.type === 'ReturnStatement' ? only.argument : undefined;
}
