import assert from 'node:assert/strict';
import { fileContext } from '../../../analysis/file-context.js';
import { unusedImports } from '../../../conversion/generators/unused-imports.js';
import { rewriteFile } from '../../../conversion/rewrite/rewrite-file.js';
import { parse } from '../../../syntax/parse.js';
import { applyEdits } from '../../../syntax/text-edits.js';

/** Removes what is left of the module `gone` when every mention of `x`, `y` and `z` is taken away. */
function remove(text: string, path = 'a.js'): string {
  const file = parse({ path, text });
  const context = fileContext(file);
  const isGone = (node: { start?: number | null; end?: number | null }) =>
    /^[xyz]$/.test(text.slice(node.start!, node.end!));
  const replacements = unusedImports(context, (specifier) => specifier === 'gone', isGone).flatMap(
    (one) => one.replacements,
  );
  return applyEdits(
    text,
    rewriteFile(file, [{ decision: 'd', replacements, renames: [] }], {
      shim: (name) => name,
      promisesOf: () => 'promises',
    }),
  );
}

describe('unusedImports', () => {
  const cases: readonly (readonly [string, string, string])[] = [
    ['a statement with its line', "const x = require('gone');\nx();\n", 'x();\n'],
    ['but not the comments around it', "// a\nconst x = require('gone'); // b\nx();\n", '// a\n// b\nx();\n'],
    ['the first of several variables', "var x = require('gone'), a = 1;\nx();\n", 'var a = 1;\nx();\n'],
    ['the last of several variables', "var a = 1,\n  x = require('gone');\nx();\n", 'var a = 1;\nx();\n'],
    ['a member', "const x = require('gone').member;\nx();\n", 'x();\n'],
    ['one name of a pattern', "const { x, b } = require('gone');\nx(b);\n", "const { b } = require('gone');\nx(b);\n"],
    ['all names of a pattern', "const { x, b: y } = require('gone');\nx(y);\n", 'x(y);\n'],
    ['a default import', "import x from 'gone';\nx();\n", 'x();\n'],
    ['one name of an import', "import { a, x } from 'gone';\nx(a);\n", "import { a } from 'gone';\nx(a);\n"],
    ['an import of several names', "import x, { y, b as z } from 'gone';\nx(y, z);\n", 'x(y, z);\n'],
    ['a namespace', "import * as x from 'gone';\nx();\n", 'x();\n'],
  ];
  for (const [name, before, after] of cases) it(`takes away ${name}`, () => assert.equal(remove(before), after));

  const kept: readonly (readonly [string, string])[] = [
    ['other modules', "const x = require('other');\nx();\n"],
    ['what nobody mentioned before', "const x = require('gone');\n"],
    ['a part with a comment inside', "var a = 1, /* why */ x = require('gone');\nx();\n"],
    ['a default import beside others', "import x, { a } from 'gone';\nx(a);\n"],
    ['a rest of a pattern', "const { x, ...others } = require('gone');\nx(others);\n"],
    ['a loop', "for (const x = require('gone'); ;) x();\n"],
  ];
  for (const [name, text] of kept) it(`leaves ${name}`, () => assert.equal(remove(text), text));

  it('leaves what is still mentioned', () => {
    const text = "const used = require('gone');\nused();\n";
    assert.equal(remove(text), text);
  });
});
