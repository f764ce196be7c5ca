import assert from 'node:assert/strict';
import { insertImport } from '../../syntax/import-insertion.js';
import { applyEdits } from '../../syntax/text-edits.js';
import { verifyRewrite } from '../../syntax/verify.js';
import { nodeOf, parseText } from './helpers.js';

/** The text with `task` (or other names) of `shim` imported; every result has to pass the check of rewrites. */
function inserted(text: string, names: string[] = ['task'], path = 'file.js'): string {
  const before = parseText(text, path);
  const { edits } = insertImport(before, { specifier: 'shim', names });
  const after = applyEdits(text, edits);
  assert.deepEqual(verifyRewrite({ before, after, edits, allowGlobals: new Set(['require']) }), []);
  return after;
}

function localNames(text: string, names: string[], usedIn?: 'BlockStatement'): Record<string, string> {
  const file = parseText(text);
  const request = { specifier: 'shim', names, ...(usedIn && { usedIn: [nodeOf(file, usedIn)] }) };
  return Object.fromEntries(insertImport(file, request).localNames);
}

describe('insertImport: place', () => {
  it('follows the last require of the leading group', () => {
    assert.equal(
      inserted("const a = require('a');\nconst b = require('b')(1); // why\n\nrun(a, b);\n"),
      "const a = require('a');\nconst b = require('b')(1); // why\nconst { task } = require('shim');\n\nrun(a, b);\n",
    );
  });

  it('follows the imports', () => {
    assert.equal(
      inserted('import a from "a"\nimport "b"\n\nexport default a\n'),
      'import a from "a"\nimport "b"\nimport { task } from "shim"\n\nexport default a\n',
    );
  });

  it('pads braces as the file does', () => {
    assert.equal(
      inserted("import {a, b} from 'a'\nimport c from 'c'\na(b, c, { d: 1 }, {d}, {e: 2})\n"),
      "import {a, b} from 'a'\nimport c from 'c'\nimport {task} from 'shim'\na(b, c, { d: 1 }, {d}, {e: 2})\n",
    );
    assert.equal(
      inserted("const a = require('a')\nconst { b } = a\na(b, {}, {c: 1})\n"),
      "const a = require('a')\nconst { task } = require('shim')\nconst { b } = a\na(b, {}, {c: 1})\n",
    );
  });

  it('looks past exports and constants at the head', () => {
    assert.equal(
      inserted(
        "module.exports = View;\nvar DEBUG = false;\nvar a = require('a'),\n    b = require('b');\nfunction View() {}\n",
      ),
      "module.exports = View;\nvar DEBUG = false;\nvar a = require('a'),\n    b = require('b');\nvar { task } = require('shim');\nfunction View() {}\n",
    );
  });

  it('does not follow a require behind running code', () => {
    assert.equal(
      inserted("const a = require('a');\nrun();\nconst b = require('b');\nfunction run() { a() }\n"),
      "const a = require('a');\nconst { task } = require('shim');\nrun();\nconst b = require('b');\nfunction run() { a() }\n",
    );
  });

  it('goes behind hashbang, header and directives', () => {
    assert.equal(
      inserted("#!/usr/bin/env node\n\n/*!\n * MIT\n */\n\n'use strict';\n\n// runs\nrun();\n"),
      "#!/usr/bin/env node\n\n/*!\n * MIT\n */\n\n'use strict';\n\nconst { task } = require('shim');\n\n// runs\nrun();\n",
    );
    assert.equal(
      inserted('#!/usr/bin/env node\nrun();\n'),
      "#!/usr/bin/env node\nconst { task } = require('shim');\n\nrun();\n",
    );
    assert.equal(inserted('/* @flow */\nrun();\n'), "/* @flow */\nconst { task } = require('shim');\n\nrun();\n");
  });

  it('leaves a heading with the code that it heads', () => {
    assert.equal(
      inserted('/*!\n * MIT\n */\n\n/**\n * Constants\n */\n\nlimit(5);\n'),
      "/*!\n * MIT\n */\n\nconst { task } = require('shim');\n\n/**\n * Constants\n */\n\nlimit(5);\n",
    );
    assert.equal(
      inserted("'use strict';\n\n/* Public functions. */\n\nrun();\n"),
      "'use strict';\n\nconst { task } = require('shim');\n\n/* Public functions. */\n\nrun();\n",
    );
    assert.equal(
      inserted("// MIT\n\n'use strict';\n\n///--- Exports\n\n// Runs.\nrun();\n"),
      "// MIT\n\n'use strict';\n\nconst { task } = require('shim');\n\n///--- Exports\n\n// Runs.\nrun();\n",
    );
    const headers = [
      '// MIT\n// Licence\n\n',
      '/* Helpers */\n\n',
      '// MIT\n\n/* eslint-env node */\n\n',
      '// MIT\n\n/* Takes care: a note. */\n\n',
    ];
    for (const header of headers)
      assert.equal(inserted(`${header}run();\n`), `${header}const { task } = require('shim');\n\nrun();\n`);
  });

  it('does not double the semicolon of a directive', () => {
    assert.equal(inserted("'use strict';\nrun();\n"), "'use strict';\nconst { task } = require('shim');\n\nrun();\n");
    assert.equal(inserted("'use strict'; run();\n"), "'use strict'; const { task } = require('shim'); run();\n");
  });

  it('goes to the end of a file without statements', () => {
    assert.equal(inserted(''), "const { task } = require('shim');\n");
    assert.equal(inserted('#!/usr/bin/env node'), "#!/usr/bin/env node\nconst { task } = require('shim');\n");
    assert.equal(inserted('// nothing\n'), "// nothing\nconst { task } = require('shim');\n");
    assert.equal(inserted('"use strict"'), '"use strict"\nconst { task } = require("shim")\n');
  });

  it('shares a line when it has to', () => {
    assert.equal(
      inserted("var a = require('a'); run(a)\n"),
      "var a = require('a'); var { task } = require('shim'); run(a)\n",
    );
  });
});

