import type { CallExpression, Function as FunctionNode, Node } from '@babel/types';
import type { FileContext } from '../../analysis/file-context.js';
import type { ProjectFacts } from '../../core/index.js';
import type { Decline } from '../../conversion/decline.js';
import type { Runner } from './runners.js';

/** What the rooms of this dialect ask while a file is planned. */
export interface Planning {
  readonly context: FileContext;
  readonly project: ProjectFacts;
  /** Whether a generator function is taken to become an async function. */
  readonly isConverted: (fn: FunctionNode) => boolean;
  /** Says that a generator function has to stay, for a reason that lies where it is called. */
  readonly keep: (fn: FunctionNode, why: Decline) => void;
  /** Whether a call gives a promise because of a runner, or since what it calls becomes async. */
  readonly isPromise: (call: CallExpression) => boolean;
  /** Whether a name for `Promise.coroutine` becomes one for `Promise.method`: every use of it converts. */
  readonly isRenamed: (name: Node) => boolean;
  /** What may be yielded in a generator function. */
  readonly yieldsOf: (fn: FunctionNode) => Runner['yields'];
}
