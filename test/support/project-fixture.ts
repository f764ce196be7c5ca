import fs from 'node:fs';
import path from 'node:path';
import type { RunOptions } from '../../core/index.js';
import { fixturesFolder } from './load-fixtures.js';

/** One folder below `fixtures/projects/`: a small repository before and after. */
export interface ProjectFixture {
  readonly name: string;
  /** Absolute path. */
  readonly folder: string;
  readonly title: string;
  readonly cases: readonly number[];
  readonly options: Partial<RunOptions>;
  /** The sites that stay, with their reasons: `lib/a.js:3 path-without-completion`. Only checked where it is given. */
  readonly left: readonly string[] | undefined;
  /** Absolute path of the folder with packages that the project has installed; it need not be there. */
  readonly installed: string;
  /** Name of the test that runs in both; it is copied into the root of the project. */
  readonly testName: string | undefined;
}

const knownKeys = new Set(['title', 'cases', 'options', 'left']);

/** Every project fixture, in the order of their names. */
export function loadProjectFixtures(root = path.join(fixturesFolder, 'projects')): ProjectFixture[] {
  if (!fs.existsSync(root)) return [];
  return fs
    .readdirSync(root)
    .sort()
    .map((name) => loadProjectFixture(path.join(root, name), name));
}

function loadProjectFixture(folder: string, name: string): ProjectFixture {
  const file = path.join(folder, 'expect.json');
  const value = JSON.parse(fs.readFileSync(file, 'utf8')) as Partial<ProjectFixture>;
  for (const key of Object.keys(value)) if (!knownKeys.has(key)) throw new Error(`${file}: unknown key "${key}"`);
  if (!value.title || !Array.isArray(value.cases)) throw new Error(`${file}: "title" and "cases" are missing`);
  const testName = fs.readdirSync(folder).find((one) => path.parse(one).name === 'test');
  return {
    name,
    folder,
    title: value.title,
    cases: value.cases as number[],
    options: value.options ?? {},
    left: value.left,
    installed: path.join(folder, 'installed'),
    testName,
  };
}
