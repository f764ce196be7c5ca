import fs from 'node:fs';
import path from 'node:path';
import { globSync } from 'tinyglobby';
import { addCensus, type Census } from '../../core/index.js';
import { takeCensus } from '../../analysis/census/take-census.js';
import { parse } from '../../syntax/parse.js';
import type { PackageEntry } from './package-entry.js';

/** The texts of the files that are to be converted, by path relative to the package. */
export function readSources(entry: PackageEntry, folder: string): Map<string, string> {
  const options = { cwd: folder, ignore: ['**/node_modules/**'], dot: true, expandDirectories: false };
  const files = globSync([...entry.srcGlobs], options).sort();
  if (files.length === 0) throw new Error(`no file matches ${entry.srcGlobs.join(' ')}`);
  return new Map(files.map((file) => [file, fs.readFileSync(path.join(folder, file), 'utf8')]));
}

/** The census over all sources; a file that does not parse counts nothing. */
export function censusOf(sources: ReadonlyMap<string, string>): Census {
  return addCensus([...sources].flatMap(([file, text]) => censusOfText(file, text)));
}

function censusOfText(file: string, text: string): Census[] {
  try {
    return [takeCensus(parse({ path: file, text }))];
  } catch {
    return [];
  }
}
