import assert from 'node:assert/strict';
import { commentsIn, leadingCommentStart, statementTextEnd, trailingCommentEnd } from '../../syntax/comments.js';
import { fullEnd, fullStart } from '../../syntax/statement-range.js';
import { parseText } from './helpers.js';

/** The region of the statement that holds `mark`, at the top level or in the first function. */
function region(text: string, mark = 'here()'): string {
  const file = parseText(text);
  const statement = find(file.ast.program.body, text.indexOf(mark));
  return text.slice(fullStart(file, statement), fullEnd(file, statement));
}

function owned(text: string, mark = 'here()'): string {
  const file = parseText(text);
  const statement = find(file.ast.program.body, text.indexOf(mark));
  return text.slice(leadingCommentStart(file, statement), trailingCommentEnd(file, statement));
}

function find<Item extends { start?: number | null; end?: number | null }>(
  items: readonly Item[],
  offset: number,
): Item {
  const found = items.find((item) => item.start! <= offset && offset < item.end!);
  assert.ok(found);
  return found;
}

describe('comments of a statement', () => {
  it('owns what is directly above and behind', () => {
    assert.equal(owned('a();\n// one\n/* two */\nhere(); // three\nb();'), '// one\n/* two */\nhere(); // three');
    assert.equal(owned('/* one */ here();'), '/* one */ here();');
  });

  it('does not own the trailing comment of the line above', () => {
    assert.equal(owned('a(); // one\nhere();'), 'here();');
    assert.equal(owned('a(); /* one\n two */\nhere();'), 'here();');
  });

  it('does not own what a blank line separates', () => {
    assert.equal(owned('// one\n\n// two\nhere();'), '// two\nhere();');
    assert.equal(owned('// one\r\n\r\nhere();'), 'here();');
  });

  it('does not own licences and directives of tools at the head of a file', () => {
    assert.equal(owned('/*! MIT */\nhere();'), 'here();');
    assert.equal(owned('// Copyright (c) 2012\n// All rights reserved.\nhere();'), 'here();');
    assert.equal(owned('/* eslint-env node */\n// note\nhere();'), '// note\nhere();');
    assert.equal(owned('// note\nhere();'), '// note\nhere();');
    assert.equal(owned('a();\n// copyright of b\nhere();'), '// copyright of b\nhere();');
  });

  it('leaves a comment to the code behind it on the line', () => {
    assert.equal(owned('here(); /* of b */ b();'), 'here();');
    assert.equal(owned('a(); /* of here */ here();'), '/* of here */ here();');
  });

  it('takes comments of several lines behind a statement', () => {
    assert.equal(owned('here(); /* one\n two */\nb();'), 'here(); /* one\n two */');
  });

  it('does not count a guarding semicolon on the next line', () => {
    const text = 'here() // one\n;[b].map(c)';
    const file = parseText(text);
    assert.equal(text.slice(0, statementTextEnd(file, file.ast.program.body[0]!)), 'here()');
    assert.equal(owned(text), 'here() // one');
  });

  it('lists comments in a range', () => {
    const file = parseText('/* a */ b(/* c */); // d');
    assert.deepEqual(
      commentsIn(file, 8, 24).map(({ value }) => value),
      [' c ', ' d'],
    );
  });
});

describe('region of a statement', () => {
  it('is made of whole lines where it stands alone', () => {
    assert.equal(region('a();\n  // one\n  here(); // two  \n\nb();'), '  // one\n  here(); // two  \n');
    assert.equal(region('\uFEFFhere();\r\nb();'), 'here();\r\n');
    assert.equal(region('here()'), 'here()');
  });

  it('leaves the rest of a shared line', () => {
    assert.equal(region('here(); b();\n'), 'here(); ');
    assert.equal(region('a(); here();\n'), ' here();');
    assert.equal(region('a(); here(); b();'), 'here(); ');
  });
});