describe('insertImport: style', () => {
  it('keeps CRLF and a byte-order mark', () => {
    assert.equal(
      inserted("\uFEFFvar a = require('a');\r\nrun(a);\r\n"),
      "\uFEFFvar a = require('a');\r\nvar { task } = require('shim');\r\nrun(a);\r\n",
    );
    assert.equal(inserted('\uFEFFrun();\r\n'), "\uFEFFconst { task } = require('shim');\r\n\r\nrun();\r\n");
  });

  it('ends the statement where the next one would continue it', () => {
    assert.equal(
      inserted("var a = require('a')\n;(function () { a() })()\nb()\n"),
      "var a = require('a')\nvar { task } = require('shim')\n;(function () { a() })()\nb()\n",
    );
    assert.equal(
      inserted('(function () {})()\na()\n'),
      "const { task } = require('shim');\n\n(function () {})()\na()\n",
    );
  });

  it('chooses import or require as the file does', () => {
    assert.match(inserted('run()', ['task'], 'a.mjs'), /^import \{ task \} from/);
    assert.match(inserted('run()', ['task'], 'a.cjs'), /^const \{ task \} = require/);
    assert.match(inserted('run()', ['task'], 'a.ts'), /^import \{ task \} from/);
    assert.match(inserted('exports.a = 1', ['task'], 'a.ts'), /^const \{ task \} = require/);
    assert.match(inserted('import a = require("a");', ['task'], 'a.ts'), /\nimport \{ task \} from/);
  });
});

describe('insertImport: an import of the module exists', () => {
  it('takes names from it', () => {
    const text = "import { task as t } from 'shim';\nconst { values } = x;";
    assert.deepEqual(localNames(text, ['task']), { task: 't' });
    assert.equal(inserted(text), text);
  });

  it('extends braces on one line and on several', () => {
    assert.equal(
      inserted("const { values } = require('shim');\nvalues();"),
      "const { values, task } = require('shim');\nvalues();",
    );
    assert.equal(
      inserted("import {\n  values, // many\n  engine // old\n} from 'shim';\n", ['task', 'detach']),
      "import {\n  values, // many\n  engine, // old\n  task,\n  detach\n} from 'shim';\n",
    );
    assert.equal(
      inserted("import {\r\n\tvalues,\r\n} from 'shim';\r\n"),
      "import {\r\n\tvalues,\r\n\ttask,\r\n} from 'shim';\r\n",
    );
    assert.equal(inserted("var {} = require('shim');"), "var { task } = require('shim');");
  });

  it('opens braces behind a default import', () => {
    assert.equal(inserted("import shim from 'shim';"), "import shim, { task } from 'shim';");
  });

  it('adds a statement where it cannot be extended', () => {
    assert.equal(
      inserted("import * as shim from 'shim';\n"),
      "import * as shim from 'shim';\nimport { task } from 'shim';\n",
    );
    assert.equal(
      inserted("import type { Task } from 'shim';\n", ['task'], 'a.ts'),
      "import type { Task } from 'shim';\nimport { task } from 'shim';\n",
    );
    assert.equal(
      inserted("const shim = require('shim');\n"),
      "const shim = require('shim');\nconst { task } = require('shim');\n",
    );
    assert.equal(
      inserted("const { a, ...rest } = require('shim');\n"),
      "const { a, ...rest } = require('shim');\nconst { task } = require('shim');\n",
    );
  });

  it('leaves import attributes alone', () => {
    assert.equal(
      inserted("import a from './a.json' with { type: 'json' };\n"),
      "import a from './a.json' with { type: 'json' };\nimport { task } from 'shim';\n",
    );
  });
});

describe('insertImport: names', () => {
  it('gives an alias to a name in use', () => {
    assert.equal(
      inserted("const task = 1;\nimport('x');\nexport { task };\n"),
      "import { task as task2 } from 'shim';\n\nconst task = 1;\nimport('x');\nexport { task };\n",
    );
    assert.equal(
      inserted("task('build');\nrequire('a');\n"),
      "const { task: task2 } = require('shim');\n\ntask('build');\nrequire('a');\n",
    );
    assert.deepEqual(localNames('function f(task, task2) {}', ['task']), { task: 'task3' });
  });

  it('needs none where the name is in use elsewhere only', () => {
    assert.deepEqual(localNames('if (a) { b() } function f(task) {}', ['task'], 'BlockStatement'), { task: 'task' });
    assert.deepEqual(localNames('if (a) { let task; }', ['task'], 'BlockStatement'), { task: 'task2' });
    assert.deepEqual(localNames('if (a) { b(function (task) {}) }', ['task'], 'BlockStatement'), { task: 'task2' });
  });

  it('keeps two new names apart', () => {
    assert.deepEqual(localNames('', ['task', 'task2', 'task']), { task: 'task', task2: 'task2' });
  });
});

describe('an import after declarations with the comma first', () => {
  it('stands behind the semicolon that ends them on a line of its own', () => {
    assert.equal(
      inserted("var a = require('a')\n  , b = require('b')\n  ;\n\nb(a);\n"),
      "var a = require('a')\n  , b = require('b')\n  ;\nvar { task } = require('shim');\n\nb(a);\n",
    );
  });
});
