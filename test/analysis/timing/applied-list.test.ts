import assert from 'node:assert/strict';
import { functionsApplied } from '../../../analysis/timing/applied-list.js';
import { contextOf, nodeOf } from '../../support/node-of.js';

const FUNCTIONS = 'function done(err) {} function other(err) {} function third(err) {}';

/** The texts of the functions that a call gets in lists. */
function applied(text: string, call: string): string[] {
  const context = contextOf(`${FUNCTIONS} function f(first, rest) { ${text} ${call}; }`);
  return functionsApplied(context, nodeOf(context, 'CallExpression', call)).map((node) =>
    context.file.source.text.slice(node.start!, node.end!),
  );
}

describe('functionsApplied', () => {
  it('a list that is spread, or the second argument of apply', () => {
    assert.deepEqual(applied('', 'load(...[1, done])'), ['done']);
    assert.deepEqual(applied('', 'load(first, ...[done])'), ['done']);
    assert.deepEqual(applied('', 'load.apply(this, [1, done])'), ['done']);
    assert.deepEqual(applied('', 'load.apply([done], [other])'), ['other']);
    assert.deepEqual(applied('', 'load.call(this, [done])'), []);
    assert.deepEqual(applied('', 'apply(load, [done])'), []);
    assert.deepEqual(applied('', 'load(done, [other])'), []);
  });

  it('only functions count', () => {
    assert.deepEqual(applied('', 'load(...[1, first, , done, function () {}])'), ['done', 'function () {}']);
  });

  it('lists in lists, and lists that are joined', () => {
    assert.deepEqual(applied('', 'load(...[1, ...[done], [other]])'), ['done']);
    assert.deepEqual(applied('', 'load(...[first].concat([done], other))'), ['done', 'other']);
    assert.deepEqual(applied('', 'load(...[done].concat(first))'), ['done']);
    assert.deepEqual(applied('', 'load(...[first].concat(rest).concat(done))'), ['done']);
    assert.deepEqual(applied('', 'load(...[first].filter(done))'), []);
    assert.deepEqual(applied('', 'load(...concat([done], other))'), ['done', 'other']);
  });

  it('what the file puts into a variable', () => {
    assert.deepEqual(applied('const args = [first, done];', 'load(...args)'), ['done']);
    assert.deepEqual(applied('const args = [first]; args.push(done, 1);', 'load(...args)'), ['done']);
    assert.deepEqual(applied('const args = []; args.unshift(done);', 'load(...args)'), ['done']);
    assert.deepEqual(applied('const args = []; args[args.length] = done;', 'load(...args)'), ['done']);
    assert.deepEqual(applied('let args; args = [done];', 'load(...args)'), ['done']);
    assert.deepEqual(applied('let args = [first]; args = args.concat(done);', 'load(...args)'), ['done']);
    assert.deepEqual(applied('const args = [...rest]; rest.push(done);', 'load(...args)'), ['done']);
    assert.deepEqual(applied('const more = [done]; const args = more;', 'load(...args)'), ['done']);
  });

  it('what is only done with a list puts nothing into it', () => {
    assert.deepEqual(applied('const args = [first]; args.forEach(done);', 'load(...args)'), []);
    assert.deepEqual(applied('const args = [first]; args.owner = done;', 'load(...args)'), []);
    assert.deepEqual(applied('const args = [first]; rest[args.length] = done;', 'load(...args)'), []);
    assert.deepEqual(applied('const args = [first]; rest[args] = done;', 'load(...args)'), []);
    assert.deepEqual(applied('const args = [first]; rest.all = args; rest.push(done);', 'load(...args)'), []);
    assert.deepEqual(applied('const args = [first]; done = args[0];', 'load(...args)'), []);
    assert.deepEqual(applied('const args = [first]; rest = args;', 'load(...args)'), []);
    assert.deepEqual(applied('const args = [first]; push(args[0], done);', 'load(...args)'), []);
    assert.deepEqual(applied('const args = [first]; rest.push(args[0], done);', 'load(...args)'), []);
    assert.deepEqual(applied('const { n = [done] } = rest; const args = [n];', 'load(...args)'), []);
  });

  it('a list that is put into itself ends', () => {
    assert.deepEqual(applied('let args = []; args = [...args, done];', 'load(...args)'), ['done']);
  });

  it('the arguments of new', () => {
    const context = contextOf(`${FUNCTIONS} new Store(...[1, done]);`);
    assert.equal(functionsApplied(context, nodeOf(context, 'NewExpression', 'new Store(...[1, done])')).length, 1);
  });
});
