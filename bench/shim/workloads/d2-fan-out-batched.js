import { batched } from '../harness/operations.js';
import { fanOut } from './fan-out.js?d2';

export default {
  id: 'd2',
  title: 'list of 1,000, batched',
  width: 20,
  rounds: 2,
  operations: 1000,
  contenders: fanOut(batched, 1000),
  targets: { 'shim Task': { native: 0.65, callbacks: 2.2 }, 'shim Promise': { native: 1.2 } },
};
