import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { validRange } from 'semver';
import { z } from 'zod';
import { diagnose, type Diagnostic, type LibraryProfile } from '../../core/index.js';
import { asProfile, profileSchema } from './profile-schema.js';

/** The folder of a project whose profiles are read without being named. */
export const OWN_PROFILES = 'coshift-profiles';

/**
 * Reads the profiles that a user gives.
 *
 * @param root absolute path of the project root, whose folder `coshift-profiles` is read as well
 * @param paths absolute paths of files, and of folders that hold them
 * @returns the profiles, and an error for each file that is none
 */
export function readProfiles(
  root: string,
  paths: readonly string[],
): { profiles: readonly LibraryProfile[]; diagnostics: readonly Diagnostic[] } {
  const profiles: LibraryProfile[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const file of [...paths, resolve(root, OWN_PROFILES)].flatMap(filesAt)) {
    const found = readProfile(file);
    if ('code' in found) diagnostics.push({ ...found, path: relative(root, file) });
    else profiles.push(found);
  }
  return { profiles, diagnostics };
}

/** A path that does not exist is read, and fails, unless it is the folder that nobody named. */
function filesAt(path: string): readonly string[] {
  if (!existsSync(path)) return path.endsWith(OWN_PROFILES) ? [] : [path];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .filter((name) => name.endsWith('.json') && name !== 'schema.json')
    .toSorted()
    .map((name) => join(path, name));
}

function readProfile(file: string): LibraryProfile | Diagnostic {
  try {
    const parsed = profileSchema.safeParse(JSON.parse(readFileSync(file, 'utf8')));
    if (!parsed.success) return invalid(file, z.prettifyError(parsed.error).replace(/\s+/g, ' '));
    const { $schema, ...profile } = parsed.data;
    void $schema;
    return unknownNames(profile) ?? asProfile(profile);
  } catch (error) {
    return invalid(file, (error as Error).message);
  }
}

/** Ranges that are none, and shapes that are named and missing. */
function unknownNames(profile: Parameters<typeof asProfile>[0]): Diagnostic | undefined {
  for (const range of [profile.versions, profile.callbacksRemovedIn])
    if (range !== undefined && validRange(range) === null) return invalid('', `no range of versions: "${range}"`);
  const missing = [...namedShapes(profile)].find((name) => !profile.shapes?.[name]);
  return missing === undefined ? undefined : invalid('', `there is no shape named "${missing}"`);
}

function namedShapes({ shapes = {}, parts = {}, middleware }: Parameters<typeof asProfile>[0]): Set<string> {
  const names = new Set<string>(Object.values(parts));
  if (middleware) names.add(middleware.on);
  JSON.stringify(shapes, (key, value: unknown) => {
    if ((key === 'is' || key === 'gives' || key === 'new') && typeof value === 'string') names.add(value);
    if (key === 'valueShapes') Object.values(value as Record<string, string>).forEach((name) => names.add(name));
    return value;
  });
  return names;
}

const invalid = (path: string, detail: string): Diagnostic => diagnose('profile-invalid', { detail }, path);
