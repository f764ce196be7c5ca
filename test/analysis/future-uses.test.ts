import assert from 'node:assert/strict';
import type { CallExpression } from '@babel/types';
import { fileContext } from '../../analysis/file-context.js';
import { ResultUses } from '../../analysis/futures/result-use.js';
import { parse } from '../../syntax/parse.js';
import { walk } from '../../syntax/walk.js';

const HEAD = `
import { chainFuture, coroutine, engine, fromPromise, IOLoop, kw, maybeFuture, multi, toPromise, WaitIterator, withTimeout } from 'coshift-shim';
const loop = IOLoop.current();
const other = coroutine(function* () {});
`;

/** What becomes of the result of `load(…)`, the first call of that name. */
function useIn(code: string): string {
  const context = fileContext(parse({ path: 'lib/file.js', text: HEAD + code }));
  const calls: CallExpression[] = [];
  walk(context.file.ast, {
    enter(node) {
      if (node.type === 'CallExpression' && node.callee.type === 'Identifier' && node.callee.name === 'load')
        calls.push(node);
    },
  });
  return new ResultUses(context).useOf(calls[0]!).kind;
}

const uses: Readonly<Record<string, readonly string[]>> = {
  fine: [
    'await load(1);',
    'load(1).then(use, fail);',
    'coroutine(function* () { yield load(1); });',
    'engine(function* () { yield load(1); });',
    'coroutine(function* () { const a = yield flag ? load(1) : load(2); });',
    'coroutine(function* () { yield [load(1), { a: load(2) }, other()]; });',
    'coroutine(function* () { yield list.map((item) => load(item.id)); });',
    'await multi([load(1), load(2)]);',
    'await Promise.all([load(1), load(2)]);',
    'const p = toPromise(load(1));',
    'const f = withTimeout({ seconds: 1 }, load(1));',
    'loop.addFuture(load(1), (future) => future.result());',
    'loop.runSync(() => load(1));',
    'loop.callLater(1, () => load(1));',
    'const results = new WaitIterator(load(1), load(2));',
    'async function f() { return load(1); }',
  ],
  floating: ['load(1);', 'void load(1);', 'flag && load(1);', 'flag ? load(1) : null;', 'load(1), use();'],
  asked: ['use(load(1).result());', 'if (load(1).done()) use();', 'const f = load(1); use(f.exception());'],
  kept: [
    'const first = load(1);',
    'use(load(1));',
    'function f() { return load(1); }',
    'setTimeout(() => load(1), 5);',
    'load(1).addDoneCallback(use);',
    'runner(function* () { yield load(1); });',
    'function* plain() { yield load(1); }',
    'coroutine(function* () { yield* load(1); });',
    'coroutine(function* () { yield [load(1), parse(text)]; });',
    'coroutine(function* () { yield [load(1), yield other()]; });',
    'coroutine(function* () { yield list.map((item) => load(parse(item))); });',
    'coroutine(function* () { yield { a: load(1), b: new Thing() }; });',
    'await load(1, { callback: use });',
    'await load(1, kw({ callback: use }));',
    'await load(1, { ...options });',
    'await maybeFuture(load(1));',
    'chainFuture(load(1), future);',
    'const results = new WaitIterator(load(1)); use(results.currentFuture);',
    'const loop2 = other.loop; loop2.runSync(() => load(1));',
    'for (const item of load(1)) use(item);',
    'use(`${load(1)}`);',
  ],
};

describe('uses of futures', () => {
  for (const [kind, codes] of Object.entries(uses))
    for (const code of codes) it(`${kind}: ${code}`, () => assert.equal(useIn(code), kind));
});
