import assert from 'node:assert/strict';
import type { Node } from '@babel/types';
import { analyzeScopes, type ScopeTree } from '../../syntax/scope.js';
import { nodeOf, nodesOf, parseText } from './helpers.js';

function scopes(text: string, path?: string): ScopeTree {
  return analyzeScopes(parseText(text, path).ast);
}

/**
 * What each reference of a one-line text stands for: `name@column=kind@column of the first declaration` or `global`,
 * followed by the kind of access unless it is a read.
 */
function resolved(text: string, path?: string): string {
  return scopes(text, path)
    .references.map(({ identifier, binding, kind, isType }) => {
      const target = binding ? `${binding.kind}@${binding.declarations[0]?.start ?? '-'}` : 'global';
      const access = (kind === 'read' ? '' : `!${kind}`) + (isType ? '!type' : '');
      return `${identifier.name}@${identifier.start!}=${target}${access}`;
    })
    .join(' ');
}

const globalsOf = (text: string, path?: string): string[] => [...scopes(text, path).globals.keys()];

describe('scopes: declarations', () => {
  it('hoists var to the function and joins its declarations', () => {
    const text = 'function f() { a = 1; if (b) { var a; } { var a } return a } a;';
    assert.equal(resolved(text), 'a@15=var@35!write b@26=global a@57=var@35 a@61=global');
    const tree = scopes(text);
    const binding = [...tree.root.children[0]!.bindings.values()][0]!;
    assert.equal(binding.declarations.length, 2);
  });

  it('keeps let, const and class in their block', () => {
    assert.equal(
      resolved('{ let a; const b = a; class C {} new C } a; b; C'),
      'a@19=let@6 C@37=class@28 a@41=global b@44=global C@47=global',
    );
  });

  it('sees functions before their declaration', () => {
    assert.equal(resolved('f(); function f() { f() }'), 'f@0=function@14 f@20=function@14');
  });

  it('gives a sloppy function in a block to the block and the function', () => {
    const tree = scopes('function o() { if (a) { function g() {} g() } g() }');
    const refs = tree.references.filter(({ identifier }) => identifier.name === 'g');
    assert.equal(refs.length, 2);
    assert.equal(refs[0]!.binding, refs[1]!.binding);
    assert.equal(refs[0]!.binding?.sloppyBlockFunction, true);
  });

  it('does not hoist it in strict code, past a let, over a parameter, or when it is async', () => {
    assert.deepEqual(globalsOf('"use strict"; { function g() {} } g()'), ['g']);
    assert.deepEqual(globalsOf('{ async function g() {} } g()'), ['g']);
    assert.match(resolved('let g; { function g() {} } g()'), /^g@27=let@4$/);
    assert.match(resolved('function f(g) { { function g() {} } g() }'), /^g@36=param@11$/);
  });

  it('joins a sloppy function of a block with a var of the function', () => {
    assert.equal(resolved('var g; { function g() {} } g'), 'g@27=function@4');
  });

  it('scopes catch parameters, destructured ones too', () => {
    assert.equal(resolved('try {} catch (e) { e } e'), 'e@19=catch@14 e@23=global');
    assert.equal(resolved('try {} catch ({ m, c = m }) { c }'), 'm@23=catch@16 c@30=catch@19');
    assert.equal(resolved('try {} catch { e }'), 'e@15=global');
  });

  it('keeps var e in a catch apart from the parameter', () => {
    const tree = scopes('function f() { try {} catch (e) { var e = 1; e } e }');
    const kinds = tree.references.map(({ binding }) => binding?.kind);
    assert.deepEqual(kinds, ['catch', 'var']);
  });

  it('knows the names of function and class expressions inside only', () => {
    assert.equal(resolved('(function f() { f }); f'), 'f@16=function-name@10 f@22=global');
    assert.equal(resolved('(class C { m() { C } }); C'), 'C@17=class@7 C@25=global');
  });

  it('has a body name hide the name of a function expression', () => {
    assert.equal(resolved('(function f() { var f; f })'), 'f@23=var@20');
  });

  it('declares imports', () => {
    const text = 'import a, { b as c, d } from "m"; import * as e from "n"; a(c, d, e, b)';
    assert.deepEqual(globalsOf(text), ['b']);
    assert.equal(scopes(text).root.bindings.get('c')?.kind, 'import');
  });
});

