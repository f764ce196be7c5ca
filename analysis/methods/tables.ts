import type {
  AssignmentExpression,
  Class,
  Function as FunctionNode,
  MemberExpression,
  Node,
  ObjectExpression,
} from '@babel/types';
import { isFunctionNode, walk } from '../../syntax/walk.js';
import type { FileContext } from '../file-context.js';
import { exportTable } from '../modules/export-table.js';
import { finalValue, isFixed } from '../modules/exports-object.js';
import { memberName } from './instance.js';
import { isSet } from './places.js';
import { keyName } from '../../syntax/key-name.js';

/** An object that a file writes down, or a function or class with members of its own: what its members are. */
export interface Table {
  readonly node: TableNode;
  /** What a member is given once, without a condition, where the object is made; `undefined` for what is not known. */
  readonly members: Map<string, Node | undefined>;
  /** The targets of the assignments that say so: `internals.read` of `internals.read = …`. */
  readonly definitions: Set<Node>;
  /** True when other members may be set, or the object goes where they may be. */
  open: boolean;
}

export type TableNode = ObjectExpression | FunctionNode | Class;

type Tables = ReadonlyMap<Node, Table>;

const known = new WeakMap<FileContext, Tables>();

/** The tables of a file, by the node that makes them. */
export function tablesIn(context: FileContext): Tables {
  let tables = known.get(context);
  if (!tables) known.set(context, (tables = findTables(context)));
  return tables;
}

/** The table that an expression always gives: a variable, a member of another table, or of what the file exports. */
export const tableOf = (context: FileContext, node: Node): Table | undefined =>
  lookUp(context, tablesIn(context), node);

/** Whether an assignment says what the member of a table is: `internals.read = …`. */
export const isDefinition = (context: FileContext, member: Node): boolean =>
  [...tablesIn(context).values()].some(({ definitions }) => definitions.has(member));

function findTables(context: FileContext): Tables {
  const tables = new Map<Node, Table>();
  const add = (node: TableNode): Table => {
    let table = tables.get(node);
    if (!table) tables.set(node, (table = { node, members: new Map(), definitions: new Set(), open: false }));
    return table;
  };
  walk(context.file.ast, {
    enter(node) {
      if (node.type === 'ObjectExpression') addLiteral(add(node), node);
      else if (node.type === 'ClassDeclaration' || node.type === 'ClassExpression') addStatics(add, node);
    },
  });
  walk(context.file.ast, {
    enter(node) {
      if (node.type !== 'MemberExpression' || !isSet(context, node)) return;
      const made = valueAt(context, tables, node.object);
      if (made && isTableNode(made)) addMember(context, add(made), node);
    },
  });
  walk(context.file.ast, {
    enter(node) {
      if (node.type !== 'Identifier' && node.type !== 'MemberExpression') return;
      const table = lookUp(context, tables, node);
      if (table && !staysKnown(context, node)) table.open = true;
    },
  });
  return tables;
}

function addLiteral(table: Table, { properties }: ObjectExpression): void {
  for (const property of properties) {
    const name = property.type === 'SpreadElement' ? undefined : keyName(property);
    if (property.type === 'SpreadElement' || name === undefined || name === '__proto__') table.open = true;
    else if (property.type === 'ObjectProperty') addValue(table, name, property.value);
    else addValue(table, name, property.kind === 'method' ? property : undefined);
  }
}

function addStatics(add: (node: TableNode) => Table, node: Class): void {
  for (const member of node.body.body) {
    if (!('static' in member) || !member.static || !('key' in member)) continue;
    const name = keyName(member);
    if (name === undefined) continue;
    const isMethod = member.type === 'ClassMethod' && member.kind === 'method';
    addValue(add(node), name, isMethod ? member : undefined);
  }
}

const addValue = ({ members }: Table, name: string, value: Node | undefined): unknown =>
  members.set(name, members.has(name) ? undefined : value);

