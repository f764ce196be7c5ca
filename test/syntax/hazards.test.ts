import assert from 'node:assert/strict';
import type { Statement } from '@babel/types';
import { parenthesize, statementEnd } from '../../syntax/expression-text.js';
import { needsAsiGuard } from '../../syntax/asi.js';
import { insertImport } from '../../syntax/import-insertion.js';
import { indentAt } from '../../syntax/lines.js';
import { reindentNode } from '../../syntax/reindent.js';
import { fullEnd, fullStart } from '../../syntax/statement-range.js';
import { needsBlock } from '../../syntax/statement-text.js';
import { applyEdits, type TextEdit } from '../../syntax/text-edits.js';
import { verifyRewrite } from '../../syntax/verify.js';
import { nodeOf, parseText, sourceOf } from './helpers.js';

const OUTER = 'outer';

/**
 * A rewrite as a transform would do it: the statements of the first function expression take the place of the statement
 * that holds it, and a call without it comes first.
 */
function unwrapped(text: string, path = 'file.js'): string {
  const before = parseText(text, path);
  const outer = before.ast.program.body.find((statement) => sourceOf(before, statement).includes(OUTER));
  const inner = nodeOf(before, 'FunctionExpression').body;
  assert.ok(outer);
  const { start, end } = outer;
  const indent = indentAt(text, start!);
  const [first] = inner.body;
  const bodyStart = fullStart(before, first!) + indentAt(text, first!.start!).length;
  const bodyEnd = text.slice(0, fullEnd(before, inner.body.at(-1)!)).trimEnd().length;
  const body = reindentNode({ file: before, start: bodyStart, end: bodyEnd, toIndent: indent });
  const call = `${OUTER}()${statementEnd(before.style)}`;
  const guard = needsAsiGuard(before, start!, call) ? ';' : '';
  return checked(text, [{ start: start!, end: end!, text: guard + call + before.style.eol + indent + body }], path);
}

/** Applies edits and has them checked. */
function checked(text: string, edits: TextEdit[], path = 'file.js'): string {
  const before = parseText(text, path);
  const after = applyEdits(text, edits);
  const allowGlobals = new Set(['require']);
  assert.deepEqual(verifyRewrite({ before, after, edits, allowGlobals }), []);
  return after;
}

describe('printer hazards: silent miscompiles', () => {
  it('parenthesises the argument of await', () => {
    for (const [argument, expected] of [
      ['a || b', 'await (a || b)'],
      ['a ? b : c', 'await (a ? b : c)'],
      ['a = b', 'await (a = b)'],
      ['a, b', 'await (a, b)'],
      ['a()', 'await a()'],
    ] as const) {
      const file = parseText(`async function f() { return (${argument}); }`);
      const node = nodeOf(file, 'ReturnStatement').argument!;
      const after = checked(file.source.text, [
        {
          start: node.start! - 1,
          end: node.end! + 1,
          text: `await ${parenthesize(node, sourceOf(file, node), 'await-argument')}`,
        },
      ]);
      assert.match(after, new RegExp(`return ${expected.replace(/[|()?]/g, '\\$&')};`));
      assert.equal(nodeOf(parseText(after), 'AwaitExpression').argument.type, node.type);
    }
  });

  it('does not parenthesise an await that needs none', () => {
    const file = parseText('async function f() { (await a).b; g(await a); }');
    const node = nodeOf(file, 'AwaitExpression');
    assert.equal(parenthesize(node, 'await a', 'member-object'), '(await a)');
    for (const place of ['argument', 'assignment-right', 'return', 'unary', 'statement'] as const) {
      assert.equal(parenthesize(node, 'await a', place), 'await a');
    }
  });

  it('keeps templates of several lines when they move', () => {
    assert.equal(
      unwrapped('outer(function () {\n    send(`a\n    b ${c}\n  d`);\n});\n'),
      'outer();\nsend(`a\n    b ${c}\n  d`);\n',
    );
  });

  it('keeps continued strings when they move', () => {
    assert.equal(unwrapped('outer(function () {\n    send("a\\\n    b");\n});\n'), 'outer();\nsend("a\\\n    b");\n');
  });

  it('does not glue an insertion to the hashbang', () => {
    for (const eol of ['\n', '\r\n']) {
      const text = `#!/usr/bin/env node${eol}run();${eol}`;
      const { edits } = insertImport(parseText(text), { specifier: 'shim', names: ['task'] });
      assert.equal(
        checked(text, [...edits]),
        `#!/usr/bin/env node${eol}const { task } = require('shim');${eol}${eol}run();${eol}`,
      );
    }
  });

  it('guards a statement that would continue the line above', () => {
    const text = 'a()\nouter(b)\n';
    const before = parseText(text);
    const start = text.indexOf('outer');
    const next = '(b || c)()';
    const guard = needsAsiGuard(before, start, next) ? ';' : '';
    const edits = [{ start, end: text.length - 1, text: guard + next }];
    const after = applyEdits(text, edits);
    assert.equal(after, 'a()\n;(b || c)()\n');
    assert.deepEqual(verifyRewrite({ before, after, edits, allowGlobals: new Set(['c']) }), []);
  });

  it('does not let an else change its if', () => {
    const branch = (text: string): Statement => parseText(text).ast.program.body[0]!;
    assert.equal(needsBlock(branch('if (a) b();'), true), true);
    assert.equal(needsBlock(branch('for (;;) while (a) x: if (b) c();'), true), true);
    assert.equal(needsBlock(branch('if (a) b(); else if (c) d();'), true), true);
    assert.equal(needsBlock(branch('if (a) b(); else c();'), true), false);
    assert.equal(needsBlock(branch('if (a) b();'), false), false);
    assert.equal(needsBlock(branch('const a = await b;'.replace('await ', '')), false), true);
    assert.equal(needsBlock(branch('do if (a) b(); while (c)'), true), false);
  });
});

