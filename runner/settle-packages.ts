import { diagnose, type Diagnostic, type FileOutcome } from '../core/index.js';
import { addShimDependency, shimPackage, shimVersion } from './add-shim-dependency.js';
import { noteOldEngines, refuseOldEngines } from './check-engines.js';
import { outcomeWithout, refuse } from './file-outcomes.js';
import type { Packages } from './packages.js';
import { isDiagnostic, readSource } from './read-source.js';

export interface SettledPackages {
  readonly outcomes: readonly FileOutcome[];
  /** Findings about packages rather than files. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Nothing found about a package: its files stay as they are. */
interface PackageVerdict {
  readonly manifest?: FileOutcome;
  readonly diagnostics: readonly Diagnostic[];
  /** Why the changed files of the package are taken back; absent when they are not. */
  readonly refusal?: (path: string) => readonly Diagnostic[];
}

/**
 * Brings every package with changed files in line: refuses packages whose Node has no async functions, and adds the
 * dependency on the shim where changed files import it.
 *
 * @param shimSpecifier what converted code imports; only that of the published shim has a version to ask for
 */
export function settlePackages(
  outcomes: readonly FileOutcome[],
  packages: Packages,
  shimSpecifier: string,
): SettledPackages {
  const diagnostics: Diagnostic[] = [];
  const manifests: FileOutcome[] = [];
  const refusals = new Map<string, readonly Diagnostic[]>();
  for (const [path, files] of changedByPackage(outcomes, packages)) {
    const usesShim = isPublishedShim(shimSpecifier) && files.some(({ shimImports }) => shimImports.length > 0);
    const verdict = path === undefined ? judgeNoPackage(files, usesShim) : judgePackage(path, packages, usesShim);
    diagnostics.push(...verdict.diagnostics);
    if (verdict.manifest) manifests.push(verdict.manifest);
    if (verdict.refusal) for (const file of files) refusals.set(file.path, verdict.refusal(file.path));
  }
  const settled = outcomes.map((outcome) =>
    refusals.has(outcome.path) ? refuse(outcome, ...refusals.get(outcome.path)!) : outcome,
  );
  return { outcomes: [...settled, ...manifests], diagnostics };
}

function changedByPackage(
  outcomes: readonly FileOutcome[],
  packages: Packages,
): ReadonlyMap<string | undefined, FileOutcome[]> {
  const groups = new Map<string | undefined, FileOutcome[]>();
  for (const outcome of outcomes) {
    if (outcome.status !== 'changed') continue;
    const manifest = packages.manifestOf(outcome.path);
    const group = groups.get(manifest);
    if (group) group.push(outcome);
    else groups.set(manifest, [outcome]);
  }
  return groups;
}

function judgePackage(path: string, packages: Packages, usesShim: boolean): PackageVerdict {
  const content = packages.read(path);
  const tooOld = refuseOldEngines(content, path);
  if (tooOld) return { diagnostics: [tooOld], refusal: () => [] };
  const note = noteOldEngines(content, path, usesShim);
  const diagnostics = note ? [note] : [];
  if (!usesShim || content?.name === shimPackage) return { diagnostics };
  const manifest = shimOutcome(path, packages.root);
  if (manifest?.status !== 'failed') return { diagnostics, manifest };
  return { diagnostics, manifest, refusal: (file) => [diagnose('required-file-refused', { path }, file)] };
}

function shimOutcome(path: string, root: string): FileOutcome | undefined {
  const source = readSource(root, path);
  return isDiagnostic(source) ? outcomeWithout(path, 'failed', undefined, source) : addShimDependency(source);
}

function judgeNoPackage(files: readonly FileOutcome[], usesShim: boolean): PackageVerdict {
  const needing = usesShim ? files.filter(({ shimImports }) => shimImports.length > 0) : [];
  return {
    diagnostics: needing.map(({ path }) =>
      diagnose('shim-not-declared', { package: shimPackage, version: shimVersion }, path),
    ),
  };
}

function isPublishedShim(specifier: string): boolean {
  return specifier === shimPackage || specifier.startsWith(`${shimPackage}/`);
}
