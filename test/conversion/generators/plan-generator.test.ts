import assert from 'node:assert/strict';
import { fileContext } from '../../../analysis/file-context.js';
import { Decline } from '../../../conversion/decline.js';
import type { AsyncForm } from '../../../conversion/generators/async-header.js';
import type { Lower } from '../../../conversion/generators/lowering.js';
import { planGenerator } from '../../../conversion/generators/plan-generator.js';
import { SiteBook } from '../../../conversion/generators/site-book.js';
import { rewritePlan } from '../../../conversion/rewrite/rewrite-plan.js';
import { parse } from '../../../syntax/parse.js';
import { applyEdits } from '../../../syntax/text-edits.js';
import { isFunctionNode, walk } from '../../../syntax/walk.js';

const asIs: Lower = (operand) => (operand ? {} : { instead: ['undefined'] });
const inAll: Lower = (operand) => (operand ? { wrap: [[{ shim: 'all' }, '('], [')']] } : { instead: ['undefined'] });

/** Converts every generator function of a text. */
function convert(text: string, lower: Lower = asIs, form: AsyncForm = 'function'): string {
  const file = parse({ path: 'a.js', text });
  const context = fileContext(file);
  const book = new SiteBook(context, 'test', { unsafe: false });
  walk(file.ast, {
    enter(node) {
      if (!isFunctionNode(node) || !node.generator) return;
      const { replacements, yields } = planGenerator(context, node, { lower, form });
      book.accept(node, 'generator', { replacements, operations: yields });
    },
  });
  const out = applyEdits(text, rewritePlan(file, book.plan(), 'shim'));
  parse({ path: 'a.js', text: out });
  return out;
}