describe('scopes: parameters', () => {
  it('lets defaults see parameters but not what the body declares', () => {
    assert.equal(resolved('function f(a, b = a, c = d) { var d; d }'), 'a@18=param@11 d@25=global d@37=var@34');
    assert.equal(resolved('function f(a = () => x) { var x }'), 'x@21=global');
    assert.equal(resolved('(a, { [k]: b = a } = k) => { let k }'), 'k@7=global a@15=param@1 k@21=global');
  });

  it('joins a var with the parameter of the same name', () => {
    const tree = scopes('function f(cb) { var cb = cb || g; cb() }');
    const { binding } = tree.references[0]!;
    assert.equal(binding?.kind, 'param');
    assert.equal(binding.declarations.length, 2);
  });

  it('takes patterns and rest', () => {
    assert.deepEqual(
      globalsOf('function f({ a, b: { c }, ...d }, [e, , g = a], ...h) { return [a, c, d, e, g, h, b] }'),
      ['b'],
    );
  });
});

describe('scopes: loops and switches', () => {
  it('scopes the variables of loop heads', () => {
    assert.equal(
      resolved('for (let i = 0; i < n; i++) i; i'),
      'i@16=let@9 n@20=global i@23=let@9!readwrite i@28=let@9 i@31=global',
    );
    assert.equal(resolved('for (const k of ks) k; k'), 'ks@16=global k@20=const@11 k@23=global');
    assert.equal(resolved('for (var v in o) v; v'), 'o@14=global v@17=var@9 v@20=var@9');
    assert.equal(resolved('var k; for (k in o) k;'), 'k@12=var@4!write o@17=global k@20=var@4');
  });

  it('scopes a switch as one block, its discriminant outside', () => {
    assert.equal(resolved('switch (a) { case b: let a; case c: a }'), 'a@8=global b@18=global c@33=global a@36=let@25');
  });
});

describe('scopes: what is a reference', () => {
  it('leaves out keys, members, labels, meta properties and private names', () => {
    assert.deepEqual(
      globalsOf(
        'x: for (;;) { break x; } ({ a: 1, b() {}, get c() {} }); o.d; class E { #f = 1; g = this.#f; static h() {} } import.meta',
      ),
      ['o'],
    );
  });

  it('takes computed keys and members', () => {
    assert.deepEqual(globalsOf('({ [a]: 1, [b]() {} }); o[c]; class E { [d] = e; [g]() {} }'), [
      'a',
      'b',
      'o',
      'c',
      'd',
      'e',
      'g',
    ]);
  });

  it('takes shorthand properties once', () => {
    assert.equal(resolved('let a; ({ a })'), 'a@10=let@4');
  });

  it('records writes, also through patterns', () => {
    assert.equal(
      resolved('a = 1; b += 1; c++; ({ d, e: f.g, h: [i = j] } = k)'),
      'a@0=global!write b@7=global!readwrite c@15=global!readwrite d@23=global!write f@29=global i@38=global!write j@42=global k@49=global',
    );
  });

  it('takes local export specifiers but not re-exports', () => {
    assert.equal(resolved('let a; export { a as b }; export { c } from "m"'), 'a@16=let@4');
  });

  it('takes typeof', () => {
    assert.equal(resolved('typeof a'), 'a@7=global');
  });

  it('does not take arguments for a global, unless it is declared', () => {
    assert.equal(globalsOf('function f() { return arguments[0] }').length, 0);
    assert.equal(resolved('function f(arguments) { arguments }'), 'arguments@24=param@11');
  });

  it('takes JSX component names, not tags', () => {
    assert.deepEqual(globalsOf('<A b={c}><d.E /><f g-h="1" /><i:j /></A>'), ['A', 'c', 'd']);
  });
});

describe('scopes: eval and with', () => {
  it('marks the scopes that a direct eval can see', () => {
    const tree = scopes('function f() { { eval("a") } } function g() { eval?.("a"); (0, eval)("a") }');
    const [f, g] = tree.root.children;
    assert.equal(tree.root.hasDirectEval, true);
    assert.equal(f!.hasDirectEval, true);
    assert.equal(g!.hasDirectEval, false);
  });

  it('puts the body of with into a scope of its own kind', () => {
    const file = parseText('with (o) { a }');
    const tree = analyzeScopes(file.ast);
    const kinds = [];
    for (let at = tree.references[1]?.scope; at; at = at.parent) kinds.push(at.kind);
    assert.deepEqual(kinds, ['block', 'with', 'program']);
  });
});

