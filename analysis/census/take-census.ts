import type { ParsedFile } from '../../core/index.js';
import { fileContext } from '../file-context.js';
import type { Census } from '../../core/index.js';
import { countCalls } from './count-calls.js';
import { findCallbacks } from './find-callbacks.js';
import { findHandlers, nestingOf } from './find-handlers.js';
import { findSuspensions } from './find-suspensions.js';

/** Counts the legacy asynchronous code of one file. */
export function takeCensus(file: ParsedFile): Census {
  const context = fileContext(file);
  const handlers = findHandlers(context);
  const { parameters, completions, delegations } = findCallbacks(context);
  const suspensions = findSuspensions(context);
  return {
    errorFirstHandlers: handlers.size,
    nesting: nestingOf(context, handlers),
    callbackParameters: parameters,
    completions: completions.length,
    delegations,
    ...countCalls(context),
    ...suspensions,
    runnerYields: suspensions.runnerYields.length,
  };
}