describe('planGenerator', () => {
  const heads: readonly (readonly [string, string])[] = [
    ['function* f() {}', 'async function f() {}'],
    ['function *f() {}', 'async function f() {}'],
    ['function * f() {}', 'async function f() {}'],
    ['function*f() {}', 'async function f() {}'],
    ['x = function* () {}', 'x = async function () {}'],
    ['x = function *() {}', 'x = async function () {}'],
    ['x = function*() {}', 'x = async function() {}'],
    ['x = function * () {}', 'x = async function () {}'],
    ['x = function /* a */ * /* b */ f() {}', 'x = async function /* a */ /* b */ f() {}'],
    ['export default function* () {}', 'export default async function () {}'],
    ['x = { *f() {} }', 'x = { async f() {} }'],
    ['x = { * [f]() {} }', 'x = { async [f]() {} }'],
    ['class A { static *f() {} *#g() {} * "h"() {} }', 'class A { static async f() {} async #g() {} async "h"() {} }'],
  ];
  for (const [before, after] of heads) it(`head: ${before}`, () => assert.equal(convert(before), after));

  const arrows: readonly (readonly [string, string])[] = [
    ['x = function* () { yield a; }', 'x = async () => { await a; }'],
    ['x = function*(a, b){ yield a; }', 'x = async (a, b) => { await a; }'],
    ['x = function* f() { yield a; }', 'x = async function f() { await a; }'],
    ['x = function* () { yield this.a; }', 'x = async function () { await this.a; }'],
    ['x = function* () { yield () => arguments[0]; }', 'x = async function () { await (() => arguments[0]); }'],
    ['x = function* (/* none */) { yield a; }', 'x = async (/* none */) => { await a; }'],
    ['x = function* (a = b()) { yield a; }', 'x = async (a = b()) => { await a; }'],
  ];
  for (const [before, after] of arrows) {
    it(`arrow: ${before}`, () => assert.equal(convert(before, asIs, 'arrow'), after));
  }

  const yields: readonly (readonly [string, string])[] = [
    ['(yield a).b', '(await a).b'],
    ['f(yield a, yield b)', 'f(await a, await b)'],
    ['f(...(yield a))', 'f(...(await a))'],
    ['f(...yield a)', 'f(...await a)'],
    ['x = `${yield a} ${yield b}`', 'x = `${await a} ${await b}`'],
    ['yield a || b', 'await (a || b)'],
    ['yield a ? b : c', 'await (a ? b : c)'],
    ['yield a = b', 'await (a = b)'],
    ['yield () => a', 'await (() => a)'],
    ['yield (a, b)', 'await (a, b)'],
    ['yield (a || b)', 'await (a || b)'],
    ['yield -a', 'await -a'],
    ['yield new A', 'await new A'],
    ['yield[a]', 'await [a]'],
    ['yield yield a', 'await await a'],
    ['yield yield', 'await await undefined'],
    ['yield', 'await undefined'],
    ['x = (yield) + (yield a) ** 2', 'x = (await undefined) + (await a) ** 2'],
    ['const { b = yield a } = c', 'const { b = await a } = c'],
    ['yield // why\n    ;', 'await undefined // why\n    ;'],
    ['yield /* a */ a /* b */', 'await /* a */ a /* b */'],
    ['yield* inner()', 'await inner()'],
    ['yield * /* * */ inner()', 'await /* * */ inner()'],
    ['for (const a of yield b) yield c', 'for (const a of await b) await c'],
    ['while (yield a) {}', 'while (await a) {}'],
    [
      'try { yield a } catch (e) { yield b } finally { yield c }',
      'try { await a } catch (e) { await b } finally { await c }',
    ],
    ['class B extends (yield a) { [yield b]() {} }', 'class B extends (await a) { [await b]() {} }'],
    ['x = { y: a.await }', 'x = { y: a.await }'],
    ['function inner() { var await = 1; }', 'function inner() { var await = 1; }'],
    ['return yield a', 'return await a'],
    ['throw yield a', 'throw await a'],
  ];
  for (const [before, after] of yields) {
    it(`yield: ${before.replaceAll('\n', ' ')}`, () =>
      assert.equal(convert(`function* f() {\n  ${before}\n}\n`), `async function f() {\n  ${after}\n}\n`));
  }

  it('leaves the yields of functions inside to them', () => {
    const text = 'function* f() { yield function () { var yieldd; }; return class { *g() { yield 1; } }; }';
    const file = parse({ path: 'a.js', text });
    const context = fileContext(file);
    const fn = file.ast.program.body[0]!;
    assert.ok(isFunctionNode(fn));
    assert.equal(planGenerator(context, fn, { lower: asIs }).yields, 1);
  });

  it('puts what the dialect adds around and inside of operands, and imports it', () => {
    const text = "const a = require('a');\n\nfunction* f() {\n  yield [\n    1, // one\n    yield [2],\n  ];\n}\n";
    assert.equal(
      convert(text, inAll),
      "const a = require('a');\nconst { all } = require('shim');\n\nasync function f() {\n  await all([\n    1, // one\n    await all([2]),\n  ]);\n}\n",
    );
    assert.match(convert('function* f() { yield yield a; }', inAll), /await all\(await all\(a\)\)/);
  });

  it('puts something in the place of an operand', () => {
    const lower: Lower = () => ({ instead: ['b || c'], precedence: 3, wrap: [['d, '], ['']] });
    assert.equal(convert('function* f() { yield a; }', lower), 'async function f() { await (d, b || c); }');
    assert.equal(
      convert('function* f() { x = yield a; }', () => ({ plain: true })),
      'async function f() { x = a; }',
    );
  });

  const declined: readonly (readonly [string, string])[] = [
    ['function* f() { var await = 1; yield await; }', 'await-is-a-name'],
    ['function* f() { return () => await; }', 'await-is-a-name'],
    ['function* f() {\n  yield\n  [a].forEach(b)\n}', 'yield-not-understood'],
    ['async function* f() { yield 1; }', 'not-a-generator'],
  ];
  for (const [text, reason] of declined) {
    it(`declines ${text.replaceAll('\n', ' ')}`, () =>
      assert.throws(
        () => convert(text),
        (error) => error instanceof Decline && error.reason === reason,
      ));
  }
});
