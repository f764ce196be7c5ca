import type { OperationHints } from '../../analysis/operation.js';
import type { Region } from './region.js';

/** What a region knows about names when it looks for operations. */
export function hintsOf(region: Region): OperationHints {
  return {
    isContinuation: (binding) => region.mode.kind === 'callback' && region.mode.continuations.has(binding),
    localKind: (callee) => {
      if (callee.kind !== 'local') return undefined;
      if (region.continuationFunctions.has(callee.fn)) return 'none';
      const local = region.locals.get(callee.fn);
      if (!local) return 'none';
      return { at: local.at, kind: local.kind };
    },
  };
}
