import type { FileContext } from '../../analysis/file-context.js';
import type { Part, Replacement } from '../../conversion/items.js';
import { lineStart } from '../../syntax/lines.js';
import { uniqueName } from '../../syntax/names.js';
import { takenNames } from '../../syntax/taken-names.js';
import type { KeyUses } from './key-uses.js';

/** Names for the callbacks of one engine: a variable for each key that is written out, or one table for all. */
export class KeyNames {
  private readonly names = new Map<string | number | undefined, string>();
  private readonly taken: Set<string>;
  private usesTable = false;

  constructor(
    private readonly context: FileContext,
    private readonly keys: KeyUses,
  ) {
    this.taken = new Set(takenNames(context.file));
    for (const key of keys.variables.keys()) this.add(key, `${camelCase(String(key))}Callback`);
    if (keys.used && keys.variables.size === 0) this.add(undefined, 'keys');
  }

  /** @param key `undefined` for the table */
  nameOf(key: string | number | undefined): string {
    this.usesTable ||= key === undefined;
    return this.names.get(key)!;
  }

  /** What declares the table, in front of everything; nothing when there is none. */
  table(): readonly Part[] | undefined {
    if (!this.usesTable && !this.names.has(undefined)) return undefined;
    return [`const ${this.names.get(undefined)!} = `, { shim: 'callbackKeys' }, '()'];
  }

  /** What declares the variables, each in front of the statement that uses it first. */
  declarations(): Replacement[] {
    const { text } = this.context.file.source;
    return [...this.keys.variables.values()].map(({ key, statement }) => {
      const start = statement.start!;
      const indent = text.slice(lineStart(text, start), start);
      const gap = this.context.file.style.eol + (/\S/.test(indent) ? '' : indent);
      const end = this.context.file.style.semicolons ? `;${gap}` : gap;
      const parts: Part[] = [`const ${this.names.get(key)!} = `, { shim: 'pendingCallback' }, `()${end}`];
      return { start, end: start, items: [], needsBlock: false, inline: parts };
    });
  }

  private add(key: string | number | undefined, base: string): void {
    const name = uniqueName(base, (candidate) => this.taken.has(candidate));
    this.taken.add(name);
    this.names.set(key, name);
  }
}

/** `first-page` → `firstPage`, `1` → `key1`. */
function camelCase(key: string): string {
  const words = key.split(/[^\w$]+/).filter((word) => word !== '');
  const name = words.map((word, index) => (index === 0 ? word : word[0]!.toUpperCase() + word.slice(1))).join('');
  return /^[A-Za-z_$]/.test(name) ? name : `key${name}`;
}