function addMember(context: FileContext, table: Table, member: MemberExpression): void {
  const name = memberName(member);
  if (name === undefined) {
    table.open = true;
    return;
  }
  const assignment = context.parents.get(member)?.parent;
  const isFirst =
    assignment?.type === 'AssignmentExpression' &&
    assignment.operator === '=' &&
    !table.members.has(name) &&
    runsWith(context, assignment, table.node);
  addValue(table, name, isFirst ? finalValue(assignment.right) : undefined);
  if (isFirst) table.definitions.add(member);
}

/** A statement of the list in which the object is made: it runs whenever the object is there. */
function runsWith({ parents }: FileContext, assignment: AssignmentExpression, made: Node): boolean {
  let outer: Node | undefined = parents.get(assignment)?.parent;
  while (outer?.type === 'AssignmentExpression') outer = parents.get(outer)?.parent;
  if (outer?.type !== 'ExpressionStatement') return false;
  const list = parents.get(outer)?.parent;
  let inner: Node | undefined = made;
  while (inner && parents.get(inner)?.parent !== list) inner = parents.get(inner)?.parent;
  return inner !== undefined && /^(?:\w+Declaration|ExpressionStatement)$/.test(inner.type);
}

function lookUp(context: FileContext, tables: Tables, node: Node): Table | undefined {
  const made = valueAt(context, tables, node);
  return made && tables.get(made);
}

/** The node that makes what an expression gives. */
function valueAt(context: FileContext, tables: Tables, node: Node): Node | undefined {
  const { isExports, entries } = exportTable(context);
  if (node.type === 'MemberExpression') {
    const name = memberName(node);
    if (name === undefined || isExports(node)) return undefined;
    if (!isExports(node.object)) return named(context, lookUp(context, tables, node.object)?.members.get(name));
    const target = entries.get(name);
    return target?.kind === 'function' ? target.fn : target?.kind === 'other' ? target.value : undefined;
  }
  return node.type === 'Identifier' && !isExports(node) ? named(context, node) : undefined;
}

/** What a name stands for, where it stands for one thing. */
function named(context: FileContext, node: Node | undefined): Node | undefined {
  if (node?.type !== 'Identifier') return node;
  const binding = context.scopes.bindingOf(node);
  if (!binding || !isFixed(binding)) return undefined;
  const parent = context.parents.get(binding.declarations[0]!)?.parent;
  if (parent?.type === 'VariableDeclarator')
    return parent.id.type === 'Identifier' && parent.init ? finalValue(parent.init) : undefined;
  const isOwn = parent && 'id' in parent && parent.id === binding.declarations[0];
  return isOwn && (isFunctionNode(parent) || parent.type.startsWith('Class')) ? parent : undefined;
}

const isTableNode = (node: Node): node is TableNode =>
  node.type === 'ObjectExpression' || isFunctionNode(node) || /^Class(?:Declaration|Expression)$/.test(node.type);

/** Functions that leave what they are given as it is. */
const LOOKING =
  /^(?:(?:util\.)?inherits|Object\.(?:keys|values|entries|freeze|create|setPrototypeOf)|assert(?:\.\w+)?)$/;

/** A place from which nobody sets members but by their names, which are known of the whole project. */
function staysKnown({ parents, file }: FileContext, node: Node): boolean {
  const link = parents.get(node);
  if (!link) return false;
  const { parent, key } = link;
  switch (parent.type) {
    case 'CallExpression':
    case 'OptionalCallExpression':
      return key === 'callee' || LOOKING.test(file.source.text.slice(parent.callee.start!, parent.callee.end!));
    case 'NewExpression':
      return key === 'callee';
    case 'ArrayExpression':
    case 'AssignmentPattern':
    case 'TemplateLiteral':
    case 'LogicalExpression':
    case 'ConditionalExpression':
    case 'YieldExpression':
    case 'AwaitExpression':
    case 'JSXExpressionContainer':
      return false;
    default:
      return true;
  }
}
