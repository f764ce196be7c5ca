import type { CallExpression, Function as FunctionNode, Node, Statement } from '@babel/types';
import type { FileContext } from '../../analysis/file-context.js';
import { planAsyncHeader, removeStar } from '../../conversion/generators/async-header.js';
import { EditList } from '../../conversion/generators/edit-list.js';
import type { Item, Part, Replacement } from '../../conversion/items.js';
import { commentsIn, endOfTrailingComments, leadingCommentStart } from '../../syntax/comments.js';
import { usesArguments, usesThis } from '../../syntax/function-facts.js';
import { isFirstOnLine, isLastOnLine, lineStart } from '../../syntax/lines.js';
import type { EngineSite } from './engine-site.js';

/** What an engine becomes. */
export type EngineForm =
  /** An async function without its callback. */
  | { readonly kind: 'convert' }
  /** Its callback stays; without one it gives a promise. */
  | { readonly kind: 'dual'; readonly call: string; readonly callback: string }
  /** Nobody waits; its callback stays a function that it calls. */
  | { readonly kind: 'detach' };

/** The statements that move into the async body. */
export interface MovedPart {
  readonly statements: readonly Statement[];
  /** A statement in front of them. */
  readonly first: readonly Part[] | undefined;
}

/** Plans the edits around the body of an engine: `engine(…)` goes, and so does the star. */
export function writeEngine(context: FileContext, site: EngineSite, form: EngineForm, moved: MovedPart): Replacement[] {
  const edits = new EditList();
  const { fn } = site;
  if (form.kind === 'detach' && site.run && mayRunInPlace(context, site, site.run)) {
    writeRun(context, site.run, fn, moved, edits);
    return edits.replacements();
  }
  unwrap(context, site, edits);
  if ('returnType' in fn && fn.returnType) edits.replace(fn.returnType.start!, fn.returnType.end!);
  if (form.kind === 'convert') planAsyncHeader(context, fn, {}, edits);
  else removeStar(context, fn, edits);
  if (form.kind !== 'convert' && moved.statements.length > 0) edits.add(wrapped(context, fn, form, moved));
  else if (moved.first && moved.statements[0]) edits.replace(...firstLine(context, moved));
  return edits.replacements();
}

function firstLine(context: FileContext, { statements, first }: MovedPart): [number, number, ...Part[]] {
  const { text } = context.file.source;
  const { start } = statements[0]!;
  const indent = text.slice(lineStart(text, start!), start!);
  const end = context.file.style.semicolons ? ';' : '';
  return [start!, start!, ...first!, `${end}${context.file.style.eol}${/\S/.test(indent) ? '' : indent}`];
}

/** `return asCallback.plain(callback, async () => { … })` or `detach(async () => { … })`. */
function wrapped(
  context: FileContext,
  fn: FunctionNode,
  form: Exclude<EngineForm, { kind: 'convert' }>,
  moved: MovedPart,
): Replacement {
  const head: Part[] =
    form.kind === 'dual'
      ? ['return ', { shim: 'asCallback' }, `${form.call}(${form.callback}, async () =>`]
      : [{ shim: 'detach' }, '(async () =>'];
  const span = spanOfMoved(context, fn, moved.statements);
  const body: Item[] = [...firstItems(moved), { kind: 'source', span }];
  return { ...span, items: [{ kind: 'braced', clauses: [{ head, body }], end: [')'] }], needsBlock: false };
}

const firstItems = ({ first }: MovedPart): Item[] => (first ? [{ kind: 'line', parts: [...first] }] : []);

/** From the comments above the first statement to those behind the last one, up to the brace. */
function spanOfMoved(
  context: FileContext,
  fn: FunctionNode,
  statements: readonly Statement[],
): { start: number; end: number } {
  const start = leadingCommentStart(context.file, statements[0]!);
  const last = statements.at(-1)!;
  const limit = fn.body.end! - 1;
  const comments = commentsIn(context.file, last.end!, limit);
  const end = comments.at(-1)?.end ?? endOfTrailingComments(context.file, last.end!);
  return { start, end: Math.min(end, limit) };
}