describe('printer hazards: losses', () => {
  it('keeps the licence header when the first statement goes', () => {
    assert.equal(
      unwrapped('/*! MIT */\nouter(function () {\n  // one\n  a(); // two\n});\n// end\n'),
      '/*! MIT */\nouter();\n// one\na(); // two\n// end\n',
    );
  });

  it('removes a statement with its own comments only', () => {
    const text = '// Copyright\n\n// of a\na(); // trails\n// of b\nb();\n';
    const file = parseText(text);
    const [first] = file.ast.program.body;
    const edit = { start: fullStart(file, first!), end: fullEnd(file, first!), text: '' };
    assert.equal(applyEdits(text, [edit]), '// Copyright\n\n// of b\nb();\n');
  });

  it('keeps what printers forget in types and classes', () => {
    const members = [
      "import a from './a.json' with { type: 'json' };",
      'type M<T> = { readonly [K in keyof T as `x${K & string}`]?: T[K] };',
      'class C extends D {',
      '  private readonly b?: string;',
      '  static override c = 1;',
      '  d!: number;',
      '  declare e: Array<string>;',
      '}',
    ].join('\n');
    const text = `${members}\nouter(function () {\n  f<Promise<Array<string>>>(a);\n});\n`;
    assert.equal(unwrapped(text, 'file.ts'), `${members}\nouter();\nf<Promise<Array<string>>>(a);\n`);
  });

  it('keeps them when they move themselves', () => {
    const member = 'class C { static override readonly a?: Array<string>;\n    private b!: number }';
    assert.equal(
      unwrapped(`outer(function () {\n    ${member}\n});\n`, 'file.ts'),
      `outer();\n${member.replace('\n    ', '\n')}\n`,
    );
  });
});

describe('printer hazards: noise', () => {
  it("does not write 'use strict';;", () => {
    const text = "'use strict';\n\nrun();\n";
    const { edits } = insertImport(parseText(text), { specifier: 'shim', names: ['task'] });
    assert.equal(checked(text, [...edits]), "'use strict';\n\nconst { task } = require('shim');\n\nrun();\n");
  });

  it('keeps tabs', () => {
    assert.equal(unwrapped('outer(function () {\n\tif (a) {\n\t\tb();\n\t}\n});\n'), 'outer();\nif (a) {\n\tb();\n}\n');
  });

  it('keeps blank lines in objects, spaces before parentheses, and odd layout', () => {
    const body = 'var o = {\n  a : 1,\n\n  b: function (x) { return(x) }\n};';
    assert.equal(
      unwrapped(`outer(function () {\n  ${body.replaceAll('\n', '\n  ').replace('\n  \n', '\n\n')}\n});\n`),
      `outer();\n${body}\n`,
    );
  });

  it('keeps CRLF, and a byte-order mark', () => {
    assert.equal(
      unwrapped('\uFEFFa();\r\nouter(function () {\r\n    /* x\r\n     */\r\n    b(\r\n      c);\r\n});\r\n'),
      '\uFEFFa();\r\nouter();\r\n/* x\r\n */\r\nb(\r\n  c);\r\n',
    );
  });

  it('keeps mixed line ends as they are', () => {
    assert.equal(unwrapped('a();\r\nb();\nouter(function () {\n  c(\r\n    d);\n});\r\n').slice(0, 9), 'a();\r\nb()');
    assert.match(unwrapped('a();\r\nb();\nouter(function () {\n  c(\r\n    d);\n});\r\n'), /c\(\r\n {2}d\);\r\n$/);
  });

  it('changes nothing without edits', () => {
    for (const text of ['\uFEFFa( b )\r\n', '#!/bin/x\n;[ (a) ]\n', 'f((await), (a))', "'use strict'\n\n\n"]) {
      assert.equal(checked(text, []), text);
    }
  });
});
