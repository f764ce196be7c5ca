import { hostTask } from '../harness/operations.js';
import { chain } from './chain.js?b';

export default {
  id: 'b',
  title: '100 callbacks by setImmediate',
  width: 1000,
  rounds: 1,
  operations: 100,
  contenders: chain(hostTask, 100),
  targets: { 'shim Task': { native: 0.6, callbacks: 1.7 } },
};