/** Takes `engine(` and `)`, or the decorator with its line, away. */
function unwrap(context: FileContext, { wrapper, fn, named, run }: EngineSite, edits: EditList): void {
  const { text } = context.file.source;
  if (wrapper.type === 'Decorator') {
    edits.replace(...rangeOfDecorator(text, wrapper.start!, wrapper.end!));
    return;
  }
  const inner = named ?? fn;
  // A function that is called where it stands keeps the parentheses around it.
  if (run && !named) {
    edits.replace(wrapper.start!, wrapper.callee.end!);
    return;
  }
  const isPlain = !hasCommentsInWrapper(context, { wrapper, fn, named, run });
  const open = text.indexOf('(', wrapper.typeParameters?.end ?? wrapper.callee.end!) + 1;
  const gap = /^[ \t]*/.exec(text.slice(open))![0].length;
  // No blank is left at the end of a line.
  const before = /^\r?\n/.test(text.slice(open + gap)) ? /[ \t]*$/.exec(text.slice(0, wrapper.start!))![0].length : 0;
  edits.replace(wrapper.start! - (isPlain ? 0 : before), isPlain ? inner.start! : open + gap);
  const close = /\s*\)$/.exec(text.slice(inner.end!, wrapper.end!))![0].length;
  edits.replace(isPlain ? inner.end! : wrapper.end! - close, wrapper.end!);
}

/** With the blanks behind it; behind other code of its line, with those in front, so that the line end stays. */
function rangeOfDecorator(text: string, start: number, end: number): [number, number] {
  if (isFirstOnLine(text, start) || !isLastOnLine(text, end))
    return [start, end + /^\s*/.exec(text.slice(end))![0].length];
  return [start - /[ \t]*$/.exec(text.slice(0, start))![0].length, end];
}

/** `engine(function* () { … })()` without arguments, whose body needs nothing of its own. */
function mayRunInPlace(context: FileContext, { fn, named }: EngineSite, run: CallExpression): boolean {
  if (named || fn.params.length > 0 || usesArguments(fn) || fn.body.type !== 'BlockStatement') return false;
  if ('id' in fn && fn.id && (context.scopes.bindingOf(fn.id)?.references.length ?? 0) > 0) return false;
  if (fn.body.directives.length > 0 || commentsIn(context.file, run.start!, fn.body.start!).length > 0) return false;
  if (commentsIn(context.file, fn.body.end!, run.end!).length > 0) return false;
  if (run.callee.type === 'MemberExpression')
    return run.arguments.length === 1 && run.arguments[0]!.type === 'ThisExpression';
  return run.arguments.length === 0 && !usesThis(fn);
}

function writeRun(
  context: FileContext,
  run: CallExpression,
  fn: FunctionNode,
  moved: MovedPart,
  edits: EditList,
): void {
  edits.replace(run.start!, fn.body.start!, { shim: 'detach' }, '(async () => ');
  edits.replace(fn.body.end!, run.end!, ')');
  if (moved.first && moved.statements[0]) edits.replace(...firstLine(context, moved));
}

/** Comments that would go with what is taken away. */
export function hasCommentsInWrapper(
  context: FileContext,
  { wrapper, fn, named, run }: Pick<EngineSite, 'wrapper' | 'fn' | 'named' | 'run'>,
): boolean {
  if (wrapper.type === 'Decorator') return commentsIn(context.file, wrapper.start!, wrapper.end!).length > 0;
  const inner: Node = named ?? fn;
  if (run && !named) return false;
  return (
    commentsIn(context.file, wrapper.start!, inner.start!).length > 0 ||
    commentsIn(context.file, inner.end!, wrapper.end!).length > 0
  );
}

/** Whether what is left of the wrapper can stand around the function: comments, in a place where a line may end. */
export function mayKeepComments(context: FileContext, site: EngineSite): boolean {
  const { wrapper, fn, named } = site;
  const { text } = context.file.source;
  const parent = context.parents.get(wrapper)?.parent.type ?? '';
  const inner = named ?? fn;
  if (wrapper.type === 'Decorator' || !/^(?:AssignmentExpression|VariableDeclarator|ObjectProperty)$/.test(parent))
    return false;
  const behind = text.slice(inner.end!, wrapper.end!);
  // A comment to the end of the line would swallow what follows the call.
  return !/,/.test(behind) && !/\/\/[^\n]*\n\s*\)$/.test(behind);
}
