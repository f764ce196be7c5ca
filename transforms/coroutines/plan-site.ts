import type { FileContext } from '../../analysis/file-context.js';
import type { FutureCallers, RunOptions } from '../../core/index.js';
import { Decline } from '../../conversion/decline.js';
import { EditList } from '../../conversion/generators/edit-list.js';
import type { SitePlan } from '../../conversion/generators/site-book.js';
import { spanOf } from '../../conversion/items.js';
import type { CoroutineSite } from './find-coroutines.js';
import type { BodyPlan } from './plan-body.js';
import type { Use } from '../../analysis/futures/result-use.js';
import { planRemoval, whyWrapped } from './wrapper.js';

type Kept = Extract<Use, { kind: 'kept' }>;

const WHY = {
  exported: 'future-is-exported',
  'passed-on': 'coroutine-is-passed-on',
  future: 'future-is-needed',
} as const;

/**
 * Puts the plan of a coroutine together. `coroutine` goes where every call is known and takes a promise as well; around an
 * async function it gives the same futures as around a generator function, so elsewhere it stays.
 */
export function planSite(
  context: FileContext,
  site: CoroutineSite,
  body: BodyPlan,
  uses: readonly Use[],
  callers: FutureCallers | undefined,
  options: RunOptions,
): SitePlan {
  const { name, node } = site;
  if (!site.wrapper) return plan(body, [], body.notes, 'convert');
  const floating = uses.flatMap((use) => (use.kind === 'floating' ? [use.call] : []));
  const why = whyNeeded(site, uses, callers, options) ?? whyWrapped(context, site, floating.length > 0);
  if (why) return plan(body, [], [why, ...body.notes], 'dual');
  const edits = new EditList();
  planRemoval(context, site, edits);
  for (const call of floating) edits.wrap(spanOf(call), [{ shim: 'fromPromise' }, '('], [')']);
  const notes = [
    ...floating.map((call) => new Decline('floating-call', call, { name })),
    new Decline('future-becomes-promise', node, { name }),
    ...body.notes,
  ];
  return plan(body, edits.replacements(), notes, 'convert');
}

/** The use that needs the future most plainly. An export that only files of the project call is judged by those. */
function whyNeeded(
  { name, node }: CoroutineSite,
  uses: readonly Use[],
  callers: FutureCallers | undefined,
  { exports }: RunOptions,
): Decline | undefined {
  const kept = uses.filter((use): use is Kept => use.kind === 'kept');
  const exported = kept.find(({ why }) => why === 'exported');
  const place = exported && callers?.needed;
  if (exported && exports !== 'promise' && (!callers || callers.isPublic))
    return new Decline(WHY.exported, exported.node, { name });
  if (place !== undefined) return new Decline('future-is-needed-elsewhere', node, { name, place });
  const other = kept.find(({ why }) => why !== 'exported');
  return other && new Decline(WHY[other.why], other.node, { name });
}

function plan(
  { replacements, yields }: BodyPlan,
  more: SitePlan['replacements'],
  notes: readonly Decline[],
  verdict: 'dual' | 'convert',
): SitePlan {
  return { replacements: [...replacements, ...more], operations: yields, notes, verdict };
}
