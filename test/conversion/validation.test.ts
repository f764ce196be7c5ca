import assert from 'node:assert/strict';
import { isValidation } from '../../conversion/plan/timing/validation.js';
import { contextOf, nodeOf } from '../support/node-of.js';

/** Whether a statement only looks whether all is well. */
function validates(statement: string, others = ''): boolean {
  const context = contextOf(`${others} function load(path, cb) { ${statement} }`);
  return isValidation(context, nodeOf(context, 'ExpressionStatement', statement));
}

const THROWS = "if (!path) throw new Error('no path');";

describe('isValidation', () => {
  it('a function or a method that is named so', () => {
    assert.ok(validates('checkOptions(path);'));
    assert.ok(validates('rules.assert(path);'));
    assert.ok(validates('rules.assert(path).end();'));
    assert.ok(!validates('store(path);'));
    assert.ok(!validates('path = checkOptions(path);'));
    assert.ok(!validates('path.checked;'));
  });

  it('what gets a callback does not only look', () => {
    assert.ok(!validates('checkOptions(path, cb);'));
    assert.ok(!validates('checkOptions(path, function () {});'));
  });

  it('a call that gets the arguments of the function', () => {
    assert.ok(validates('contract(arguments);'));
    assert.ok(validates("contract(arguments).params('string').end();"));
    assert.ok(!validates('contract(arguments, path);'));
    assert.ok(!validates('contract(path);'));
    assert.ok(!validates('contract(path.arguments);'));
    assert.ok(!validates('contract(arguments);', 'var arguments = [];'));
  });

  it('a function of the file that throws', () => {
    assert.ok(validates('start(path);', `function start(path) { ${THROWS} }`));
    assert.ok(validates('start(path);', `const start = (path) => { ${THROWS} };`));
    assert.ok(!validates('start(path);', 'function start(path) { log(path); }'));
    assert.ok(!validates('store.start(path);', `function start(path) { ${THROWS} }`));
  });

  it('what such a function catches or throws later stays in it', () => {
    assert.ok(!validates('start(path);', `function start(path) { try { ${THROWS} } catch {} }`));
    assert.ok(!validates('start(path);', `function start(path) { later(() => { ${THROWS} }); }`));
    assert.ok(!validates('start(path);', `async function start(path) { ${THROWS} }`));
    assert.ok(!validates('start(path);', `function* start(path) { ${THROWS} }`));
  });
});
