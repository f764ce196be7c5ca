/** Every copy of the package finds the same list, whichever way it was loaded. */
const KEY = Symbol.for('coshift-shim.copies');

interface Realm {
  [KEY]?: string[];
  process?: { emitWarning?(message: string, options: { type: string; code: string }): void };
  console?: { warn(message: string): void };
}

const own = { noted: false };

/**
 * Called where the parts with state come into use: engines, coroutines, the loop. Warns once when another copy of the
 * package is in use in this program too. The migration helpers have no state and work across copies.
 */
export function noteCopy(): void {
  if (own.noted) return;
  own.noted = true;
  const realm = globalThis as unknown as Realm;
  const copies = (realm[KEY] ??= []);
  copies.push(typeof __filename === 'string' ? __filename : 'a bundle');
  if (copies.length === 2) warn(realm, copies);
}

function warn({ process, console }: Realm, copies: readonly string[]): void {
  const message =
    `Two copies of coshift-shim are in use: ${copies.join(' and ')}. Yield points and loops of one are unknown to ` +
    'the other. Make it one copy: `npm ls coshift-shim` shows who brings which, `npm dedupe` may be enough.';
  if (process?.emitWarning) process.emitWarning(message, { type: 'Warning', code: 'COSHIFT_SHIM_COPIES' });
  else console?.warn(message);
}
