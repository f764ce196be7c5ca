import * as shim from '../../shim/src/index.js';
import * as locks from '../../shim/src/locks.js';
import * as queues from '../../shim/src/queues.js';
import * as testing from '../../shim/src/testing/index.js';

/**
 * What `coshift-shim` and its entry points give to modules under test: the sources of the workspace, not a build. They are
 * imported like the virtual clock, so that it drives their loop.
 */
export function shimModules(specifier = 'coshift-shim'): Record<string, unknown> {
  return {
    [specifier]: shim,
    [`${specifier}/locks`]: locks,
    [`${specifier}/queues`]: queues,
    [`${specifier}/testing`]: testing,
  };
}
