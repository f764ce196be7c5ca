import assert from 'node:assert/strict';
import { fileContext } from '../../../analysis/file-context.js';
import { surelyPrimitive } from '../../../analysis/generators/surely-primitive.js';
import { surelyPromise } from '../../../analysis/generators/surely-promise.js';
import { parse } from '../../../syntax/parse.js';

const head = `
const fs = require('fs');
const { promisify } = require('util');
const Bluebird = require('bluebird');
const co = require('co');
const axios = require('axios');
const { readFile } = require('fs/promises');
const promisified = Bluebird.promisifyAll(require('redis'));
const stat = promisify(fs.stat);
const asyncArrow = async () => 1;
async function asyncFunction() {}
async function* asyncGenerator() {}
function returnsPromise(a) { if (a) return Promise.resolve(a); return asyncFunction(); }
function sometimes(a) { if (a) return Promise.resolve(a); }
function* generator() {}
const wrapped = co.wrap(generator);
const coroutine = Bluebird.coroutine(generator);
const pending = asyncFunction();
let changed = asyncFunction();
changed = 1;
function self() { return self(); }
exports.load = wrapped;
exports.save = async () => {};
exports.twice = async () => {};
exports.twice = 1;
`;

function expression(text: string) {
  const file = parse({ path: 'a.js', text: `${head}(${text});` });
  const last = file.ast.program.body.at(-1)!;
  assert.equal(last.type, 'ExpressionStatement');
  assert.equal(last.type, 'ExpressionStatement');
  return { context: fileContext(file), node: last.expression };
}

describe('surelyPromise', () => {
  const yes = [
    'Promise.resolve(1)',
    'Promise.all([])',
    'new Promise(f)',
    'new Bluebird(f)',
    'Bluebird.map(list, f, { concurrency: 2 })',
    'Bluebird.delay(5)',
    'f().then(g)',
    'Promise.reject(e).catch(g)',
    'asyncArrow()',
    'asyncFunction()',
    'returnsPromise(1)',
    'pending',
    '(async () => {})()',
    "fs.promises.readFile('a')",
    "readFile('a')",
    "stat('a')",
    "promisify(fs.stat)('a')",
    "promisified.getAsync('a')",
    "axios.get('/')",
    'wrapped()',
    'coroutine()',
    'exports.load()',
    'module.exports.save()',
    "fetch('/')",
    'a ? asyncArrow() : Promise.resolve()',
    'pending || asyncArrow()',
    '(f(), asyncArrow())',
    'x = asyncArrow()',
  ];
  for (const text of yes) it(`says yes to ${text}`, () => assert.equal(surelyPromise(...parts(text)), true));

  const no = [
    'f()',
    'x',
    'sometimes(1)',
    'generator()',
    'asyncGenerator()',
    'changed',
    'self()',
    'a ? asyncArrow() : 1',
    'a && asyncArrow()',
    'Bluebird.promisify(f)',
    'Bluebird.coroutine(generator)',
    "fs.readFile('a', cb)",
    "promisified.get('a')",
    'promise.catch(g)',
    'exports.twice()',
    'exports.missing()',
    'axios.create({})',
    'new Map()',
    '[asyncArrow()]',
    'await pending',
  ];
  for (const text of no) it(`does not know ${text}`, () => assert.equal(surelyPromise(...parts(text)), false));

  it('asks the dialect about calls', () => {
    const [context, node] = parts('f()');
    assert.equal(surelyPromise(context, node, { isPromise: () => true }), true);
  });

  const parts = (text: string) => {
    const { context, node } = expression(text);
    return [context, node] as const;
  };
});

describe('surelyPrimitive', () => {
  for (const text of ['1', "'a'", '`a`', 'null', 'undefined', '!a', 'a + b', 'typeof a', '-a', 'a === b'])
    it(`says yes to ${text}`, () => assert.equal(surelyPrimitive(expression(text).node), true));
  for (const text of ['a', 'f()', '[]', '{}', '/a/', 'a || b'])
    it(`does not know ${text}`, () => assert.equal(surelyPrimitive(expression(text).node), false));
});
