/**
 * Answers which version of a package a lock file gives to a package of its project.
 *
 * @param folder of the package that asks, relative to that of the lock, `.` for the same one
 * @param name as the package that asks calls it
 * @param range as it stands in the package.json
 * @returns undefined when the lock names no version of a registry
 */
export type LockedVersions = (folder: string, name: string, range: string) => string | undefined;
