import assert from 'node:assert/strict';
import { scanFragment } from '../../syntax/fragment-scan.js';
import { reindent, reindentNode } from '../../syntax/reindent.js';
import type { TextEdit } from '../../syntax/text-edits.js';
import { nodeOf, parseText } from './helpers.js';

/** Moves the last statement of the first function expression to an indentation. */
function moved(text: string, toIndent: string, edits: (text: string) => TextEdit[] = () => []): string {
  const file = parseText(text);
  const { body } = nodeOf(file, 'FunctionExpression').body;
  const { start } = body[0]!;
  const { end } = body.at(-1)!;
  return reindentNode({ file, start: start!, end: end!, edits: edits(text), toIndent });
}

describe('reindent', () => {
  it('moves every line but the first', () => {
    assert.equal(reindent('if (a) {\n      b();\n    }', '    ', '  '), 'if (a) {\n    b();\n  }');
    assert.equal(reindent('a(\n  b)', '', '\t'), 'a(\n\t  b)');
  });

  it('keeps empty lines empty and trailing white space as it is', () => {
    assert.equal(reindent('a(); \n\n    b();  \n\r\n    c();', '    ', '  '), 'a(); \n\n  b();  \n\r\n  c();');
  });

  it('moves shallower lines as far as they can go', () => {
    assert.equal(reindent('a(\n  b,\nc)', '    ', ''), 'a(\nb,\nc)');
    assert.equal(reindent('a(\n      b)', '        ', '    '), 'a(\n  b)');
    assert.equal(reindent('a(\nb)', '  ', '    '), 'a(\n  b)');
  });

  it('copes with tabs and spaces in one file', () => {
    assert.equal(reindent('a(\n\t\tb)', '\t', '    '), 'a(\n    \tb)');
    assert.equal(reindent('a(\n        b)', '\t\t', '\t'), 'a(\n    b)');
    assert.equal(reindent('a(\n\tb)', '        ', '    '), 'a(\nb)');
  });
});

describe('reindentNode', () => {
  it('keeps template texts and continued strings', () => {
    const text = 'f(function () {\n    a(`x\n    y ${b(\n      c\n    )} z\n`);\n    d("e\\\n    f");\n});';
    assert.equal(moved(text, ''), 'a(`x\n    y ${b(\n  c\n)} z\n`);\nd("e\\\n    f");');
  });

  it('keeps the last line of a template when the backtick begins it', () => {
    assert.equal(moved('f(function () {\n  a(`\n`, `\n  ${b}\n`);\n});', '    '), 'a(`\n`, `\n  ${b}\n`);');
  });

  it('moves block comments along', () => {
    const text = 'f(function () {\n    /*\n     * one\n     */\n    a();\n});';
    const file = parseText(text);
    const start = text.indexOf('/*');
    assert.equal(
      reindentNode({ file, start, end: text.indexOf('\n});'), toIndent: '  ' }),
      '/*\n   * one\n   */\n  a();',
    );
  });

  it('moves JSX, whose line ends carry no value', () => {
    assert.equal(moved('f(function () {\n    return <a>\n      b\n    </a>;\n});', ''), 'return <a>\n  b\n</a>;');
  });

  it('applies edits and moves their lines too, templates in them excepted', () => {
    const text = 'f(function () {\n    a();\n    b();\n});';
    const result = moved(text, '  ', () => [
      { start: text.indexOf('a()'), end: text.indexOf('a()') + 3, text: 'if (x) {\n      y(`1\n    2`);\n    }' },
    ]);
    assert.equal(result, 'if (x) {\n    y(`1\n    2`);\n  };\n  b();');
  });

  it('keeps CRLF', () => {
    assert.equal(moved('f(function () {\r\n    a(\r\n      b);\r\n\r\n    c();\r\n});', ''), 'a(\r\n  b);\r\n\r\nc();');
  });
});

describe('scanFragment', () => {
  const kinds = (text: string) => scanFragment(text).map(({ kind, start, end }) => `${kind} ${text.slice(start, end)}`);

  it('finds literals and comments in text that does not parse by itself', () => {
    assert.deepEqual(kinds('f("a\\"b", `c${ {d: `e`} }f` // g'), [
      'string "a\\"b"',
      'template c',
      'template e',
      'template f',
      'line-comment // g',
    ]);
  });

  it('tells regular expressions from divisions', () => {
    assert.deepEqual(kinds('a / b / "c"; return /["`/]/.test(x) /* d */'), ['string "c"', 'block-comment /* d */']);
    assert.deepEqual(kinds('x = /`/g; y = `z`'), ['template z']);
  });

  it('does not take an apostrophe for a string', () => {
    assert.deepEqual(kinds("<p>don't</p>\n`a`"), ['template a']);
  });
});
