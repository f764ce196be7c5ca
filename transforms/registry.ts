import type { Transform } from '../core/index.js';
import { coGenerators } from './co-generators/index.js';
import { coroutines } from './coroutines/index.js';
import { engineTasks } from './engine-tasks/index.js';
import { nodeCallbacks } from './node-callbacks/index.js';

/** Every transform, in the order in which they run. A new dialect adds one line. */
export const transforms: readonly Transform[] = [coGenerators, nodeCallbacks, coroutines, engineTasks];
