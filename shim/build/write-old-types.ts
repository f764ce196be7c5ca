import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { BuiltFile } from './write-esm-wrappers.ts';

/** What the compiler of a reader knows of a value: all that can be done with it, and nothing about what comes of it. */
const HEAD = `/** For TypeScript before 5.0, which does not read the declarations beside this file. */
interface Loose {
  <A = any, B = any, C = any, D = any>(...args: any[]): any;
  new <A = any, B = any, C = any, D = any>(...args: any[]): any;
  readonly [member: string]: Loose;
}
`;

/**
 * Writes `name-old.d.ts` and `name-old.d.cts` beside every `name.d.cts` that is an entry: the same names, for compilers that know the
 * language of it too little (before 5.0), or the extension neither (before 4.7).
 *
 * @param outDir folder of the build
 * @param files what the build wrote
 */
export async function writeOldTypes(outDir: string, files: readonly BuiltFile[]): Promise<void> {
  const entries = files.filter(({ fileName, isEntry }) => isEntry && fileName.endsWith('.d.cts'));
  await Promise.all(
    entries.map(async ({ fileName }) => {
      const text = await readFile(path.join(outDir, fileName), 'utf8');
      const name = path.basename(fileName, '.d.cts');
      const old = oldTypes(text);
      await Promise.all(['ts', 'cts'].map((kind) => writeFile(path.join(outDir, `${name}-old.d.${kind}`), old)));
    }),
  );
}

/** The names that a bundle of declarations exports, in its last statement, as values and types without a shape. */
export function oldTypes(declarations: string): string {
  const [, list = ''] = /export \{([^{}]*)\};?\s*$/.exec(declarations) ?? [];
  const names = list.split(',').map((entry) => entry.trim());
  const lines = names.flatMap((entry) => {
    const isType = entry.startsWith('type ');
    const name = entry.replace(/^type /, '').replace(/^.* as /, '');
    const type = `export type ${name}<A = any, B = any, C = any, D = any> = any;`;
    return name === '' ? [] : isType ? [type] : [`export declare const ${name}: Loose;`, type];
  });
  // Without it, what is not exported would be all the same.
  return [HEAD, ...lines, 'export {};', ''].join('\n');
}
