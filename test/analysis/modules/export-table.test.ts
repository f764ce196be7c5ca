import assert from 'node:assert/strict';
import { exportTable } from '../../../analysis/modules/export-table.js';
import { fileContext } from '../../../analysis/file-context.js';
import { parse } from '../../../syntax/parse.js';

/** The table as text: `load: function, save: ./save#write, *: ./more`. */
function tableOf(text: string, path = 'lib/a.js'): string {
  const { entries, stars, open } = exportTable(fileContext(parse({ path, text })));
  const named = [...entries].map(([name, target]) =>
    target.kind === 'from'
      ? `${name}: ${target.specifier}#${target.member ?? target.form}`
      : `${name}: ${target.kind}${target.kind === 'function' ? ` at ${target.fn.start}` : ''}`,
  );
  return [...named.sort(), ...stars.map((star) => `*: ${star}`), ...(open ? ['open'] : [])].join(', ');
}

const cases: readonly [string, string, string][] = [
  [
    'members',
    'exports.a = function () {}; module.exports.b = a; function a() {}',
    'a: function at 12, b: function at 50',
  ],
  ['an alias of the exports', 'var lib = module.exports; lib.a = () => {};', 'a: function at 34'],
  ['an alias made with the object', 'var lib = module.exports = {}; lib.a = () => {};', 'a: function at 39'],
  [
    'an object literal',
    'module.exports = { a, b() {}, c: 1 }; function a() {}',
    'a: function at 38, b: function at 22, c: other',
  ],
  ['an object that is filled', 'const api = {}; api.a = () => {}; module.exports = api;', 'a: function at 24'],
  [
    'a function with members',
    'module.exports = f; f.a = () => {}; function f() {}',
    'a: function at 26, default: function at 36',
  ],
  [
    'a chain',
    'exports = module.exports = f; exports.a = f; function f() {}',
    'a: function at 45, default: function at 45',
  ],
  ['members that are lost', 'exports.a = f; module.exports = { b: f }; function f() {}', 'b: function at 42'],
  ['another module as a whole', "module.exports = require('./b');", 'default: ./b#require, *: ./b'],
  [
    'exports of another module',
    "var b = require('./b'); exports.a = b.x; exports.c = require('./c');",
    'a: ./b#x, c: ./c#require',
  ],
  ['a spread', "module.exports = { ...require('./b'), a() {} };", 'a: function at 38, *: ./b'],
  ['Object.assign', "Object.assign(exports, require('./b'), { a() {} });", 'a: function at 41, *: ./b'],
  [
    'inheritance',
    'util.inherits(F, Base); function F() {} module.exports = F; F.a = () => {};',
    'a: function at 66, default: function at 24',
  ],
  ['a member that is assigned twice', 'exports.a = () => {}; exports.a = () => {};', 'a: other'],
  ['a member that is assigned in a branch', 'if (x) exports.a = () => {};', 'a: other'],
  ['a wrapped function', 'exports.a = once(f); function f() {}', 'a: other'],
  ['a variable that changes', 'let a = () => {}; a = x; exports.a = a;', 'a: other'],
  ['a computed name', 'exports[name] = () => {}; exports.a = () => {};', 'a: function at 38, open'],
  ['exports given away', 'extendAll(exports); exports.a = () => {};', 'a: function at 32, open'],
  [
    'exports set twice',
    'module.exports = f; module.exports = g; function f() {} function g() {}',
    'default: function at 40, open',
  ],
  ['an unknown value', 'module.exports = build();', 'default: other, open'],
  [
    'names of an ES module',
    'export function a() {} export const b = () => {}; export let c = 1;',
    'a: function at 7, b: function at 40, c: other',
  ],
  ['a default export', 'export default f; function f() {}', 'default: function at 18'],
  [
    'exports under other names',
    'export { f as a, f as default }; function f() {}',
    'a: function at 33, default: function at 33',
  ],
  [
    'exports of others',
    "export { x as a, default as b } from './b'; export * from './c';",
    'a: ./b#x, b: ./b#name, *: ./c',
  ],
  [
    'imports that are exported',
    "import c, { d } from './b'; import * as e from './e'; export { c, d, e };",
    'c: ./b#default, d: ./b#d, e: ./e#namespace',
  ],
];

describe('exportTable', () => {
  for (const [name, text, expected] of cases) it(name, () => assert.equal(tableOf(text), expected));

  it('export = of TypeScript', () =>
    assert.equal(tableOf('export = f; function f() {}', 'a.ts'), 'default: function at 12, open'));
});
