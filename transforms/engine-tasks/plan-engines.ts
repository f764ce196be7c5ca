import type { CallExpression } from '@babel/types';
import type { FileContext } from '../../analysis/file-context.js';
import { Decline } from '../../conversion/decline.js';
import { EditList } from '../../conversion/generators/edit-list.js';
import { planYield } from '../../conversion/generators/plan-yield.js';
import { planOrDecline, SiteBook } from '../../conversion/generators/site-book.js';
import type { Part, Replacement } from '../../conversion/items.js';
import type { FilePlan, RunOptions } from '../../core/index.js';
import { completionEdits } from './convention.js';
import { dropParameter } from './drop-parameter.js';
import { EngineForms } from './engine-forms.js';
import type { EngineSite } from './engine-site.js';
import { findEngines, namesOfEngines } from './find-engines.js';
import { KeyNames } from './key-names.js';
import { YieldLowering } from './lower-yield.js';
import { planCoroutines } from './plan-coroutines.js';
import { prepareEngine, type PreparedEngine } from './prepare-engine.js';
import { withTasksThatGoOn } from './tasks-that-go-on.js';
import { writeEngine } from './write-engine.js';

/** Decides about every engine of a file. */
export function planEngines(context: FileContext, options: RunOptions, transform: string): FilePlan {
  const specifier = options.shimSpecifier;
  const book = new SiteBook(context, transform, options.unsafe);
  const { sites, unknown } = findEngines(context, specifier);
  const names = namesOfEngines(context, sites, specifier);
  const isAsync = options.target === 'async';
  const prepare = (site: EngineSite): PreparedEngine => {
    const engine = prepareEngine(context, site, names, specifier);
    return isAsync ? checked(context, engine, specifier) : engine;
  };
  const found = sites.map((site) => ({ site, plan: planOrDecline(() => prepare(site)) }));
  const prepared = found.flatMap(({ plan }) => (plan instanceof Decline ? [] : [plan]));
  const engines = prepared.map((engine) => withTasksThatGoOn(context, engine, prepared, specifier));
  const applied = engines.filter(({ assumptions }) => assumptions.length === 0 || options.unsafe);
  const forms = new EngineForms(context, applied, specifier);
  for (const { wrapper, node, name, why } of unknown) book.leave(node, name, [new Decline(why, wrapper, {})]);
  for (const { site, plan } of found) {
    const engine = engines.find((one) => one.site === site);
    if (plan instanceof Decline) book.leave(site.wrapper, site.name, [plan]);
    else if (engine && isAsync) accept(context, book, engine, forms, specifier, applied.includes(engine));
  }
  if (!isAsync) planCoroutines(context, book, engines, specifier);
  const removed = applied.flatMap(({ keys }) => keys.replaced.map(({ start, end }) => ({ start: start!, end: end! })));
  return { ...book.plan(), removed };
}

/** Lowers the yields once, to see that each can be. */
function checked(context: FileContext, engine: PreparedEngine, specifier: string): PreparedEngine {
  const notes: Decline[] = [];
  bodyEdits(context, engine, specifier, () => false, notes);
  return { ...engine, notes: [...engine.notes, ...notes] };
}

function accept(
  context: FileContext,
  book: SiteBook,
  engine: PreparedEngine,
  forms: EngineForms,
  specifier: string,
  isApplied: boolean,
): void {
  const { site, assumptions, yields } = engine;
  const form = isApplied ? forms.formOf(engine) : ({ kind: 'detach' } as const);
  const convention = form.kind === 'convert' ? engine.convert : form.kind === 'dual' ? engine.dual : undefined;
  const names = new KeyNames(context, engine.keys);
  const isDirect = (...args: Parameters<EngineForms['isDirect']>): boolean => forms.isDirect(...args);
  const body = bodyEdits(context, engine, specifier, isDirect, [], names);
  const callback = form.kind === 'convert' ? dropParameter(context, engine) : [];
  const whole = form.kind === 'convert' ? (site.fn.body as { body: typeof engine.moved }).body : engine.moved;
  const moved = { statements: whole, first: names.table() };
  book.accept(site.wrapper, site.name, {
    replacements: [
      ...writeEngine(context, site, form, moved),
      ...callback,
      ...body,
      ...(convention ? completionEdits(context, convention, form.kind === 'dual') : []),
      ...(form.kind === 'dual' ? forms.callsWithoutCallback(engine).flatMap(detached) : []),
    ],
    operations: yields.length,
    assumptions,
    notes: [...dedupe(engine.notes, form.kind), ...timingNotes(engine, form.kind)],
    verdict: form.kind,
  });
}

/** `load(url);` → `detach(() => load(url));` */
function detached({ start, end }: CallExpression): Replacement[] {
  const insertion = (at: number, ...parts: Part[]): Replacement => ({
    start: at,
    end: at,
    items: [],
    needsBlock: false,
    inline: parts,
  });
  return [insertion(start!, { shim: 'detach' }, '(() => '), insertion(end!, ')')];
}

/** Why the callback stays is told only where it stays. */
function dedupe(notes: readonly Decline[], kind: 'convert' | 'dual' | 'detach'): Decline[] {
  const kept = /^engine-(?:code-after-callback|callback-passed-on|path-without-callback|error-unclear)$/;
  const told = kind === 'detach' ? notes : notes.filter(({ reason }) => !kept.test(reason));
  return told.filter((note, index) => told.findIndex(({ reason }) => reason === note.reason) === index);
}

function timingNotes({ site, moved, dual }: PreparedEngine, kind: 'convert' | 'dual' | 'detach'): Decline[] {
  const [first] = moved;
  if (!first || kind === 'convert') return [];
  if (kind === 'detach') return [new Decline('engine-throws-later', first, { name: site.name })];
  const later = new Decline('completes-later', first, { name: site.name });
  if (dual?.kind === 'plain') return [later, new Decline('engine-throws-later', first, { name: site.name })];
  return [later, new Decline('exception-delivered', first, { callee: site.name })];
}

/** Everything inside of the body: yields, and the variables of keys. */
function bodyEdits(
  context: FileContext,
  engine: PreparedEngine,
  specifier: string,
  isDirect: EngineForms['isDirect'],
  notes: Decline[],
  names = new KeyNames(context, engine.keys),
): Replacement[] {
  const { site, keys, yields } = engine;
  const edits = new EditList();
  const lowering = new YieldLowering({
    context,
    specifier,
    fn: site.fn,
    keys,
    keyName: (key) => names.nameOf(key),
    isDirect,
    note: (note) => notes.push(note),
  });
  for (const node of yields) planYield(context, node, lowering.lower(node.argument ?? undefined, node), edits);
  return [...edits.replacements(), ...names.declarations()];
}
