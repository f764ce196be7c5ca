import { gzipSync } from 'node:zlib';

/** What of a minified file is looked at here. */
export interface MinifiedFile {
  type: 'chunk' | 'asset';
  fileName: string;
  code?: string;
  imports?: string[];
  isEntry?: boolean;
}

/**
 * Prints what each public module costs, minified and gzipped, with everything that it loads.
 *
 * @param files the minified build
 */
export function reportSizes(files: readonly MinifiedFile[]): void {
  const chunks = new Map(files.filter((file) => file.type === 'chunk').map((file) => [file.fileName, file]));
  console.log('coshift-shim: minified, minified + gzip');
  for (const entry of chunks.values()) {
    if (!entry.isEntry) continue;
    const code = [...reach(entry, chunks)].map((file) => file.code ?? '').join('\n');
    const name = entry.fileName.replace(/\.cjs$/, '').padEnd(10);
    console.log(`  ${name} ${kilobytes(code.length)}  ${kilobytes(gzipSync(code).length)}`);
  }
}

function reach(
  file: MinifiedFile,
  chunks: ReadonlyMap<string, MinifiedFile>,
  seen = new Set<MinifiedFile>(),
): Set<MinifiedFile> {
  if (seen.has(file)) return seen;
  seen.add(file);
  for (const name of file.imports ?? []) {
    const next = chunks.get(name);
    if (next) reach(next, chunks, seen);
  }
  return seen;
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(1).padStart(6)} kB`;
}
