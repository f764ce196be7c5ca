import { immediate } from '../harness/operations.js';
import { chain } from './chain.js?c';

export default {
  id: 'c',
  title: '100,000 callbacks at once, one function',
  width: 1,
  rounds: 1,
  operations: 100_000,
  contenders: chain(immediate, 100_000),
  targets: { 'shim Task': { native: 0.7, callbacks: 6 } },
};
