import { batched } from '../harness/operations.js';
import { chain } from './chain.js?b2';

export default {
  id: 'b2',
  title: '200 chains over a batched loop',
  width: 200,
  rounds: 5,
  operations: 100,
  contenders: chain(batched, 100),
  targets: { 'shim Task': { native: 0.75, callbacks: 3 } },
};
