import { fileURLToPath } from 'node:url';

/**
 * Where a transform is in the form that `jscodeshift -t` loads. The files are made by the build, so from the sources the
 * path leads into `dist/` as well.
 *
 * @returns an absolute path
 */
export function stockTransformPath(name: string): string {
  const built = import.meta.url.endsWith('.js');
  return fileURLToPath(new URL(`${built ? '..' : '../dist'}/transforms/stock/${name}.cjs`, import.meta.url));
}
