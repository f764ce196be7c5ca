import type { Node, Statement } from '@babel/types';
import type { Verdict } from '../../core/index.js';
import { Decline } from '../decline.js';
import { mayGoOnAtOnce } from './at-once.js';
import { carriesContinuation } from './continuation-function.js';
import type { Form } from './new-region.js';
import { planCompleting } from './plan-completing.js';
import type { StatementOperation } from './plan-operation.js';
import type { Mode, Region } from './region.js';
import { settledCallbacks } from './settled-callback.js';

type NewRegion = (mode: Mode, form: Form) => Region;
type Accept = (region: Region, node: Node, verdict: Verdict, name: string) => unknown;

const DIRECT: Form = { loops: true, atOnce: false, assumes: false };

/**
 * Lets an operation complete a function around it that stays as it is: by each of the callbacks there, as an async body
 * where nobody could tell, as a generator otherwise.
 *
 * @returns false where its handler does not surely call one of them
 */
export function planInPlace(
  newRegion: NewRegion,
  accept: Accept,
  statement: Statement,
  found: StatementOperation,
): boolean {
  const { receiver, callee } = found.operation;
  if (receiver.kind !== 'handler') return false;
  const probe = newRegion({ kind: 'detached' }, DIRECT);
  for (const callback of settledCallbacks(probe.context, statement)) {
    const mode: Mode = { kind: 'callback', continuations: new Set([callback.binding]) };
    if (!carriesContinuation({ ...probe, mode }, receiver.handler.fn, new Set())) continue;
    for (let form: Form | undefined = DIRECT; form;) {
      const region = newRegion(mode, form);
      try {
        planCompleting(region, statement, found, callback);
        accept(region, statement, 'dual', callee.name);
        return true;
      } catch (error) {
        if (!(error instanceof Decline)) throw error;
        form = nextForm(form, region, error as Decline);
      }
    }
  }
  return false;
}

/** Local functions that call themselves where loops cannot be, generators where an async function comes too late. */
function nextForm(form: Form, { loopFunctions }: Region, why: Decline): Form | undefined {
  if (form.loops && loopFunctions.size > 0) return { ...form, loops: false };
  return !form.atOnce && mayGoOnAtOnce(why) ? { ...DIRECT, atOnce: true } : undefined;
}
