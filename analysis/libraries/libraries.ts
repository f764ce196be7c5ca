import { intersects, subset, validRange } from 'semver';
import type { ImportedName, LibraryProfile, ProjectFacts, TestRunnerProfile } from '../../core/index.js';
import { builtinProfiles } from '../profiles/libraries.generated.js';

/** A profile whose claims hold for the version that a file works with. */
export interface ActiveProfile {
  readonly profile: LibraryProfile;
  /** True when the functions of that version take no callback any more. */
  readonly callbacksRemoved: boolean;
}

/** A test runner that a file may be run by. */
export interface ActiveRunner {
  readonly modules: readonly string[];
  readonly runner: TestRunnerProfile;
  /** Its package, with the version that the file works with, when that is known. */
  readonly name: string;
  readonly isDependency: boolean;
  /** False when that version does not wait for the promise of a test. */
  readonly awaitsTests: boolean;
}

/** What is known of the packages that a file works with. */
export interface Libraries {
  /** @param specifier as it is required or imported */
  readonly profileOf: (specifier: string) => ActiveProfile | undefined;
  readonly runners: readonly ActiveRunner[];
  /** The value of a package that another file of the project exports. */
  readonly imported: (name: ImportedName) => { readonly module: string; readonly shape: string } | undefined;
}

/** What is known before the first file is read, and after all are. */
export type KnownPackages = Pick<ProjectFacts, 'profiles' | 'dependency'> &
  Partial<Pick<ProjectFacts, 'importedShape'>>;

/** By what tells the versions, since the rest of what is known of a project grows while it is planned. */
const all = new WeakMap<KnownPackages['dependency'], Map<string, Libraries>>();

/** The profiles in force for a file: a profile of the user comes before one that is built in. */
export function librariesOf(project: KnownPackages, path: string): Libraries {
  let files = all.get(project.dependency);
  if (!files) all.set(project.dependency, (files = new Map<string, Libraries>()));
  let libraries = files.get(path);
  if (!libraries) files.set(path, (libraries = collect(project, path)));
  return libraries;
}

function collect({ profiles, dependency, importedShape }: KnownPackages, path: string): Libraries {
  const known = new Map<string, ActiveProfile | undefined>();
  const ordered = [...profiles, ...builtinProfiles];
  const rangeOf = (name: string): string | undefined => dependency(path, name);
  return {
    profileOf(specifier) {
      if (!known.has(specifier)) known.set(specifier, activeProfile(ordered, specifier, rangeOf));
      return known.get(specifier);
    },
    imported: (name) => importedShape?.(path, name),
    runners: ordered.flatMap((profile) => runnerOf(profile, rangeOf(profile.name))),
  };
}

const names = ({ modules, parts = {} }: LibraryProfile, specifier: string): boolean =>
  modules.includes(specifier) || Object.hasOwn(parts, specifier);

/** A version that is not known, or only partly in the range of a profile, proves nothing. */
function activeProfile(
  profiles: readonly LibraryProfile[],
  specifier: string,
  rangeOf: (name: string) => string | undefined,
): ActiveProfile | undefined {
  for (const profile of profiles) {
    if (!profile.shapes || !names(profile, specifier)) continue;
    const range = rangeOf(profile.name);
    if (range === undefined || validRange(range) === null || !subset(range, profile.versions ?? '*')) continue;
    const { callbacksRemovedIn } = profile;
    const callbacksRemoved = callbacksRemovedIn !== undefined && subset(range, `>=${callbacksRemovedIn}`);
    return { profile, callbacksRemoved };
  }
  return undefined;
}

function runnerOf(profile: LibraryProfile, range: string | undefined): ActiveRunner[] {
  const { modules, testRunner: runner, versions = '*', name } = profile;
  if (!runner) return [];
  const isVersion = range !== undefined && validRange(range) !== null;
  const awaitsTests = runner.awaits !== false && !(isVersion && !intersects(range, versions));
  return [{ modules, runner, name, isDependency: range !== undefined, awaitsTests }];
}
