import assert from 'node:assert/strict';
import { ParseError } from '../../syntax/parse-error.js';
import { nodeOf, parseText, sourceOf } from './helpers.js';

describe('parse', () => {
  it('gives offsets into the original text behind a byte-order mark and a hashbang', () => {
    for (const head of ['\uFEFF', '#!/usr/bin/env node\n', '\uFEFF#!/usr/bin/env node\r\n']) {
      const file = parseText(`${head}answer(42);\n`);
      assert.equal(sourceOf(file, nodeOf(file, 'CallExpression')), 'answer(42)');
    }
  });

  it('keeps the line numbers behind a hashbang', () => {
    const file = parseText('#!/usr/bin/env node\nanswer();');
    assert.equal(nodeOf(file, 'CallExpression').loc?.start.line, 2);
  });

  it('takes sloppy scripts that are no modules', () => {
    const file = parseText('with (a) { delete b; }\nvar c = 010;\nvar await = 1;\nreturn c;');
    assert.equal(file.sourceType, 'script');
  });

  it('takes modules, and top-level await in files that do not import', () => {
    assert.equal(parseText('import a from "a";\nexport default a;').sourceType, 'module');
    assert.equal(parseText('const a = await load();').sourceType, 'module');
  });

  it('takes a module that is sloppy code all the same', () => {
    const file = parseText('import a from "a";\nwith (a) b();');
    assert.equal(file.sourceType, 'module');
  });

  it('chooses the grammar by file name', () => {
    assert.equal(nodeOf(parseText('let a = <T>b;', 'a.ts'), 'TSTypeAssertion').type, 'TSTypeAssertion');
    assert.equal(nodeOf(parseText('let a = <T>b</T>;', 'a.tsx'), 'JSXElement').type, 'JSXElement');
    assert.equal(nodeOf(parseText('let a = <T>b</T>;', 'a.js'), 'JSXElement').type, 'JSXElement');
    assert.equal(nodeOf(parseText('export declare const a: number;', 'a.d.mts'), 'VariableDeclaration').declare, true);
  });

  it('knows Flow with the pragma and without', () => {
    const withPragma = parseText('// @flow\nf<T>(x);');
    assert.equal(nodeOf(withPragma, 'CallExpression').typeArguments?.type, 'TypeParameterInstantiation');
    assert.equal(nodeOf(parseText('function f(a: string) {}'), 'StringTypeAnnotation').type, 'StringTypeAnnotation');
    assert.equal(nodeOf(parseText('f<T>(x);'), 'BinaryExpression').operator, '>');
  });

  it('keeps import attributes, old and new', () => {
    assert.equal(
      nodeOf(parseText('import a from "./a.json" with { type: "json" };'), 'ImportAttribute').value.value,
      'json',
    );
    assert.equal(
      nodeOf(parseText('import a from "./a.json" assert { type: "json" };'), 'ImportAttribute').value.value,
      'json',
    );
  });

  it('keeps comments and marks parenthesised expressions', () => {
    const file = parseText('// one\nf((a, b)); /* two */');
    assert.deepEqual(
      file.ast.comments?.map(({ value }) => value),
      [' one', ' two '],
    );
    assert.equal(nodeOf(file, 'SequenceExpression').extra?.parenthesized, true);
  });

  it('says where a text does not parse and what to do', () => {
    assert.throws(
      () => parseText('var a = 1;\nvar b = ;\n', 'lib/b.js'),
      (error) => {
        assert.ok(error instanceof ParseError);
        assert.deepEqual([error.line, error.column], [2, 9]);
        assert.equal(error.message, 'lib/b.js:2:9: Unexpected token');
        assert.match(error.hint, /--ignore-pattern/);
        return true;
      },
    );
  });

  it('reports the error of the grammar that got furthest', () => {
    assert.throws(
      () => parseText('function f(a: string) {}\nconst b = await c;\nd(;\n'),
      /^ParseError: file\.js:3:3: /,
    );
  });
});

describe('file style', () => {
  const style = (text: string) => parseText(text).style;

  it('counts line ends, quotes and semicolons', () => {
    assert.deepEqual(style('"use strict"\r\nvar a = "x"\r\nb(a)\n'), {
      eol: '\r\n',
      indent: '  ',
      quote: '"',
      semicolons: false,
    });
    assert.deepEqual(style("var a = 'x';\nb(a);\n"), { eol: '\n', indent: '  ', quote: "'", semicolons: true });
  });

  it('finds one level of indentation', () => {
    assert.equal(style('function f() {\n\treturn {\n\t\ta: 1\n\t};\n}').indent, '\t');
    assert.equal(style('function f() {\n    if (a) {\n        b();\n    }\n}').indent, '    ');
    assert.equal(style('a();').indent, '  ');
  });

  it('does not take a loop head for a statement without semicolon', () => {
    assert.equal(style('for (var i = 0, n = 2; i < n; i++) f(i);\nfor (var k in o) g(k);').semicolons, true);
  });
});
