import { batched } from '../harness/operations.js';
import { nesting } from './nesting.js?f';

const error = new Error('innermost');

export default {
  id: 'f',
  title: 'throw and catch, 50 levels, after a wait',
  width: 50,
  rounds: 4,
  operations: 50,
  contenders: nesting((callback) => batched.failing(error, callback), 50, true),
  targets: { 'shim Task': { native: 3.3 }, 'shim Future': { native: 2.5 } },
};
