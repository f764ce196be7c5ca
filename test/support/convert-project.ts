import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { findMessage, type Diagnostic } from '../../core/index.js';
import { run } from '../../runner/run.js';
import type { ProjectFixture } from './project-fixture.js';
import { copyProject, readTree } from './project-tree.js';

type Tree = Readonly<Record<string, string>>;
type Settings = Pick<ProjectFixture, 'options' | 'installed'>;

/** Converts a whole project on disk and gives all its files. A refused or failed file is an error. */
export async function convertProject(tree: Tree, { options, installed }: Settings): Promise<Tree> {
  const folder = copyProject(tree, installed);
  try {
    const report = await run({ cwd: folder, options, write: true, allow: { noVcs: true } });
    const bad = report.files.filter(({ status }) => status === 'refused' || status === 'failed');
    const findings = [...report.diagnostics, ...bad.flatMap(({ diagnostics }) => diagnostics)];
    assert.deepEqual(
      bad.map(({ path: file, status }) => `${file} ${status}`),
      [],
      findings.map(({ message }) => message).join('\n'),
    );
    assert.ok(report.written, findings.map(({ message }) => message).join('\n'));
    return readTree(folder);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/** The sites of a project that stay, each with its place and the names of its reasons. */
export async function leftSites(tree: Tree, { options, installed }: Settings): Promise<string[]> {
  const folder = copyProject(tree, installed);
  try {
    const { files } = await run({ cwd: folder, options });
    return files
      .flatMap(({ decisions }) => decisions)
      .filter(({ verdict }) => verdict === 'leave')
      .sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : a.range.start - b.range.start))
      .map(({ path: file, range, reasons }) => `${file}:${range.line} ${reasons.map(nameOf).join(', ')}`);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

const nameOf = ({ code }: Diagnostic): string => findMessage(code)!.name;

/**
 * Runs a fixture's test in a project.
 * @returns what it printed
 * @throws when it fails or prints nothing
 */
export function runProjectTest({ folder, testName, installed }: ProjectFixture, tree: Tree): string {
  const copy = copyProject(tree, installed);
  try {
    fs.copyFileSync(path.join(folder, testName!), path.join(copy, testName!));
    const result = spawnSync(process.execPath, [testName!], { cwd: copy, encoding: 'utf8', timeout: 20_000 });
    assert.equal(result.status, 0, result.stderr + result.stdout);
    assert.notEqual(result.stdout, '', 'the test printed nothing, so it proves nothing');
    return result.stdout;
  } finally {
    fs.rmSync(copy, { recursive: true, force: true });
  }
}
