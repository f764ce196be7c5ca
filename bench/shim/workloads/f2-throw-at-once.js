import { nesting } from './nesting.js?f2';

const error = new Error('innermost');

export default {
  id: 'f2',
  title: 'throw and catch, 50 levels, at once',
  width: 50,
  rounds: 4,
  operations: 50,
  contenders: nesting((callback) => callback(error), 50, true),
  targets: { 'shim Task': { native: 1.1 } },
};
