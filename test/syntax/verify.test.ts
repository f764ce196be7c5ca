import assert from 'node:assert/strict';
import { applyEdits, type TextEdit } from '../../syntax/text-edits.js';
import { verifyRewrite } from '../../syntax/verify.js';
import { parseText } from './helpers.js';

/** Edits that replace each marked text, which must occur once. */
function replacing(text: string, replacements: Record<string, string>): TextEdit[] {
  return Object.entries(replacements).map(([from, to]) => {
    assert.equal(text.split(from).length, 2, `${from} occurs once`);
    const start = text.indexOf(from);
    return { start, end: start + from.length, text: to };
  });
}

function problems(text: string, replacements: Record<string, string>, more: object = {}, path?: string): string[] {
  const before = parseText(text, path);
  const edits = replacing(text, replacements);
  const after = applyEdits(text, edits);
  return verifyRewrite({ before, after, edits, ...more }).map(({ kind, message }) => `${kind}: ${message}`);
}

describe('verifyRewrite', () => {
  it('accepts a sound rewrite', () => {
    const text =
      "function f(cb) {\n  // why\n  load('a', function (err, data) {\n    if (err) return cb(err);\n    cb(null, data.b);\n  });\n}\n";
    const body = text.slice(text.indexOf('load('), text.lastIndexOf('}'));
    assert.deepEqual(
      problems(text, {
        'function f(cb)': 'async function f()',
        [body]: "const data = await load('a');\n  return data.b;\n",
      }),
      [],
    );
  });

  it('refuses text changed outside of the edits, and edits that overlap', () => {
    const before = parseText('a();\nb();');
    const [problem] = verifyRewrite({ before, after: 'a();\nc();', edits: [] });
    assert.equal(problem?.kind, 'untouched-text');
    const edits = [
      { start: 0, end: 3, text: 'x' },
      { start: 2, end: 4, text: 'y' },
    ];
    assert.equal(verifyRewrite({ before, after: 'xy', edits })[0]?.kind, 'untouched-text');
  });

  it('refuses what does not parse, await outside of async functions included', () => {
    assert.match(problems('function f() { a(); }', { 'a()': 'await a()' })[0]!, /^syntax: /);
    assert.match(problems('let a; b', { b: 'let a' })[0]!, /^syntax: .*already been declared/);
  });

  it('misses comments', () => {
    assert.deepEqual(problems('a(); // why\nb();', { 'a(); // why': 'c();' }, { allowGlobals: new Set('c') }), [
      'comment-lost: comment lost: why',
    ]);
    assert.deepEqual(problems('/*\n   * a\n   */\nb();', { '/*\n   * a\n   */': '/*\n * a\n */' }), []);
  });

  it('misses strings, templates and regular expressions', () => {
    assert.deepEqual(problems('a("x", `y${b}z`, /w/g);', { '"x"': 'b', '`y${b}z`': 'b', '/w/g': 'b' }), [
      'literal-lost: literal lost: string "x"',
      'literal-lost: literal lost: template "y${}z"',
      'literal-lost: literal lost: regular expression /w/g',
    ]);
    assert.deepEqual(problems('a("x", "x");', { '"x", ': '' }).length, 1);
  });

  it('lets go of what was removed on purpose', () => {
    const text = "a(function done() { throw 'x'; /* no */ }, b);";
    const removed = { start: 2, end: text.indexOf(', b') + 2 };
    assert.deepEqual(problems(text, { "function done() { throw 'x'; /* no */ }, ": '' }, { allowLost: [removed] }), []);
  });

  it('sees a template that was re-indented', () => {
    assert.match(problems('a(`\n  b`);', { '`\n  b`': '`\nb`' })[0]!, /^literal-lost/);
  });

  it('sees a name that lost its declaration', () => {
    assert.deepEqual(
      problems('a(function (err, data) { b(data); });', { 'function (err, data) { b(data); }': 'b(data)' }),
      ['unbound: data is no longer declared where it is used'],
    );
    assert.deepEqual(problems('a();', { 'a()': 'task(a)' }, { allowGlobals: new Set(['task']) }), []);
  });

  it('sees a name outside of the edits that a new declaration captures', () => {
    const text = 'const data = 1;\nfunction f() {\n  a(function (data) { b(data); });\n  return data;\n}';
    assert.deepEqual(problems(text, { 'a(function (data) { b(data); });': 'var data = a(); b(data);' }), [
      'captured: data stands for something else than before',
    ]);
  });

  it('sees a name inside of an edit that a new declaration captures', () => {
    const text = 'const path = 1;\nfunction f() {\n  a(path, function (p) { b(path, p); });\n}';
    assert.match(
      problems(text, { 'a(path, function (p) { b(path, p); });': 'var path = a(path); b(path);' })[0]!,
      /^captured: path is captured/,
    );
  });

  it('sees a name that is used before a declaration of the edit', () => {
    const call = 'a(function (err) { if (err) b(data); else { const data = c(); d(data); } });';
    const text = `const data = 1;\nasync function f() {\n  ${call}\n}`;
    const rewritten = (name: string): string =>
      `try { await a(); } catch (err) { b(data); return; } const ${name} = c(); d(${name});`;
    assert.deepEqual(problems(text, { [call]: rewritten('data') }), ['captured: data is used before it is declared']);
    assert.deepEqual(problems(text, { [call]: rewritten('data2') }), []);
    const later = 'const log = () => b(data); await a(); const data = c(); log();';
    assert.deepEqual(
      problems(`async function f() { ${call} }`, { [call]: later }).filter((problem) =>
        problem.includes('used before'),
      ),
      [],
    );
  });

  it('sees a second var of one name', () => {
    const text = 'function f() { var n = 1; a(function () { var n = 2; b(n); }); c(n); }';
    assert.ok(
      problems(text, { 'a(function () { var n = 2; b(n); });': 'a(); var n = 2; b(n);' }).includes(
        'duplicate: n is declared twice in one scope',
      ),
    );
  });

  it('sees a statement that continues the one above', () => {
    assert.deepEqual(problems('a()\nb(c)\n', { 'b(c)': '(c)()' }), [
      'structure: ExpressionStatement is no longer a statement of its own',
    ]);
    assert.deepEqual(problems('a()\nb(c)\n', { 'b(c)': ';(c)()' }), []);
  });

  it('sees an else that went to another if', () => {
    assert.deepEqual(
      problems(
        'if (a) b(function () {}); else c();',
        { 'b(function () {});': 'if (b) d();' },
        { allowGlobals: new Set('d') },
      ),
      ['structure: `else` belongs to another `if`'],
    );
    assert.deepEqual(problems('if (a) b(); else c();', { 'b();': '{ if (b) c(); }' }), []);
  });

  it('holds errors that the parser got over against the rewrite only when they are new', () => {
    const text = 'var a = 1;\nlet a = 2;\nb(c);';
    assert.deepEqual(problems(text, { 'b(c)': 'c(b)' }), []);
    assert.match(problems(text, { 'b(c)': 'let b, b, c' })[0]!, /^syntax: /);
  });
});
