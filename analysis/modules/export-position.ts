import type { CallExpression, Node } from '@babel/types';
import type { FileContext } from '../file-context.js';

/** Whether an expression stands where it is exported: `exports.f = f`, `module.exports = { f, ...lib }`, `export { f }`. */
export function isExportPosition(context: FileContext, isExports: (node: Node) => boolean, node: Node): boolean {
  const link = context.parents.get(node);
  if (!link) return false;
  const { parent, key } = link;
  if (parent.type === 'ExportSpecifier' || parent.type === 'ExportDefaultDeclaration') return true;
  if (parent.type === 'TSExportAssignment') return true;
  if (parent.type === 'AssignmentExpression' && key === 'right') {
    const { left } = parent;
    const isMember = left.type === 'MemberExpression' && !left.computed && isExports(left.object);
    if (!isExports(left) && !isMember) return false;
    return (
      context.parents.get(parent)?.parent.type === 'ExpressionStatement' || isExportPosition(context, isExports, parent)
    );
  }
  if (parent.type === 'CallExpression' && key === 'arguments')
    return isMixin(context, isExports, parent) && parent.arguments[0] !== node;
  if ((parent.type !== 'ObjectProperty' && parent.type !== 'SpreadElement') || key === 'key') return false;
  const object = context.parents.get(parent)?.parent;
  return object?.type === 'ObjectExpression' && isExportedObject(context, isExports, object);
}

/** `Object.assign(exports, require('./more'))`. */
function isMixin(context: FileContext, isExports: (node: Node) => boolean, call: CallExpression): boolean {
  const [target] = call.arguments;
  const { start, end } = call.callee;
  const name = context.file.source.text.slice(start!, end!);
  return name === 'Object.assign' && target !== undefined && isExports(target);
}

function isExportedObject(context: FileContext, isExports: (node: Node) => boolean, object: Node): boolean {
  const link = context.parents.get(object);
  if (link?.parent.type === 'AssignmentExpression')
    return isExports(link.parent.left) || isExportPosition(context, isExports, object);
  return link?.parent.type === 'VariableDeclarator' && isExports(link.parent.id);
}
