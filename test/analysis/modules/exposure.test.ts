import assert from 'node:assert/strict';
import { exposureOf } from '../../../analysis/modules/exposure.js';
import { Replacements } from '../../../analysis/modules/replacements.js';
import { moduleGraphOf } from '../../support/module-graph-of.js';

const lib = 'exports.load = function (file, cb) { fs.stat(file, cb); };';

/** Somebody loads the module, and does not use `load`. */
const importer = "var { x } = require('./a'); x();";

/** What is known of the callers of `load` in lib/a.js: the number of calls, whether it is public, what blocks it. */
function exposure(files: Readonly<Record<string, string>>, text = lib): string {
  const graph = moduleGraphOf({ 'index.js': '', 'lib/a.js': text, 'lib/z.js': importer, ...files });
  const ref = graph.functions().find(({ path }) => path === 'lib/a.js')!;
  const { calls, ownCalls, blockers, isPublic } = exposureOf(graph, new Replacements(graph), ref);
  return [
    `${calls.length} calls`,
    ...(ownCalls.length > 0 ? [`${ownCalls.length} own calls`] : []),
    ...(isPublic ? ['public'] : []),
    ...blockers.map(({ reason, place }) => `${reason} @ ${place}`),
  ].join('; ');
}

const using = (text: string): string => exposure({ 'lib/b.js': text });

const cases: readonly [string, string, string][] = [
  [
    'calls by every name',
    "var a = require('./a'); var { load } = require('./a.js'); a.load(x); load(y); require('./a').load(z);",
    '3 calls',
  ],
  ['a value that is handed over', "router.use(require('./a').load);", '0 calls; passed to router.use @ lib/b.js:1'],
  ['a value in a table', "var a = require('./a'); t = { first: a.load };", '0 calls; stored under first @ lib/b.js:1'],
  [
    'a value that is assigned',
    "var a = require('./a'); t.load = a.load;",
    '0 calls; assigned to t.load @ lib/b.js:1; a test may put another function in its place @ lib/b.js',
  ],
  [
    'a computed name',
    "var a = require('./a'); a[name](x);",
    '0 calls; its module is looked up by a[name] @ lib/b.js:1',
  ],
  [
    'a module that is handed over',
    "use(require('./a'));",
    '0 calls; its module is passed to use @ lib/b.js:1; a test may put another function in its place @ lib/b.js:1',
  ],
  [
    'a module that is looked at',
    "Object.keys(require('./a'));",
    '0 calls; its module is passed to Object.keys @ lib/b.js:1',
  ],
  [
    'a module that testdouble replaces',
    "td.replace('./a');",
    '0 calls; a test may put another function in its place @ lib/b.js',
  ],
  [
    'a module that vitest replaces',
    "vi.mock(import('./a.js'));",
    '0 calls; its module is passed to vi.mock @ lib/b.js:1; a test may put another function in its place @ lib/b.js:1',
  ],
  [
    'the rest of a pattern',
    "const { x, ...rest } = require('./a');",
    '0 calls; its module is used as a whole @ lib/b.js:1',
  ],
  [
    'a variable that changes',
    "var a = require('./a'); a = other;",
    '0 calls; its module is used as a whole @ lib/b.js:1',
  ],
  ['apply', "require('./a').load.apply(null, x);", '0 calls; used as a value @ lib/b.js:1'],
  ['a construction', "var Load = require('./a').load; new Load();", '0 calls; used as a class @ lib/b.js:1'],
  [
    'a dynamic require',
    'require(name).load(x);',
    '0 calls; the path of its file is given to code that may load it @ lib/b.js:1',
  ],
  ['a dynamic require of other files', "require('../plugins/' + name);", '0 calls'],
  [
    'a folder that something loads',
    "glob('../lib/*.js').forEach(require);",
    '0 calls; the path of its file is given to code that may load it @ lib/b.js:1',
  ],
  ['a folder below __dirname', "loadAll(path.join(__dirname, '../lib'));", '0 calls'],
  [
    'the same with path',
    "var path = require('path'); loadAll(path.join(__dirname, '../lib'));",
    '0 calls; the path of its file is given to code that may load it @ lib/b.js:1',
  ],
  ['a path that is read', "var fs = require('fs'); fs.readFile('./a.js', cb); name.split('.');", '0 calls'],
  [
    'an import that cannot be followed',
    "import('./a.js').then(use);",
    '0 calls; its module is used as a whole @ lib/b.js:1',
  ],
  [
    'an assignment',
    "var a = require('./a'); a.load = fake;",
    '0 calls; assigned to a.load @ lib/b.js:1; a test may put another function in its place @ lib/b.js',
  ],
  [
    'a stub',
    "var a = require('./a'); sinon.stub(a, 'load');",
    '0 calls; its module is passed to sinon.stub @ lib/b.js:1; a test may put another function in its place @ lib/b.js',
  ],
  [
    'a mocked module',
    "jest.mock('./a');",
    '0 calls; the path of its file is given to code that may load it @ lib/b.js:1; a test may put another function in its place @ lib/b.js',
  ],
  [
    'an injected module',
    "proxyquire('../c', { './lib/a': fake });",
    '0 calls; a test may put another function in its place @ lib/b.js',
  ],
  [
    'a rewired variable',
    "m.__set__('load', fake);",
    '0 calls; a test may put another function in its place @ lib/b.js',
  ],
  [
    'a rewired variable of a name that is not known',
    'm.__set__({ [name]: fake });',
    '0 calls; a test may put another function in its place @ lib/b.js',
  ],
  [
    'an injected module of a path that is not known',
    "proxyquire('../c', { [path]: fake });",
    '0 calls; a test may put another function in its place @ lib/b.js',
  ],
  ['a promise form', "var util = require('util'); var load = util.promisify(require('./a').load);", '1 calls'],
];

