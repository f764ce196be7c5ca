import { batched } from '../harness/operations.js';
import { doxbee } from './doxbee.js?i2';

export default {
  id: 'i2',
  title: 'upload sequence, 10,000 at once, batched',
  width: 10_000,
  rounds: 1,
  operations: 1,
  contenders: doxbee(batched),
  targets: { 'shim Task': { native: 0.5, callbacks: 4 } },
};
