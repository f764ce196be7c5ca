import type { SourceType } from './parser-options.js';

const ALWAYS_RESERVED =
  'break case catch class const continue debugger default delete do else enum export extends false finally for function if ' +
  'import in instanceof new null return super switch this throw true try typeof var void while with';
const STRICT_RESERVED = 'implements interface let package private protected public static yield';

const always = new Set(ALWAYS_RESERVED.split(' '));
const strict = new Set(STRICT_RESERVED.split(' '));
// `await` may not name a variable in modules and async functions, and new names end up in async functions.
const avoided = new Set(['await', 'async', 'arguments', 'eval', 'undefined', 'NaN', 'Infinity', 'of', 'get', 'set']);

/** True when `name` may not be used as a variable in a file of this source type (modules are strict code). */
export function isReserved(name: string, sourceType: SourceType): boolean {
  return (
    always.has(name) ||
    (sourceType === 'module' && (strict.has(name) || name === 'await' || name === 'arguments' || name === 'eval'))
  );
}

/**
 * The first free name among `base`, `base2`, `base3`, … Reserved words get a `_` first; characters that cannot stand in
 * a name become `_`.
 */
export function uniqueName(base: string, isTaken: (name: string) => boolean): string {
  const stem = toIdentifier(base);
  if (!isTaken(stem)) return stem;
  const separator = /\d$/.test(stem) ? '_' : '';
  for (let suffix = 2; ; suffix++) {
    const name = `${stem}${separator}${suffix}`;
    if (!isTaken(name)) return name;
  }
}

function toIdentifier(base: string): string {
  const cleaned = base.replace(/[^\p{ID_Continue}$]/gu, '_').replace(/^(?=\d)/, '_') || '_';
  return isReserved(cleaned, 'module') || avoided.has(cleaned) ? `${cleaned}_` : cleaned;
}
