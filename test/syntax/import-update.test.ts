import assert from 'node:assert/strict';
import { updateImports } from '../../syntax/import-update.js';
import { parse } from '../../syntax/parse.js';
import { applyEdits, type TextEdit } from '../../syntax/text-edits.js';

/** Replaces each `«…»` of a text by what follows it in `by`, and brings the imports of `gen` in line. */
function update(text: string, names: readonly string[], by = ''): string {
  const edits: TextEdit[] = [];
  let shift = 0;
  const plain = text.replace(/«([^»]*)»/g, (_, inner: string, at: number) => {
    edits.push({ start: at - shift, end: at - shift + inner.length, text: by });
    shift += 2;
    return inner;
  });
  const result = updateImports(parse({ path: 'a.js', text: plain }), { specifier: 'gen', names }, () => edits);
  return applyEdits(plain, [...result.imports, ...result.edits]);
}

describe('imports of a module whose names are no longer used', () => {
  const cases: readonly (readonly [name: string, before: string, names: readonly string[], after: string])[] = [
    ['a name', `const { a, b } = require('gen');\n\n«a()»; b();\n`, [], `const { b } = require('gen');\n\n; b();\n`],
    [
      'every name',
      `'use strict';\n\nvar { a } = require('gen');\nvar x = 1;\n«a()»;\n`,
      [],
      `'use strict';\n\nvar x = 1;\n;\n`,
    ],
    ['an alias and then the module', `var gen = require('gen');\nvar A = gen.A;\n\n«A(gen)»;\n`, [], `\n;\n`],
    [
      'the module, when another name is needed',
      `var gen = require('gen');\n\n«gen.a()»;\n`,
      ['b'],
      `var { b } = require('gen');\n\n;\n`,
    ],
    ['a namespace', `import * as gen from 'gen';\n\n«gen.a()»;\n`, ['b'], `import { b } from 'gen';\n\n;\n`],
    [
      'a name, when another one is needed',
      `import { a, c } from 'gen';\n\n«a()»; c();\n`,
      ['b'],
      `import { c, b } from 'gen';\n\n; c();\n`,
    ],
    [
      'names below one another',
      `import {\n  a,\n  c,\n} from 'gen';\n\n«a()»; c();\n`,
      ['b'],
      `import {\n  c,\n  b,\n} from 'gen';\n\n; c();\n`,
    ],
    ['the first of several variables', `var { a } = require('gen'), x = 1;\n\n«a()»;\n`, [], `var x = 1;\n\n;\n`],
    ['the last of several variables', `var x = 1, { a } = require('gen');\n\n«a()»;\n`, [], `var x = 1;\n\n;\n`],
    ['a comment above stays', `// why\nvar { a } = require('gen');\n«a()»;\n`, [], `// why\n;\n`],
  ];
  for (const [name, before, names, after] of cases)
    it(`lose ${name}`, () => assert.equal(update(before, names), after));

  const kept: readonly (readonly [name: string, text: string])[] = [
    ['is used elsewhere', `const { a } = require('gen');\n«a()»;\na();\n`],
    ['was not used before', `const { a, z } = require('gen');\n«1»;\na();\n`],
    ['is exported', `import { a } from 'gen';\nexport { a };\n«a()»;\n`],
    ['has a comment behind it', `const { a /* why */, b } = require('gen');\n«a()»;\nb();\n`],
    ['comes from another module', `const { a } = require('other');\n«a()»;\n`],
    ['is a name of the file', `const gen = require('gen');\nfunction f(a) { «a()»; }\ngen.b();\n`],
  ];
  for (const [name, text] of kept)
    it(`keep a name that ${name}`, () => {
      assert.equal(update(text, [], '1'), text.replace(/«[^»]*»/g, '1'));
    });
});
