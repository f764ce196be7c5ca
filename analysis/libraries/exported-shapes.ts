import type { Expression, Node, Statement } from '@babel/types';
import type { FileContext } from '../file-context.js';
import { shapeOf } from './value-shape.js';
import { MultiMap } from '../../core/multi-map.js';

/** A value of a library that a file exports: the module that the file has it from, and the name of its shape. */
export interface ExportedShape {
  readonly module: string;
  readonly shape: string;
}

/** The name under which `module.exports` itself is kept. */
export const WHOLE = 'module.exports';

/**
 * What a file exports of libraries, by the names of the exports: `module.exports = mongoose.model('User', schema)`.
 * Whatever is exported more than once is not known.
 */
export function exportedShapes(context: FileContext): Record<string, ExportedShape> {
  const found = new MultiMap<string, Expression | Node>();
  const add = (name: string, node: Node): void => void found.add(name, node);
  for (const statement of context.file.ast.program.body) exportsOf(statement, add);
  return Object.fromEntries(
    [...found].flatMap(([name, [only, ...others]]) => {
      const known = others.length === 0 ? shapeOf(context, only!) : undefined;
      return known ? [[name, { module: known.active.profile.modules[0]!, shape: known.name }]] : [];
    }),
  );
}

type Add = (name: string, node: Node) => void;

function exportsOf(statement: Statement, add: Add): void {
  if (statement.type === 'ExportDefaultDeclaration') add('default', statement.declaration);
  if (statement.type === 'ExportNamedDeclaration' && !statement.source) addNamed(statement, add);
  if (statement.type !== 'ExpressionStatement' && statement.type !== 'VariableDeclaration') return;
  const assignments =
    statement.type === 'ExpressionStatement'
      ? [statement.expression]
      : statement.declarations.flatMap(({ init }) => init ?? []);
  // `module.exports = exports = …`, `const User = (module.exports = …)`.
  for (let node of assignments)
    for (; node.type === 'AssignmentExpression'; node = node.right) addAssigned(node.left, node.right, add);
}

function addNamed(statement: Statement & { type: 'ExportNamedDeclaration' }, add: Add): void {
  if (statement.declaration?.type === 'VariableDeclaration')
    for (const { id, init } of statement.declaration.declarations)
      if (id.type === 'Identifier' && init) add(id.name, id);
  for (const specifier of statement.specifiers)
    if (specifier.type === 'ExportSpecifier')
      add(
        specifier.exported.type === 'Identifier' ? specifier.exported.name : specifier.exported.value,
        specifier.local,
      );
}

function addAssigned(left: Node, right: Node, add: Add): void {
  if (left.type !== 'MemberExpression' || left.computed || left.property.type !== 'Identifier') return;
  if (isExports(left)) {
    add(WHOLE, valueOf(right));
    if (right.type !== 'ObjectExpression') return;
    for (const property of right.properties)
      if (property.type === 'ObjectProperty' && !property.computed && property.key.type === 'Identifier')
        add(property.key.name, property.value);
  } else if (isExports(left.object)) add(left.property.name, valueOf(right));
}

function valueOf(right: Node): Node {
  let value = right;
  while (value.type === 'AssignmentExpression') value = value.right;
  return value;
}

/** `module.exports`, `exports`. */
function isExports(node: Node): boolean {
  if (node.type === 'Identifier') return node.name === 'exports';
  return (
    node.type === 'MemberExpression' &&
    node.object.type === 'Identifier' &&
    node.object.name === 'module' &&
    node.property.type === 'Identifier' &&
    node.property.name === 'exports'
  );
}
