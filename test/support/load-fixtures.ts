import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Fixture } from './fixture.js';
import { readExpectation } from './read-expectation.js';

export const fixturesFolder = fileURLToPath(new URL('../../fixtures/', import.meta.url));

/** Every fixture of every transform, in the order of their paths. */
export function loadFixtures(root = fixturesFolder): Fixture[] {
  return folders(root)
    .filter((transform) => transform !== 'projects')
    .flatMap((transform) => folders(path.join(root, transform)).map((name) => loadFixture(root, transform, name)));
}

function loadFixture(root: string, transform: string, name: string): Fixture {
  const folder = path.join(root, transform, name);
  const names = fs.readdirSync(folder);
  const inputName = only(folder, names, 'input');
  if (inputName === undefined) throw new Error(`${folder}: no input file`);
  const outputName = `output${path.extname(inputName)}`;
  const found = only(folder, names, 'output');
  if (found !== undefined && found !== outputName) throw new Error(`${folder}: ${found} should be ${outputName}`);
  return {
    transform,
    name,
    folder,
    inputName,
    input: fs.readFileSync(path.join(folder, inputName), 'utf8'),
    outputName,
    output: found === undefined ? undefined : fs.readFileSync(path.join(folder, outputName), 'utf8'),
    execName: only(folder, names, 'exec'),
    expectation: readExpectation(path.join(folder, 'expect.json')),
  };
}

function only(folder: string, names: readonly string[], stem: string): string | undefined {
  const found = names.filter((name) => path.parse(name).name === stem);
  if (found.length > 1) throw new Error(`${folder}: more than one ${stem} file: ${found.join(', ')}`);
  return found[0];
}

function folders(parent: string): string[] {
  if (!fs.existsSync(parent)) return [];
  const entries = fs.readdirSync(parent, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}
