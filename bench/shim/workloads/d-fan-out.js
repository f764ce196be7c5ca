import { immediate } from '../harness/operations.js';
import { fanOut } from './fan-out.js?d';

export default {
  id: 'd',
  title: 'list of 1,000, at once',
  width: 1,
  rounds: 20,
  operations: 1000,
  contenders: fanOut(immediate, 1000),
  targets: { 'shim Task': { native: 0.5, callbacks: 4 }, 'shim Promise': { native: 1.2 } },
};
