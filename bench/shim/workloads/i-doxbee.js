import { hostTask } from '../harness/operations.js';
import { doxbee } from './doxbee.js?i';

export default {
  id: 'i',
  title: 'upload sequence, 10,000 at once, setImmediate',
  width: 10_000,
  rounds: 1,
  operations: 1,
  contenders: doxbee(hostTask),
  targets: { 'shim Task': { native: 0.4, callbacks: 1.7 } },
};
