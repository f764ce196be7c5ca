import type { Function as FunctionNode, Node } from '@babel/types';
import type { FileContext } from '../../analysis/file-context.js';
import { bindingOfFunction } from '../../analysis/local-function.js';
import type { FilePlanner } from './file-planner.js';

/** Functions that every known caller awaits, and that nobody else can reach. */
export function asyncCandidates(context: FileContext, planner: FilePlanner): Set<FunctionNode> {
  const awaited = new Set<Node>(planner.operations.map(({ call }) => call.callee));
  const candidates = new Set<FunctionNode>();
  for (const [fn, local] of planner.learned) {
    if (planner.bridged.has(fn) || !local.cleanErrors || !local.direct) continue;
    const binding = bindingOfFunction(context, fn);
    if (!binding || binding.references.length === 0 || isExported(context, fn)) continue;
    if (binding.references.every(({ identifier }) => awaited.has(identifier))) candidates.add(fn);
  }
  return candidates;
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
