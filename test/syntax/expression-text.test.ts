import assert from 'node:assert/strict';
import {
  negate,
  needsAsiGuard,
  parenthesize,
  statementEnd,
  type ExpressionContext,
} from '../../syntax/expression-text.js';
import { parseText, sourceOf } from './helpers.js';

function expression(text: string, path = 'file.ts') {
  const file = parseText(`x = ${text}`, path);
  const [statement] = file.ast.program.body;
  assert.ok(statement?.type === 'ExpressionStatement' && statement.expression.type === 'AssignmentExpression');
  const node = statement.expression.right;
  return { file, node, text: sourceOf(file, node) };
}

function written(text: string, context: ExpressionContext, path?: string): string {
  const { node, text: source } = expression(text, path);
  return parenthesize(node, source, context);
}

describe('parenthesize', () => {
  const cases: [ExpressionContext, string, string][] = [
    ['await-argument', '(a || b)', '(a || b)'],
    ['await-argument', 'a ? b : c', '(a ? b : c)'],
    ['await-argument', 'b = c', '(b = c)'],
    ['await-argument', '(a, b)', '(a, b)'],
    ['await-argument', 'a ** b', '(a ** b)'],
    ['await-argument', 'a as B', '(a as B)'],
    ['await-argument', '() => a', '(() => a)'],
    ['await-argument', 'f(a)', 'f(a)'],
    ['await-argument', 'new A', 'new A'],
    ['await-argument', '-a', '-a'],
    ['unary', 'a in b', '(a in b)'],
    ['unary', 'a.b?.c', 'a.b?.c'],
    ['call-callee', 'a || b', '(a || b)'],
    ['call-callee', 'new A', '(new A)'],
    ['call-callee', 'new A()', 'new A()'],
    ['call-callee', 'a?.b', '(a?.b)'],
    ['call-callee', 'a.b', 'a.b'],
    ['call-callee', '() => a', '(() => a)'],
    ['new-callee', 'f().A', '(f().A)'],
    ['new-callee', 'f.A', 'f.A'],
    ['member-object', '1', '(1)'],
    ['member-object', 'a!', 'a!'],
    ['member-object', '-a', '(-a)'],
    ['return', '(a, b)', 'a, b'],
    ['argument', '(a, b)', '(a, b)'],
    ['argument', 'a = b', 'a = b'],
    ['assignment-right', '(a, b)', '(a, b)'],
    ['arrow-body', '{}', '({})'],
    ['arrow-body', '{}.a', '({}.a)'],
    ['arrow-body', 'a || {}', 'a || {}'],
    ['statement', '{}', '({})'],
    ['statement', 'function () {}', '(function () {})'],
    ['statement', 'class {}', '(class {})'],
    ['logical-and', 'a || b', '(a || b)'],
    ['logical-and', 'a && b', 'a && b'],
    ['logical-or', 'a ?? b', '(a ?? b)'],
    ['logical-or', 'a ? b : c', '(a ? b : c)'],
    ['nullish', 'a || b', '(a || b)'],
    ['nullish', 'a | b', 'a | b'],
    ['conditional-test', 'a = b', '(a = b)'],
    ['conditional-branch', 'a = b', 'a = b'],
    ['equality', 'a === b', '(a === b)'],
    ['equality', 'a + b', 'a + b'],
    ['additive', 'a + b', '(a + b)'],
    ['additive', 'a * b', 'a * b'],
  ];
  for (const [context, text, expected] of cases) {
    it(`${context}: ${text}`, () => assert.equal(written(text, context), expected));
  }

  it('keeps a Flow cast in its parentheses', () => {
    assert.equal(written('(a: any)', 'argument', 'file.js'), '(a: any)');
  });

  it('closes behind a line comment on a new line', () => {
    const { node } = expression('a || b');
    assert.equal(parenthesize(node, 'a || // first\nb // second', 'unary'), '(a || // first\nb // second\n)');
  });

  it('guards a return against a line end in front of its value', () => {
    const { node } = expression('a');
    assert.equal(parenthesize(node, '// why\na', 'return'), '(// why\na)');
    assert.equal(parenthesize(node, '/* * \n */ a', 'return'), '(/* * \n */ a)');
    assert.equal(parenthesize(node, '/* why */ a', 'return'), '/* why */ a');
  });
});

describe('negate', () => {
  const cases: [string, string][] = [
    ['!err', 'err'],
    ['!(a = b)', '(a = b)'],
    ['err', '!err'],
    ['a === b', 'a !== b'],
    ['a !== /* === */ b', 'a === /* === */ b'],
    ['a /* == */ == b', 'a /* == */ != b'],
    ['(a) != null', '(a) == null'],
    ['a < b', '!(a < b)'],
    ['a && b', '!(a && b)'],
    ['a instanceof B', '!(a instanceof B)'],
    ['f(a)', '!f(a)'],
    ['true', 'false'],
  ];
  for (const [text, expected] of cases) {
    it(text, () => {
      const { file, node } = expression(text);
      assert.equal(negate(file, node), expected);
    });
  }

  it('takes a changed text', () => {
    const { file, node } = expression('a || b');
    assert.equal(negate(file, node, 'a2 || b'), '!(a2 || b)');
  });
});

describe('semicolons', () => {
  const guard = (before: string, next: string, after = '') =>
    needsAsiGuard(parseText(before + after), before.length, next);

  it('are needed where a line would be continued', () => {
    for (const next of ['(a)', '[a]', '`a`', '/a/.b()', '+a', '-a', ' // x\n(a)'])
      assert.equal(guard('f()\n', next), true, next);
    assert.equal(guard('var a = {}\n', '(b)'), true);
    assert.equal(guard('if (a) b()\n', '(c)'), true);
    assert.equal(guard('a = function () {} // x\n', '(b)'), true);
    assert.equal(guard("'use strict'\n", '(b)'), true);
    assert.equal(guard('export default a\n', '(b)'), true);
  });

  it('are not needed elsewhere', () => {
    assert.equal(guard('f()\n', 'await a'), false);
    assert.equal(guard('f()\n', '// (a)\nb()'), false);
    assert.equal(guard('f();\n', '(a)'), false);
    assert.equal(guard('', '(a)'), false);
    assert.equal(guard('function f() {}\n', '(a)'), false);
    assert.equal(guard('if (a) { b() }\n', '(c)'), false);
    assert.equal(guard('if (a) {\n', '(b)', '}'), false);
    assert.equal(guard('if (a)\n', '(b)', 'c()'), false);
    assert.equal(guard('do a(); while (b)\n', '(c)'), false);
    assert.equal(guard('class A {}\n', '(b)'), false);
    assert.equal(guard('/* x */\n', '(b)'), false);
  });

  it('end statements as the file does', () => {
    assert.equal(statementEnd(parseText('a();').style), ';');
    assert.equal(statementEnd(parseText('a()').style), '');
  });
});
