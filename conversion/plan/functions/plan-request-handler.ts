import type { Function as FunctionNode } from '@babel/types';
import { Decline } from '../../decline.js';
import { blockList, noFlow, type Region } from '../regions/region.js';
import { planList } from '../statements/plan-list.js';
import { withoutTrailingReturn } from '../leftovers/trailing-return.js';
import { listItems } from '../statements/statement-items.js';

/**
 * Plans a handler whose promise its framework takes care of: it becomes `async`, with the same parameters. It need not
 * call `next` on every path; what it throws goes there.
 *
 *     app.get('/', function (req, res, next) { load(id, function (err, v) { if (err) return next(err); res.json(v); }); });
 *     app.get('/', async function (req, res, next) { const v = await load(id); res.json(v); });
 *
 * @param accept called when it converts, and may decline all the same
 * @returns false when there is nothing in it to wait for, or it cannot be followed
 */
export function planRequestHandler(region: Region, fn: FunctionNode, accept: () => void): boolean {
  if (fn.async || fn.generator || fn.body.type !== 'BlockStatement' || fn.returnType != null) return false;
  const list = blockList(fn.body);
  try {
    planList(region, list, true, noFlow, region.rootHost);
    if (!region.operations.some(({ kind }) => kind !== 'timer') || region.shim.has('detach')) return false;
    withoutTrailingReturn(region, listItems(region, list));
    region.replacements.push({ start: fn.start!, end: fn.start!, items: [], needsBlock: false, inline: ['async '] });
    accept();
    return true;
  } catch (error) {
    if (error instanceof Decline) return false;
    throw error;
  }
}
