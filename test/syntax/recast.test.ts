import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { parse as parseBabel } from '@babel/parser';
import { parse, print } from 'recast';
import { globSync } from 'tinyglobby';

const outputs = globSync('fixtures/*/*/output.{js,mjs,cjs}').sort();
const parser = {
  parse: (text: string) =>
    parseBabel(text, { sourceType: 'unambiguous', allowReturnOutsideFunction: true, tokens: true, plugins: ['jsx'] }),
};

describe('recast on converted code', () => {
  it('has outputs to read', () => {
    assert.ok(outputs.length > 50, `${outputs.length} outputs`);
  });

  for (const path of outputs) {
    it(`prints ${path} as it stands, so that other codemods can go on from there`, () => {
      const text = readFileSync(path, 'utf8');
      assert.equal(print(parse(text, { parser })).code, text);
    });
  }
});
