import type { CallExpression, Function as FunctionNode, Node } from '@babel/types';
import { moduleOf } from '../../analysis/module-binding.js';
import type { FileContext } from '../../analysis/file-context.js';
import { Decline } from '../../conversion/decline.js';
import { EditList } from '../../conversion/generators/edit-list.js';
import type { Lowering } from '../../conversion/generators/lowering.js';
import type { Part } from '../../conversion/items.js';

/** A call that is handed `resume()` as its callback: `fs.readFile(path, resume())`. */
export interface ResumedCall {
  readonly call: CallExpression;
  readonly resume: CallExpression;
}

/**
 * Recognises a call that resumes the generator which yields it.
 *
 * @param fn the generator function, whose first parameter makes such callbacks with some runners
 */
export function resumedCall(context: FileContext, node: Node, fn: FunctionNode): ResumedCall | undefined {
  if (node.type !== 'CallExpression') return undefined;
  const resumers = node.arguments.filter((argument) => isResumer(context, argument, fn));
  const last = node.arguments.at(-1);
  if (resumers.length !== 1 || last !== resumers[0] || last?.type !== 'CallExpression') return undefined;
  return { call: node, resume: last };
}

/** `suspend.resume()`, `resume()` of a parameter. */
function isResumer(context: FileContext, node: Node, fn: FunctionNode): boolean {
  if (node.type !== 'CallExpression' || node.arguments.length > 0) return false;
  const module = moduleOf(context, node.callee);
  if (module) return module.specifier === 'suspend' && module.member === 'resume';
  const parameter = resumeParameter(context, fn);
  return (
    parameter !== undefined && node.callee.type === 'Identifier' && context.scopes.bindingOf(node.callee) === parameter
  );
}

/** The parameter that makes callbacks. */
export function resumeParameter(context: FileContext, fn: FunctionNode) {
  const [parameter] = fn.params;
  return parameter?.type === 'Identifier' && fn.params.length === 1 ? context.scopes.bindingOf(parameter) : undefined;
}

/** `fs.readFile(path, resume())` → `task.method(fs, 'readFile', path)` */
export function lowerResumed(context: FileContext, { call, resume }: ResumedCall): Lowering {
  const { callee } = call;
  const [first] = call.arguments;
  const edits = new EditList();
  const isMethod = callee.type === 'MemberExpression';
  if (isMethod && (callee.computed || callee.object.type === 'Super' || callee.property.type !== 'Identifier'))
    throw new Decline('yield-not-known', call, {});
  const { quote } = context.file.style;
  const name = isMethod && callee.property.type === 'Identifier' ? `, ${quote}${callee.property.name}${quote}` : '';
  const head = isMethod ? callee.object.end! : callee.end!;
  const previous = call.arguments.at(-2);
  if (previous) {
    edits.replace(head, first!.start!, `${name}, `);
    edits.replace(previous.end!, resume.end!);
  } else edits.replace(head, resume.end!, name);
  const open: Part[] = [{ shim: 'task' }, isMethod ? '.method(' : '('];
  return { wrap: [open, []], inside: edits.replacements() };
}
