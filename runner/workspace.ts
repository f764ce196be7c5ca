import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import ignore from 'ignore';
import { parse } from 'yaml';

/**
 * The patterns by which the folder of a workspace names its packages: `workspaces` of package.json (npm, yarn), or
 * `packages` of pnpm-workspace.yaml.
 *
 * @param folder absolute path
 */
export function workspacePatterns(folder: string): readonly string[] {
  const { workspaces = [] } = readJson(join(folder, 'package.json')) as { workspaces?: unknown };
  const named = isRecord(workspaces) && !Array.isArray(workspaces) ? workspaces['packages'] : workspaces;
  const patterns = Array.isArray(named) ? named.filter((pattern) => typeof pattern === 'string') : [];
  const pnpm = join(folder, 'pnpm-workspace.yaml');
  return existsSync(pnpm) ? [...patterns, ...packagesOfYaml(readFileSync(pnpm, 'utf8'))] : patterns;
}

/** @param path of a folder, relative to that of the workspace, with forward slashes */
export function isMember(patterns: readonly string[], path: string): boolean {
  if (path === '' || path === '.') return false;
  return ignore()
    .add(patterns.map((pattern) => pattern.replace(/^(!?)(\.\/)?/, '$1/')))
    .ignores(path);
}

/**
 * The workspace that a package belongs to.
 *
 * @param folder absolute path of the package
 * @param mayBe whether a folder above it may be looked at
 */
export function workspaceOf(folder: string, mayBe: (folder: string) => boolean): string | undefined {
  for (let current = folder; current !== dirname(current);) {
    current = dirname(current);
    if (!mayBe(current)) return undefined;
    if (isMember(workspacePatterns(current), relative(current, folder).split(sep).join('/'))) return current;
  }
  return undefined;
}

function packagesOfYaml(text: string): string[] {
  const { packages } = readYaml(text);
  return Array.isArray(packages) ? packages.filter((pattern) => typeof pattern === 'string') : [];
}

function readYaml(text: string): { readonly packages?: unknown } {
  try {
    const value: unknown = parse(text);
    return isRecord(value) ? value : {};
  } catch {
    return {};
  }
}

function readJson(file: string): object {
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8').replace(/^\uFEFF/, ''));
    return isRecord(value) ? value : {};
  } catch {
    return {};
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