describe('scopes: TypeScript', () => {
  const ts = (text: string) => resolved(text, 'file.ts');

  it('marks type-only positions', () => {
    assert.equal(ts('interface A {} let a: A; type B = typeof a'), 'A@22=type@10!type a@41=let@19!type');
  });

  it('keeps types and values of one name apart', () => {
    const tree = scopes('interface A {} const A = 1; let a: A = A;', 'file.ts');
    assert.deepEqual(
      tree.references.map(({ binding }) => binding?.kind),
      ['type', 'const'],
    );
  });

  it('knows enums, their members, and namespaces', () => {
    assert.equal(
      ts('enum E { A, B = A } E.B; namespace N { export let x = 1; x } N.x'),
      'A@16=enum-member@9 E@20=enum@5 x@57=let@50 N@61=namespace@35',
    );
  });

  it('knows type parameters and parameter names of types', () => {
    assert.deepEqual(globalsOf('function f<T>(a: T): (b: T) => b is T { return a as T }', 'file.ts').length, 0);
    assert.deepEqual(
      globalsOf('type M<T> = { [K in keyof T]: T[K] }; type C<T> = T extends (infer U)[] ? U : never', 'file.ts')
        .length,
      0,
    );
    assert.deepEqual(globalsOf('interface I<T> extends J<T> { m<U>(a: U): T; [key: string]: T }', 'file.ts'), ['J']);
  });

  it('knows import-require, parameter properties, overloads and this parameters', () => {
    const text =
      'import x = require("x"); import y = x.y; class C { constructor(private a: number) { y(a) } } ' +
      'function f(a: string): void; function f(this: C, a: any) { return this.g(a) } f(x)';
    assert.equal(globalsOf(text, 'file.ts').length, 0);
  });

  it('does not take member names in types for references', () => {
    assert.deepEqual(
      globalsOf(
        'let a: { b: N.c; d(e: string): void }; type F = import("m").G; abstract class H { abstract i(): void }',
        'file.ts',
      ),
      ['N'],
    );
  });

  it('writes through assertions', () => {
    assert.equal(ts('let a; (a as any) = 1; a! = 2;'), 'a@8=let@4!write a@23=let@4!write');
  });

  it('takes exported interfaces by name', () => {
    assert.deepEqual(globalsOf('interface A {} export { A }; export type { A as B }', 'file.ts').length, 0);
  });
});

describe('scopes: Flow', () => {
  it('resolves types', () => {
    assert.deepEqual(
      globalsOf('// @flow\ntype A<T> = { k: T }; function f<T>(a: A<T>, g: (x: T) => Promise<T>): T { return g(a.k) }'),
      ['Promise'],
    );
  });
});

describe('scope tree queries', () => {
  const text = 'function f(a = () => 1) { return function g() { return (b) => b } }';
  const file = parseText(text);
  const tree = analyzeScopes(file.ast);
  const scopeKind = (node: Node) => tree.scopeOf(node).kind;

  it('tells the scope in which a node stands', () => {
    const [outer] = nodesOf(file, 'FunctionDeclaration');
    assert.equal(tree.scopeOf(outer!), tree.root);
    assert.equal(tree.scopeOf(outer!.id!), tree.root);
    assert.equal(tree.scopeOf(nodeOf(file, 'ReturnStatement')), tree.functionScope(outer!));
    assert.equal(tree.scopeOf(nodeOf(file, 'FunctionExpression')), tree.functionScope(outer!));
    assert.equal(scopeKind(nodeOf(file, 'ArrowFunctionExpression')), 'parameter');
    assert.equal(scopeKind(nodeOf(file, 'FunctionExpression').id!), 'function-name');
  });

  it('tells an arrow from the statement with the same range', () => {
    const arrow = parseText('a => a');
    const statement = nodeOf(arrow, 'ExpressionStatement');
    const scopesOfArrow = analyzeScopes(arrow.ast);
    assert.equal(scopesOfArrow.scopeOf(statement), scopesOfArrow.root);
    assert.equal(scopesOfArrow.scopeOf(nodeOf(arrow, 'ArrowFunctionExpression')), scopesOfArrow.root);
    assert.equal(scopesOfArrow.scopeOf(nodeOf(arrow, 'Identifier', 1)).kind, 'function');
  });

  it('agrees with the scope of every reference', () => {
    for (const reference of tree.references) assert.equal(tree.scopeOf(reference.identifier), reference.scope);
  });

  it('looks names up and lists the references in a node', () => {
    const inner = nodeOf(file, 'ArrowFunctionExpression', 1);
    assert.equal(tree.lookup(tree.functionScope(inner), 'g')?.kind, 'function-name');
    assert.equal(tree.lookup(tree.root, 'g'), undefined);
    assert.deepEqual(
      tree.referencesIn(inner).map(({ identifier }) => identifier.name),
      ['b'],
    );
    assert.equal(tree.bindingOf(nodesOf(file, 'Identifier').at(-1)!)?.kind, 'param');
  });
});
