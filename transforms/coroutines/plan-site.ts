import type { FileContext } from '../../analysis/file-context.js';
import type { RunOptions } from '../../core/index.js';
import { Decline } from '../../conversion/decline.js';
import { EditList } from '../../conversion/generators/edit-list.js';
import type { SitePlan } from '../../conversion/generators/site-book.js';
import { spanOf } from '../../conversion/items.js';
import type { CoroutineSite } from './find-coroutines.js';
import type { BodyPlan } from './plan-body.js';
import type { Use } from './result-use.js';
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
  options: RunOptions,
): SitePlan {
  const { name, node } = site;
  const needed = neededFuture(uses, options);
  const floating = uses.flatMap((use) => (use.kind === 'floating' ? [use.call] : []));
  const why = needed
    ? new Decline(WHY[needed.why], needed.node, { name })
    : whyWrapped(context, site, floating.length > 0);
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

/** The use that needs the future most plainly: the reason that is given. */
function neededFuture(uses: readonly Use[], { exports }: RunOptions): Kept | undefined {
  const kept = uses.filter((use): use is Kept => use.kind === 'kept');
  const counted = exports === 'promise' ? kept.filter(({ why }) => why !== 'exported') : kept;
  return counted.find(({ why }) => why === 'exported') ?? counted[0];
}

function plan(
  { replacements, yields }: BodyPlan,
  more: SitePlan['replacements'],
  notes: readonly Decline[],
  verdict: 'dual' | 'convert',
): SitePlan {
  return { replacements: [...replacements, ...more], operations: yields, notes, verdict };
}
