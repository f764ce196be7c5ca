/** What `coshift-shim` and its entry points give to modules under test: the sources of the workspace, not a build. */
export async function shimModules(specifier = 'coshift-shim'): Promise<Record<string, unknown>> {
  return {
    [specifier]: await import('../../shim/src/index.js'),
    [`${specifier}/testing`]: await import('../../shim/src/testing/index.js'),
  };
}
