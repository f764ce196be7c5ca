import type { ParsedFile } from '../../core/index.js';
import { insertImport, type ImportRequest } from '../../syntax/import-insertion.js';
import type { DecisionWork } from '../plan/rounds/file-work.js';
import { promiseModules } from '../used-imports.js';

/** The `promises` of a module of Node, and what they are called in a file. */
export interface PromiseImport {
  readonly request: ImportRequest;
  readonly local: string;
}

/** `import { promises as fsPromises } from 'node:fs'`: by itself the name would not say whose promises they are. */
export function promiseImports(file: ParsedFile, works: readonly DecisionWork[]): PromiseImport[] {
  const found: PromiseImport[] = [];
  for (const specifier of promiseModules(works.flatMap(({ replacements }) => replacements))) {
    // `fs` and `node:fs` would give their promises the same name.
    const reserved = new Set(['promises', ...found.map(({ local }) => local)]);
    const alias = (): string => `${specifier.replace(/^node:/, '')}Promises`;
    const request = { specifier, names: ['promises'], reserved, alias };
    found.push({ request, local: insertImport(file, request).localNames.get('promises')! });
  }
  return found;
}
