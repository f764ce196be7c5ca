import { batched } from '../harness/operations.js';
import { nesting } from './nesting.js?e';

export default {
  id: 'e',
  title: 'nested 50 deep, per level',
  width: 200,
  rounds: 4,
  operations: 50,
  contenders: nesting((callback) => batched.node(1, callback), 50, false),
  targets: { 'shim Task': { native: 1.3, callbacks: 4.5 }, 'shim Future': { native: 1.3, callbacks: 4.5 } },
};
