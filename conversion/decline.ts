import type { Node } from '@babel/types';
import type { MessageArgs, MessageName } from '../core/diagnose.js';
import { isWithin } from '../syntax/within.js';

/**
 * Says that a site stays as it is, and why. Planning throws it from wherever the obstacle is found; the room that
 * plans whole functions catches it and turns it into a diagnostic.
 */
export class Decline<Name extends MessageName = MessageName> extends Error {
  constructor(
    readonly reason: Name,
    readonly node: Node,
    readonly args: MessageArgs<Name>,
  ) {
    // It is thrown by the thousand and caught nearby: collecting where from would take longer than the rest.
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    super(reason);
    Error.stackTraceLimit = stackTraceLimit;
    this.name = 'Decline';
  }
}

/** Whether an obstacle that is known already says the same, of the code around. */
export const covers = (known: Decline, { reason, node }: Decline): boolean =>
  isSameObstacle(known.reason, reason) && isWithin(node, known.node);

/** What was not tried lies in what was taken back. */
const isSameObstacle = (known: MessageName, reason: MessageName): boolean =>
  known === reason || (known === 'conversion-fails-command' && reason === 'conversion-not-tried');
