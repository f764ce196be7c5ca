import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ESLint } from 'eslint';

const root = fileURLToPath(new URL('../../', import.meta.url));
const depcruise = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');

interface Verdict {
  readonly summary: {
    readonly violations: readonly { readonly from: string; readonly rule: { readonly name: string } }[];
  };
}

/** Files that each break one rule, with the name of the rule. */
const faults: readonly [file: string, text: string, rule: string][] = [
  ['core/a.ts', `import '../syntax/ok.js';`, 'core-imports-nothing-above-it'],
  ['core/b.ts', `import { parse } from '@babel/parser'; export default parse;`, 'core-is-pure'],
  ['syntax/a.ts', `import '../analysis/ok.js';`, 'syntax-imports-nothing-above-it'],
  ['syntax/b.ts', `import 'node:fs';`, 'only-runner-and-cli-touch-the-world'],
  ['analysis/a.ts', `import '../conversion/ok.js';`, 'analysis-imports-nothing-above-it'],
  ['conversion/a.ts', `import '../transforms/one/ok.js';`, 'conversion-imports-nothing-above-it'],
  ['transforms/one/a.ts', `import '../../runner/ok.js';`, 'transforms-imports-nothing-above-it'],
  ['transforms/one/b.ts', `import '../two/ok.js';`, 'transforms-know-nothing-of-each-other'],
  ['runner/a.ts', `import '../cli/ok.js';`, 'runner-imports-nothing-above-it'],
  ['runner/b.ts', `import '../report/ok.js';`, 'runner-imports-nothing-above-it'],
  ['runner/c.ts', `import 'prettier';`, 'product-does-not-import-development-dependencies'],
  ['report/a.ts', `import '../syntax/ok.js';`, 'report-reads-core-only'],
  ['cli/a.ts', `import '../test/ok.js';`, 'product-does-not-import-tests-or-scripts'],
  ['cli/b.ts', `import '../shim/src/ok.js';`, 'nobody-imports-the-source-of-the-shim'],
  ['cli/c.ts', `import './missing.js';`, 'everything-resolves'],
  ['shim/src/a.ts', `import 'recast';`, 'shim-stands-alone'],
  ['shim/src/b.ts', `import 'node:util';`, 'shim-stands-alone'],
];
const sound: readonly [file: string, text: string][] = [
  ...[
    'core',
    'syntax',
    'analysis',
    'conversion',
    'transforms/one',
    'transforms/two',
    'runner',
    'report',
    'cli',
    'test',
  ].map((folder): [string, string] => [`${folder}/ok.ts`, 'export {};']),
  ['shim/src/ok.ts', 'export {};'],
  ['transforms/registry.ts', `import './one/ok.js'; import './two/ok.js';`],
  ['cli/main.ts', `import 'node:process'; import '../report/ok.js'; import '../runner/ok.js'; import '../core/ok.js';`],
  ['core/types.ts', `import type { File } from '@babel/types'; export type Tree = File;`],
];

function cruise(dir: string): Verdict {
  for (const file of ['.dependency-cruiser.mjs', 'tsconfig.json', 'package.json'])
    cpSync(join(root, file), join(dir, file));
  symlinkSync(join(root, 'node_modules'), join(dir, 'node_modules'), 'junction');
  for (const [file, text] of [...faults, ...sound]) {
    mkdirSync(dirname(join(dir, file)), { recursive: true });
    writeFileSync(join(dir, file), text);
  }
  const folders = ['core', 'syntax', 'analysis', 'conversion', 'transforms', 'runner', 'report', 'cli', 'shim'];
  const args = [depcruise, '--config', '.dependency-cruiser.mjs', '--output-type', 'json', ...folders];
  const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: dir, encoding: 'utf8' });
  assert.ok(stdout.startsWith('{'), stderr);
  return JSON.parse(stdout) as Verdict;
}

describe('rules about who may import whom', function () {
  this.timeout(60_000);
  let violations: readonly string[];

  this.beforeAll(() => {
    const dir = mkdtempSync(join(tmpdir(), 'coshift-layers-'));
    try {
      violations = cruise(dir).summary.violations.map(({ from, rule }) => `${from}: ${rule.name}`);
    } finally {
      rmSync(dir, { recursive: true });
    }
  });

  for (const [file, text, rule] of faults) {
    it(`${text} is refused in ${file}`, () =>
      assert.ok(violations.includes(`${file}: ${rule}`), violations.join('\n')));
  }

  it('nothing else is refused', () => {
    const expected = new Set(faults.map(([file]) => file));
    assert.deepEqual(
      violations.filter((violation) => !expected.has(violation.split(':')[0]!)),
      [],
    );
  });
});

describe('rules of the linter', function () {
  this.timeout(60_000);
  const eslint = new ESLint({ cwd: root });

  async function rulesBroken(text: string, like: string): Promise<readonly (string | null)[]> {
    const [result] = await eslint.lintText(text, { filePath: join(root, like) });
    return result!.messages.map(({ ruleId }) => ruleId);
  }

  it('process is for cli/ alone', async () => {
    const text = 'export const directory: string = process.cwd();\n';
    assert.deepEqual(await rulesBroken(text, 'core/diagnose.ts'), ['no-restricted-globals']);
    assert.deepEqual(await rulesBroken(text, 'cli/main.ts'), []);
  });

  it('only cli/ prints', async () => {
    const text = `console.log('done');\n`;
    assert.deepEqual(await rulesBroken(text, 'core/diagnose.ts'), ['no-console']);
    assert.deepEqual(await rulesBroken(text, 'cli/main.ts'), []);
  });
});
