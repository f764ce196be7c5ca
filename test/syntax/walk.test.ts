import assert from 'node:assert/strict';
import type { Node } from '@babel/types';
import { parentMap } from '../../syntax/parents.js';
import { childNodes, findNode, findOwn, walk, walkFunctionBody } from '../../syntax/walk.js';
import { nodeOf, nodesOf, parseText, sourceOf } from './helpers.js';

describe('walk', () => {
  it('visits in source order where the keys of a node are out of order', () => {
    const file = parseText('`a${b}c${d}e`; do f(); while (g);');
    const starts: number[] = [];
    walk(file.ast, { enter: (node) => void starts.push(node.start!) });
    assert.deepEqual(
      starts,
      [...starts].sort((a, b) => a - b),
    );
    assert.deepEqual(
      [...childNodes(nodeOf(file, 'TemplateLiteral'))].map(({ type }) => type),
      ['TemplateElement', 'Identifier', 'TemplateElement', 'Identifier', 'TemplateElement'],
    );
  });

  it('tells parent, key and index, and leaves after the children', () => {
    const file = parseText('f(a, b)');
    const seen: string[] = [];
    walk(nodeOf(file, 'CallExpression'), {
      enter: (node, parent, key, index) => void seen.push(`${node.type} ${parent?.type ?? '-'} ${key} ${index ?? '-'}`),
      leave: (node) => void seen.push(`leave ${node.type}`),
    });
    assert.deepEqual(seen, [
      'CallExpression - -'.replace('- -', '-  -'),
      'Identifier CallExpression callee -',
      'leave Identifier',
      'Identifier CallExpression arguments 0',
      'leave Identifier',
      'Identifier CallExpression arguments 1',
      'leave Identifier',
      'leave CallExpression',
    ]);
  });

  it('leaves out what the visitor skips', () => {
    const seen: string[] = [];
    walk(parseText('a(function () { b(); }); c();').ast, {
      enter(node) {
        if (node.type === 'Identifier') seen.push(node.name);
        return node.type === 'FunctionExpression' ? 'skip' : undefined;
      },
    });
    assert.deepEqual(seen, ['a', 'c']);
  });

  it('stays inside of one function', () => {
    const file = parseText('function f(p = q) { a(); g(() => b()); class C { m() { c(); } [d]() {} } }');
    const names: string[] = [];
    const functions: string[] = [];
    walkFunctionBody(nodeOf(file, 'FunctionDeclaration'), {
      enter(node) {
        if (node.type === 'Identifier') names.push(node.name);
        if (/Function|Method/.test(node.type)) functions.push(node.type);
      },
    });
    assert.deepEqual(names, ['p', 'q', 'a', 'g', 'C', 'd']);
    assert.deepEqual(functions, ['ArrowFunctionExpression', 'ClassMethod', 'ClassMethod']);
  });
});

describe('parents', () => {
  const file = parseText('export function f() {\n  for (var i = 0; i < 1; i++) {\n    if (a) g(() => h(i));\n  }\n}');
  const parents = parentMap(file.ast);
  const call = nodesOf(file, 'CallExpression')[1]!;

  it('knows where a node hangs', () => {
    const link = parents.get(nodeOf(file, 'ArrowFunctionExpression'));
    assert.ok(link);
    assert.equal(link.parent, nodesOf(file, 'CallExpression')[0]);
    assert.deepEqual([link.key, link.index], ['arguments', 0]);
    assert.equal(parents.get(file.ast), undefined);
  });

  it('finds the function and the statement around a node', () => {
    assert.equal(parents.enclosingFunction(call)?.type, 'ArrowFunctionExpression');
    assert.equal(parents.enclosingFunction(nodeOf(file, 'ArrowFunctionExpression'))?.type, 'FunctionDeclaration');
    assert.equal(sourceOf(file, parents.enclosingStatement(call)!), 'g(() => h(i));');
    assert.equal(parents.enclosingStatement(nodeOf(file, 'VariableDeclarator'))?.type, 'ForStatement');
    assert.equal(parents.enclosingStatement(nodeOf(file, 'FunctionDeclaration'))?.type, 'ExportNamedDeclaration');
  });
});

describe('what finds nodes', () => {
  const isCall = ({ type }: { type: string }): boolean => type === 'CallExpression';
  const textAt = (text: string, node: { start?: number | null; end?: number | null } | undefined): string | undefined =>
    node && text.slice(node.start!, node.end!);

  it('gives the first in source order, the root included', () => {
    const text = '`${a()}b${c()}`;';
    const { ast } = parseText(text);
    assert.equal(textAt(text, findNode(ast, isCall)), 'a()');
    const call = findNode(ast, isCall)!;
    assert.equal(findNode(call, isCall), call);
    assert.equal(
      findNode(call, ({ type }) => type === 'ThrowStatement'),
      undefined,
    );
  });

  it('leaves out functions where it looks for what runs there', () => {
    const text = 'later(function () { inner(); }); [() => b()]; last();';
    const { ast } = parseText(text);
    const named = (name: string) => (node: Node) => isCall(node) && text.startsWith(`${name}(`, node.start!);
    assert.equal(textAt(text, findNode(ast, named('inner'))), 'inner()');
    assert.equal(findOwn(ast, named('inner')), undefined);
    assert.equal(findOwn(ast, named('b')), undefined);
    assert.equal(textAt(text, findOwn(ast, named('last'))), 'last()');
    assert.equal(findOwn(nodeOf(parseText(text), 'FunctionExpression'), isCall), undefined);
  });
});
