import { Decline } from '../../conversion/decline.js';
import type { PreparedEngine } from './prepare-engine.js';

type Kind = 'convert' | 'dual' | 'detach';

/** Why a callback stays a call. */
const KEPT = /^engine-(?:code-after-callback|callback-passed-on|path-without-callback|error-unclear)$/;

/** What is said about an engine that becomes this, each once. */
export function formNotes(engine: PreparedEngine, kind: Kind): Decline[] {
  const told = [
    ...engine.notes.filter(({ reason }) => kind === 'detach' || !KEPT.test(reason)),
    ...timing(engine, kind),
    ...secondCompletion(engine, kind),
  ];
  return told.filter((note, index) => told.findIndex(({ reason }) => reason === note.reason) === index);
}

function timing({ site, moved, dual }: PreparedEngine, kind: Kind): Decline[] {
  const [first] = moved;
  if (!first || kind === 'convert') return [];
  const throws = new Decline('engine-throws-later', first, { name: site.name });
  if (kind === 'detach') return [throws];
  const later = new Decline('completes-later', first, { name: site.name });
  if (dual?.kind === 'plain') return [later, throws];
  return [later, new Decline('exception-delivered', first, { callee: site.name })];
}

/** An exception of the callback was caught by the `try` around its call. */
function secondCompletion({ site, dual, convert }: PreparedEngine, kind: Kind): Decline[] {
  const convention = kind === 'dual' ? dual : kind === 'convert' ? convert : undefined;
  const guarded = convention?.completions.find((completion) => completion.guarded);
  return guarded ? [new Decline('second-completion-gone', guarded.statement, { name: site.name })] : [];
}
