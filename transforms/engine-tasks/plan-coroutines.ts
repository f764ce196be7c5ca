import type { CallExpression, NewExpression } from '@babel/types';
import type { FileContext } from '../../analysis/file-context.js';
import { Decline } from '../../conversion/decline.js';
import type { SiteBook } from '../../conversion/generators/site-book.js';
import type { Part, Replacement } from '../../conversion/items.js';
import { commentsIn } from '../../syntax/comments.js';
import { completionEdits } from './convention.js';
import type { EngineForms } from './engine-forms.js';
import type { PreparedEngine } from './prepare-engine.js';
import { dropParameter } from './drop-parameter.js';
import { madePoint } from './yield-point.js';

/**
 * Decides which engines become coroutines of the shim: those whose callers in the file all wait for them, each in a `yield`
 * of its own; their tasks become calls. Others need `--unsafe`.
 */
export function planCoroutines(
  context: FileContext,
  book: SiteBook,
  engines: readonly PreparedEngine[],
  forms: EngineForms,
  specifier: string,
): void {
  for (const engine of engines) {
    const { site, notes, yields } = engine;
    const needsCallers = new Decline('engine-needs-callers', site.wrapper, { name: site.name });
    const calls = forms.formOf(engine).kind === 'convert' ? awaitingTasks(context, engine, specifier) : undefined;
    if (!calls && (engine.callback !== undefined || site.run || site.wrapper.type === 'Decorator')) {
      book.leave(site.wrapper, site.name, [needsCallers]);
      continue;
    }
    const assumptions = [
      ...engine.assumptions,
      ...(calls ? [] : [needsCallers]),
      ...ofBody(context, engine, specifier),
    ];
    book.accept(site.wrapper, site.name, {
      replacements: [
        ...wrapperEdits(site.wrapper),
        ...(calls ?? []).flatMap(callEdits),
        ...(calls ? [...dropParameter(context, engine), ...completionEdits(context, engine.convert!, false)] : []),
      ],
      operations: yields.length,
      assumptions,
      notes: calls ? [...notes, new Decline('engine-resumed-by-loop', site.wrapper, { name: site.name })] : notes,
      verdict: 'convert',
    });
  }
}

const wrapperEdits = (wrapper: PreparedEngine['site']['wrapper']): Replacement[] =>
  wrapper.type === 'CallExpression'
    ? [inline(wrapper.callee.start!, wrapper.callee.end!, { shim: 'coroutine' })]
    : [inline(wrapper.expression.start!, wrapper.expression.end!, { shim: 'coroutine' })];

/** The tasks that wait for an engine; nothing when one of them shares its `yield` with others. */
function awaitingTasks(
  context: FileContext,
  { site }: PreparedEngine,
  specifier: string,
): (CallExpression | NewExpression)[] | undefined {
  const uses = site.binding!.references.filter(({ kind, isType }) => kind === 'read' && !isType);
  const tasks = uses.map(({ identifier }) => {
    const task = context.parents.get(identifier)!.parent;
    const point = madePoint(context, task, specifier);
    const isAlone = context.parents.get(task)?.parent.type === 'YieldExpression';
    const first = point?.rest[0]?.start ?? task.end!;
    return point && isAlone && commentsIn(context.file, task.start!, first).length === 0 ? point.node : undefined;
  });
  return tasks.every((task) => task !== undefined) ? tasks : undefined;
}

/** `Task(load, url)` → `load(url)`. */
function callEdits({ start, end, arguments: [callee, first] }: CallExpression | NewExpression): Replacement[] {
  return [inline(start!, callee!.start!), inline(callee!.end!, first?.start ?? end! - 1, '(')];
}

/** What a coroutine does in another way. */
function ofBody(context: FileContext, { yields, keys }: PreparedEngine, specifier: string): Decline[] {
  const list = yields.find(({ argument }) => {
    const point = argument && madePoint(context, argument, specifier);
    return /^(?:Array|Object)Expression$/.test(argument?.type ?? '') || point?.kind === 'Multi' || isMap(argument);
  });
  return [
    ...(list ? [new Decline('engine-list-in-coroutine', list, {})] : []),
    ...(keys.used ? [new Decline('engine-keys-in-coroutine', yields[0]!, {})] : []),
  ];
}

const isMap = (node: PreparedEngine['yields'][number]['argument']): boolean =>
  node?.type === 'CallExpression' &&
  node.callee.type === 'MemberExpression' &&
  node.callee.property.type === 'Identifier' &&
  node.callee.property.name === 'map';

function inline(start: number, end: number, ...parts: Part[]): Replacement {
  return { start, end, items: [], needsBlock: false, inline: parts };
}
