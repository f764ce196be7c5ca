import type { MessageName } from '../../../core/diagnose.js';
import { Decline } from '../../decline.js';
import type { Region } from '../regions/region.js';

/**
 * What the conversion of a region changes within the allowed equivalences, each said once. Some are noted while the
 * region is planned; the others follow from its first operation.
 */
export function equivalenceNotes(region: Region): Decline[] {
  const [first] = region.operations;
  if (!first) return [...region.notes];
  const callee = first.callee.name;
  const moment = region.atOnce ? 'goes-on-at-once' : 'continuation-later';
  const notes: Decline[] = [new Decline(moment, first.call, { callee })];
  if (region.mode.kind === 'detached' && region.mode.errorsTo)
    notes.push(new Decline('exception-delivered', first.call, { callee }));
  // Whatever fails in a test fails the test.
  if (region.mode.kind === 'callback' && !region.mode.test && !region.mode.plain) {
    notes.push(new Decline('exception-delivered', first.call, { callee }));
    // What an executor throws rejects its promise anyway.
    if (!region.mode.executor) notes.push(new Decline('throw-becomes-error', first.call, { callee }));
  }
  const said = new Set<MessageName>(notes.map(({ reason }) => reason));
  for (const note of region.notes) {
    if (said.has(note.reason)) continue;
    said.add(note.reason);
    notes.push(note);
  }
  return notes;
}
