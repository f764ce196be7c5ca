import { writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';

/** What of a built file is looked at here. */
export interface BuiltFile {
  type: 'chunk' | 'asset';
  fileName: string;
  isEntry?: boolean;
}

const require = createRequire(import.meta.url);

/**
 * Writes `name.js` and `name.d.ts` beside every `name.cjs` that is an entry: an ES module with the same names.
 *
 * @param outDir folder of the build
 * @param files what the build wrote
 */
export async function writeEsmWrappers(outDir: string, files: readonly BuiltFile[]): Promise<void> {
  const bodies = files.filter((file) => file.type === 'chunk' && file.isEntry && file.fileName.endsWith('.cjs'));
  await Promise.all(bodies.map((file) => writeWrapper(outDir, file.fileName)));
}

async function writeWrapper(outDir: string, fileName: string): Promise<void> {
  const name = path.basename(fileName, '.cjs');
  const names = Object.keys(require(path.join(outDir, fileName)) as object).sort();
  // Named re-exports, not a default import: bundlers do not agree on the default of a CommonJS module.
  const code = `export { ${names.join(', ')} } from './${name}.cjs';\n`;
  await writeFile(path.join(outDir, `${name}.js`), code);
  await writeFile(path.join(outDir, `${name}.d.ts`), `export * from './${name}.cjs';\n`);
}
