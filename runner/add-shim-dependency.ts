import { diagnose, type Decision, type FileOutcome, type SourceFile } from '../core/index.js';
import { addDependency, type Replacement } from './add-dependency.js';
import { outcomeWithout } from './file-outcomes.js';
import { toolVersion } from './tool-version.js';

/** The package that converted code imports. */
export const shimPackage = 'coshift-shim';

/** The range that is asked for: the shim is released together with coshift. */
export const shimVersion = `^${toolVersion}`;

/**
 * Adds the shim to the dependencies of a package.
 *
 * @param manifest its package.json
 * @returns undefined when the dependency is there already; an outcome that failed when the file cannot be edited
 */
export function addShimDependency(manifest: SourceFile): FileOutcome | undefined {
  const { path, text } = manifest;
  try {
    const replacement = addDependency(text, shimPackage, shimVersion);
    return replacement && changedManifest(manifest, replacement);
  } catch (error) {
    const detail = (error as Error).message.split('\n')[0]!;
    return outcomeWithout(
      path,
      'failed',
      manifest,
      diagnose('manifest-unreadable', { package: shimPackage, detail }, path),
    );
  }
}

function changedManifest({ path, text }: SourceFile, { start, end, text: inserted }: Replacement): FileOutcome {
  const decision = dependencyDecision(path, text, start, end);
  return {
    path,
    status: 'changed',
    before: text,
    after: text.slice(0, start) + inserted + text.slice(end),
    edits: [{ start, end, text: inserted, decision: decision.id }],
    decisions: [decision],
    diagnostics: [],
    shimImports: [],
  };
}

function dependencyDecision(path: string, text: string, start: number, end: number): Decision {
  const siteKey = `dependencies/${shimPackage}`;
  const lines = text.slice(0, start).split('\n');
  const range = { start, end, line: lines.length, column: lines.at(-1)!.length + 1 };
  return {
    id: `${path}#${siteKey}`,
    siteKey,
    transform: 'shim-dependency',
    path,
    range,
    title: `dependency on ${shimPackage}`,
    verdict: 'dependency',
    applicability: 'safe',
    reasons: [
      diagnose('shim-dependency-added', { package: shimPackage, version: shimVersion, manifest: path }, path, range),
    ],
    requires: [],
    operations: 0,
  };
}
