import type { Function as FunctionNode, Node } from '@babel/types';
import type { FileContext } from '../../../analysis/file-context.js';
import { bindingOfFunction } from '../../../analysis/local-function.js';
import { isExportPosition } from '../../../analysis/modules/export-position.js';
import { exportTable } from '../../../analysis/modules/export-table.js';
import type { Binding } from '../../../syntax/scope.js';
import { usesArguments } from '../../../syntax/function-facts.js';
import type { Round } from './round.js';

/** Functions that every known caller awaits, and that nobody else can reach. */
export function asyncCandidates({ context, project, operations, learned, bridged }: Round): Set<FunctionNode> {
  const awaited = new Set<Node>(operations.map(({ call }) => call.callee));
  const candidates = new Set<FunctionNode>();
  for (const [fn, local] of learned) {
    // Without its callback a function has an argument less.
    if (bridged.has(fn) || !local.cleanErrors || !local.direct || usesArguments(fn)) continue;
    const binding = bindingOfFunction(context, fn);
    if (project.exported(context.file.source.path, fn.start!)?.form === 'promise') {
      const bindings = [binding, ownName(context, fn)].filter((one) => one !== undefined);
      if (bindings.every((one) => isKnownToFile(context, one, awaited))) candidates.add(fn);
      continue;
    }
    if (!binding || binding.references.length === 0 || isExported(context, fn)) continue;
    if (binding.references.every(({ identifier }) => awaited.has(identifier))) candidates.add(fn);
  }
  return candidates;
}

/** The name by which a function expression calls itself. */
const ownName = (context: FileContext, fn: FunctionNode): Binding | undefined =>
  fn.type === 'FunctionExpression' && fn.id ? context.scopes.bindingOf(fn.id) : undefined;

/** Each use awaits the function, exports it, or looks at a property of it. */
function isKnownToFile(context: FileContext, binding: Binding, awaited: ReadonlySet<Node>): boolean {
  const { isExports } = exportTable(context);
  return binding.references.every(
    ({ identifier, isType }) =>
      isType ||
      awaited.has(identifier) ||
      isExportPosition(context, isExports, identifier) ||
      isProperty(context, identifier),
  );
}

/** `readJson.extension`, but not `readJson.call`. */
function isProperty(context: FileContext, identifier: Node): boolean {
  const link = context.parents.get(identifier);
  if (link?.parent.type !== 'MemberExpression' || link.key !== 'object' || link.parent.computed) return false;
  const { property } = link.parent;
  return property.type === 'Identifier' && !/^(?:call|apply|bind|length)$/.test(property.name);
}

function isExported(context: FileContext, fn: FunctionNode): boolean {
  for (const ancestor of context.parents.ancestors(fn)) {
    if (ancestor.type === 'ExportNamedDeclaration' || ancestor.type === 'ExportDefaultDeclaration') return true;
    if (ancestor.type === 'BlockStatement') return false;
    // A global of a script may be used by other scripts of a page.
    if (ancestor.type === 'Program') return false;
  }
  return false;
}
