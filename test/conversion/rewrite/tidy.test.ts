import assert from 'node:assert/strict';
import type { Node } from '@babel/types';
import { caseBraces } from '../../../conversion/rewrite/tidy/case-braces.js';
import { directBody } from '../../../conversion/rewrite/tidy/direct-body.js';
import { sharedEnd } from '../../../conversion/rewrite/tidy/shared-end.js';
import type { ParsedFile } from '../../../core/index.js';
import { parse } from '../../../syntax/parse.js';
import { applyEdits, type TextEdit } from '../../../syntax/text-edits.js';
import { walk } from '../../../syntax/walk.js';

const fileOf = (text: string): ParsedFile => parse({ path: 'a.js', text });

/** The text after the first change that is found, or the text itself. */
function changed(
  text: string,
  changesOf: (file: ParsedFile, node: Node) => TextEdit | readonly TextEdit[] | undefined,
): string {
  const file = fileOf(text);
  let changes: readonly TextEdit[] = [];
  walk(file.ast, {
    enter(node) {
      if (changes.length === 0) changes = [changesOf(file, node) ?? []].flat();
    },
  });
  return applyEdits(text, changes);
}

const inFunction = (body: string): string => `async function f(a, b, c) { ${body} }`;
const becomes = (change: (text: string) => string) => (before: string, after: string) =>
  assert.equal(change(before), after);
const stays = (change: (text: string) => string) => (text: string) => assert.equal(change(text), text);

describe('a return that two ends share', () => {
  const change = (body: string): string =>
    changed(inFunction(body), (file, node) => sharedEnd(file, node) ?? []).slice(inFunction('').length - 2, -2);

  it('is said once', () => {
    becomes(change)('if (a) { b(); return c(a); } return c(a);', 'if (a) { b(); } return c(a);');
    becomes(change)('if (a) { var d = 1; return c(d); } return c(d);', 'if (a) { var d = 1; } return c(d);');
    becomes(change)('if (a) { const d = b(); d(); return c; } return c;', 'if (a) { const d = b(); d(); } return c;');
  });

  it('stays where the branch would be empty, has another one beside it, or is none', () => {
    stays(change)('if (a) { return c(); } return c();');
    stays(change)('if (a) return c(); return c();');
    stays(change)('if (a) { b(); return c(); } else b(); return c();');
    stays(change)('while (a) { b(); return c(); } return c();');
  });

  it('stays where the ends differ, or other code stands between them', () => {
    stays(change)('if (a) { b(); return c(a); } return c(b);');
    stays(change)('if (a) { b(); throw c(); } throw c();');
    stays(change)('if (a) { b(); c(); } return c();');
    stays(change)('if (a) { b(); return c(); } b(); return c();');
  });

  it('stays where one of two texts would be lost, or a comment be said of the wrong one', () => {
    for (const value of ["'x'", '`x`', '/x/', '1', '1n'])
      stays(change)(`if (a) { b(); return c(${value}); } return c(${value});`);
    stays(change)('if (a) { b(); /* kept */ return c(); } return c();');
    stays(change)('if (a) { b(); return c(); /* kept */ } return c();');
    stays(change)('if (a) { b(); return c(); } /* new */ return c();');
  });

  it('stays where its names are those of the branch', () => {
    stays(change)('if (a) { const d = 1; return c(d); } return c(d);');
    stays(change)('if (a) { function d() {} return c(d); } return c(d);');
    stays(change)('if (a) { class d {} return new d(); } return new d();');
  });
});

describe('a body that only returns', () => {
  const change = (text: string, width = 80): string =>
    changed(text, (file, node) => directBody(file, node, 'asCallback', width));

  it('is an expression', () => {
    becomes(change)('asCallback(cb, async () => { return load(x); })', 'asCallback(cb, async () => load(x))');
    becomes(change)('asCallback.sync(cb, () => { return x; })', 'asCallback.sync(cb, () => x)');
    becomes(change)('asCallback(cb, async () => { return (a, b); })', 'asCallback(cb, async () => (a, b))');
    becomes(change)('asCallback(cb, async () => { return { a }; })', 'asCallback(cb, async () => ({ a }))');
    becomes(change)('asCallback(cb, async () => { return ({ a }); })', 'asCallback(cb, async () => ({ a }))');
  });

  it('stays where it does more, or nothing', () => {
    stays(change)('asCallback(cb, async () => { load(x); })');
    stays(change)('asCallback(cb, async () => { return; })');
    stays(change)('asCallback(cb, async () => { b(); return c(); })');
    stays(change)("asCallback(cb, async () => { 'use strict'; return c(); })");
    stays(change)('asCallback(cb, async () => { return c(); /* soon */ })');
    stays(change)('asCallback(cb, async () => { return c(\n1); })');
  });

  it('stays where it is no arrow function, and in calls of others', () => {
    stays(change)('asCallback.engine(cb, function* () { return c(); })');
    stays(change)('asCallback(cb, async () => c())');
    stays(change)('task(cb, async () => { return load(x); })');
    const text = 'asCallback(cb, async () => { return load(x); })';
    assert.equal(
      changed(text, (file, node) => directBody(file, node, undefined, 80)),
      text,
    );
  });

  it('stays where its line would get too long, unless it was one already', () => {
    const lines = (head: string, value: string) =>
      `${head} {\n  return asCallback(cb, async () => {\n    return ${value};\n  });\n}`;
    const direct = (head: string, value: string) => `${head} {\n  return asCallback(cb, async () => ${value});\n}`;
    // `  return asCallback(cb, async () => ` and `);` around it
    const fits = 'x'.repeat(80 - 38);
    becomes(change)(lines('function f(cb)', fits), direct('function f(cb)', fits));
    stays(change)(lines('function f(cb)', `${fits}x`));
    const [head, end] = ['f = function (cb) { return asCallback(cb, async () => ', '); };'];
    const longer = 'x'.repeat(120 - head.length - end.length);
    becomes(change)(`${head}{ return ${longer}; }${end}`, head + longer + end);
    stays(change)(`${head}{ return ${longer}x; }${end}`);
  });
});

describe('braces of a case', () => {
  const change = (text: string, source = ''): string =>
    changed(text, (file, node) => (node.type === 'SwitchCase' ? caseBraces(fileOf(source), file, node) : []));
  const around = (text: string): string => `switch (a) { ${text} }`;

  it('go where nothing is declared in them', () => {
    becomes(change)(around('case 1: { b(); }'), around('case 1: b();'));
    becomes(change)(around('default: { var d = 1; }'), around('default: var d = 1;'));
  });

  it('stay around what they declare', () => {
    for (const declared of ['const d = 1;', 'let d;', 'function d() {}', 'class d {}'])
      stays(change)(around(`case 1: { b(); ${declared} }`));
  });

  it('stay where the author wrote them, or something stands behind them', () => {
    const text = around('case 1: { b(); }');
    assert.equal(change(text, around('case 1: { c(); }')), text);
    stays(change)(around('case 1: { b(); } c();'));
    stays(change)(around('case 1: b();'));
  });
});