describe('exposureOf', () => {
  for (const [name, text, expected] of cases) it(name, () => assert.equal(using(text), expected));

  it('what an entry point exports is public, under whatever name, through whatever modules', () => {
    const public_ = '0 calls; public';
    assert.equal(exposure({ 'index.js': "exports.open = require('./lib/a').load;" }), public_);
    assert.equal(exposure({ 'index.js': "module.exports = { ...require('./lib/a') };" }), public_);
    assert.equal(
      exposure({
        'index.js': "module.exports = require('./lib/all');",
        'lib/all.js': "module.exports = require('./a');",
      }),
      public_,
    );
    assert.equal(exposure({ 'index.js': "export * from './lib/a.js';" }), public_);
    assert.equal(exposure({ 'index.js': "exports.other = require('./lib/a').other;" }), '0 calls');
  });

  it('who loads a file that no other one imports is not known', () => {
    const files = { 'index.js': '', 'lib/a.js': lib, 'lib/b.js': "require('./c').run();" };
    const graph = moduleGraphOf(files);
    const { blockers } = exposureOf(graph, new Replacements(graph), graph.functions()[0]!);
    assert.deepEqual(blockers, [
      { reason: 'no file of the project imports its file: others have to', place: 'lib/a.js' },
    ]);
    assert.equal(exposure({}), '0 calls');
  });

  it('what an entry point exports as a member of a module is public', () => {
    const asMember = [
      "exports.a = require('./lib/a');",
      "module.exports = { a: require('./lib/a') };",
      "var a = require('./lib/a'); exports.a = a;",
      "export * as a from './lib/a.js';",
      "import * as a from './lib/a.js'; export { a };",
    ];
    for (const text of asMember) assert.equal(exposure({ 'index.js': text }), '0 calls; public', text);
    const files = { 'index.js': "exports.parts = require('./lib/all');", 'lib/all.js': "exports.a = require('./a');" };
    assert.equal(exposure(files), '0 calls; public');
  });

  it('uses through a module that is a member of another count', () => {
    const all = {
      'lib/all.js': "exports.a = require('./a');",
      'lib/more.js': "exports.all = require('./all');",
      'lib/y.js': "var { x } = require('./more'); x(require('./all').y);",
    };
    const through = (text: string): string => exposure({ ...all, 'lib/b.js': text });
    assert.equal(through("require('./all').a.load(x);"), '1 calls');
    assert.equal(through("var { a } = require('./all'); var load = a.load; load(x);"), '1 calls');
    assert.equal(through("use(require('./all').a.load);"), '0 calls; passed to use @ lib/b.js:1');
    assert.match(through("use(require('./all').a);"), /^0 calls; its module is passed to use @ lib\/b\.js:1/);
    assert.match(through("require('./more').all.a.load(x);"), /^0 calls; its module is used as a value @ lib\/b\.js:1/);
    assert.match(through("exports.f = require('./all').a.load;"), /^0 calls; assigned to exports\.f @ lib\/b\.js:1/);
  });

  it('calls through other modules count', () => {
    const files = { 'lib/all.js': "exports.open = require('./a').load;", 'lib/b.js': "require('./all').open(x);" };
    assert.equal(exposure(files), '1 calls');
  });

  it('the file itself may reach its export by its object', () => {
    const own = 'exports.load = function (cb) {}; exports.more = function () { this.load(done); };';
    assert.equal(exposure({}, own), '0 calls; its own file reads the export load @ lib/a.js');
    const value = 'exports.load = function (cb) {}; exports.more = function () { use(exports.load); };';
    assert.equal(exposure({}, value), '0 calls; its own file reads the export load @ lib/a.js');
  });

  it('calls of an export in its own file are known', () => {
    const own = 'exports.load = function (cb) {}; exports.more = function () { exports.load(done); };';
    assert.equal(exposure({}, own), '0 calls; 1 own calls');
  });
});
