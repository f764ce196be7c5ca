import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'acorn';
import { publint } from 'publint';
import ts from 'typescript';
import { BuiltPackage } from './helpers/built-package.js';

interface Manifest {
  sideEffects: boolean;
  dependencies?: object;
  peerDependencies?: object;
  exports: Record<string, string | Record<string, { types: string; default: string }>>;
  typesVersions: Partial<Record<string, Partial<Record<string, string[]>>>>;
}

describe('the package coshift-shim', function () {
  this.timeout(120_000);
  let built: BuiltPackage;
  let manifest: Manifest;
  before(() => {
    built = new BuiltPackage();
    manifest = JSON.parse(readFileSync(path.join(built.folder, 'package.json'), 'utf8')) as Manifest;
  });
  after(() => built.remove());

  /** Export paths that are modules, as they are imported. */
  const modules = (): string[] =>
    Object.keys(manifest.exports)
      .filter((name) => !name.endsWith('.json'))
      .map((name) => path.posix.join('coshift-shim', name));

  it('prints the size of every module', () => {
    for (const name of modules()) {
      const label = path.posix.basename(name).replace('coshift-shim', 'index');
      assert.match(built.output, new RegExp(`^ +${label} +[\\d.]+ kB +[\\d.]+ kB$`, 'm'));
    }
  });

  it('has no dependencies and no side effects', () => {
    assert.equal(manifest.dependencies, undefined);
    assert.equal(manifest.peerDependencies, undefined);
    assert.equal(manifest.sideEffects, false);
  });

  it('publishes the build, the readme and the licence, and every file that `exports` names', () => {
    const packed = built.packed();
    const named = Object.values(manifest.exports)
      .flatMap((target) => (typeof target === 'string' ? [target] : Object.values(target).flatMap(Object.values)))
      .map((target: string) => target.replace('./', ''));
    assert.ok(named.length >= 9);
    for (const target of named) assert.ok(packed.includes(target), `${target} is not published`);
    const others = packed.filter((name) => !/^dist\/[\w-]+\.(cjs|js|d\.ts|d\.cts)$/.test(name));
    assert.deepEqual(others, ['LICENSE', 'README.md', 'package.json']);
  });

  it('loads nothing from outside', () => {
    const dist = path.join(built.folder, 'dist');
    const bodies = readdirSync(dist).filter((name) => /\.c?js$/.test(name));
    assert.ok(bodies.length > 1);
    for (const name of bodies) {
      const code = readFileSync(path.join(dist, name), 'utf8');
      const loads = [...code.matchAll(/\brequire\(\s*["']([^"']*)|\bimport\(|\bfrom\s+["']([^"']*)/g)];
      for (const [text, required, imported] of loads) {
        assert.match(required ?? imported ?? text, /^\.\//, `${name}: ${text}`);
      }
    }
  });

  it('is read by bundlers that know no syntax younger than ES2018', () => {
    const dist = path.join(built.folder, 'dist');
    for (const name of readdirSync(dist).filter((file) => /\.c?js$/.test(file))) {
      const sourceType = name.endsWith('.cjs') ? 'script' : 'module';
      assert.doesNotThrow(
        () => parse(readFileSync(path.join(dist, name), 'utf8'), { ecmaVersion: 2018, sourceType }),
        name,
      );
    }
  });

  it('runs in a sandbox without the clock and the timers of a host', () => {
    const output = built.run(
      'sandbox.cjs',
      `const { readFileSync } = require('node:fs');
       const { dirname, join } = require('node:path');
       const vm = require('node:vm');
       const context = vm.createContext({ console });
       const load = (file) => {
         const module = { exports: {} };
         const wrap = vm.runInContext('(function (module, exports, require) {' + readFileSync(file, 'utf8') + '})', context);
         wrap(module, module.exports, (name) => load(join(dirname(file), name)));
         return module.exports;
       };
       const { asCallback, task, values } = load(require.resolve('coshift-shim'));
       asCallback((err, ...given) => console.log(err, ...given), async () => values(await task((cb) => cb(null, 'a')), 'b'));`,
    );
    assert.equal(output.trim(), 'null a b');
  });

  it('is one copy for ES modules and CommonJS', () => {
    const output = built.run(
      'both.mjs',
      `import { createRequire } from 'node:module';
       const require = createRequire(import.meta.url);
       for (const name of ${JSON.stringify(modules())}) {
         const esm = await import(name);
         const cjs = require(name);
         const names = Object.keys(cjs);
         console.log(JSON.stringify([
           name,
           names.length > 0 && names.every((key) => esm[key] === cjs[key] && cjs[key] !== undefined),
           Object.keys(esm).filter((key) => key !== 'default' && key !== 'module.exports' && !names.includes(key)),
         ]));
       }`,
    );
    const rows = output
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown);
    assert.deepEqual(
      rows,
      modules().map((name) => [name, true, []]),
    );
  });

  it('says the same names to TypeScript before 5.0, whose syntax knows no const type parameters', () => {
    const dist = path.join(built.folder, 'dist');
    const old = manifest.typesVersions['<5.0'] ?? {};
    const targets = modules().map((name) => old[path.posix.basename(name).replace('coshift-shim', 'dist/index.d.cts')]);
    assert.deepEqual(
      targets,
      modules().map((name) => [`./dist/${path.posix.basename(name).replace('coshift-shim', 'index')}-old.d.ts`]),
    );
    for (const [target = ''] of targets) {
      const before = path.join(built.folder, target);
      const now = path.join(dist, path.basename(target).replace('-old.d.ts', '.d.cts'));
      const program = ts.createProgram([before, now], { noEmit: true, types: [] });
      const namesOf = (file: string): string[] => {
        const source = program.getSourceFile(file)!;
        assert.deepEqual(program.getSyntacticDiagnostics(source), []);
        const checker = program.getTypeChecker();
        return checker.getExportsOfModule(checker.getSymbolAtLocation(source)!).map(({ name }) => name);
      };
      assert.deepEqual(namesOf(before).sort(), namesOf(now).sort());
      assert.doesNotMatch(readFileSync(before, 'utf8'), /export \{\s*\w|\bimport\b|\bunique\b|\binfer\b|\bget \w/);
    }
  });

  it('leads TypeScript 4.7 to 4.9 to the old types by its exports as well, in both styles', () => {
    const { exports } = manifest as unknown as { exports: Record<string, Record<string, Record<string, string>>> };
    for (const [name, { import: esm, require: cjs }] of Object.entries(exports)) {
      if (name === './package.json') continue;
      const base = name === '.' ? 'index' : path.posix.basename(name);
      assert.deepEqual(Object.entries(esm!)[0], ['types@<5.0', `./dist/${base}-old.d.ts`]);
      assert.deepEqual(Object.entries(cjs!)[0], ['types@<5.0', `./dist/${base}-old.d.cts`]);
      const [ts, cts] = ['ts', 'cts'].map((kind) =>
        readFileSync(path.join(built.folder, `dist/${base}-old.d.${kind}`), 'utf8'),
      );
      assert.equal(ts, cts);
    }
  });

  it('works from both styles of a program', () => {
    const code = `
      const seen = [];
      asCallback((...args) => seen.push(args), async () => values(1, await task((done) => done(null, 2))));
      setImmediate(() => console.log(JSON.stringify(seen)));`;
    const names = '{ asCallback, task, values }';
    assert.equal(built.run('use.mjs', `import ${names} from 'coshift-shim';${code}`), '[[null,1,2]]\n');
    assert.equal(built.run('use.cjs', `const ${names} = require('coshift-shim');${code}`), '[[null,1,2]]\n');
  });

  it('gives ES modules virtual timers that were imported before', () => {
    const output = built.run(
      'clock.mjs',
      `import { setTimeout as sleep } from 'node:timers/promises';
       import { setTimeout as later } from 'node:timers';
       import { VirtualClock } from 'coshift-shim/testing';
       const clock = new VirtualClock().install();
       later(() => console.log('later', clock.elapsed), 30 * 60_000);
       await clock.waitFor(sleep(60 * 60_000));
       console.log('slept', clock.elapsed);
       clock.uninstall();
       await sleep(1);
       console.log('real', clock.elapsed);`,
    );
    assert.equal(output, 'later 1800000\nslept 3600000\nreal 3600000\n');
  });

  it('warns once when parts with state of two copies are in use, and says what to do', () => {
    const other = built.addCopy('other');
    const { stdout, stderr } = built.runWithWarnings(
      'copies.cjs',
      `const first = require('coshift-shim');
       const second = require(${JSON.stringify(other)});
       const work = first.engine(function* () {
         try {
           yield second.Task((callback) => callback(1));
         } catch (error) {
           console.log(error.name, error.message.split('\\n').pop());
         }
       });
       second.engine(function* () {});
       second.engine(function* () {});
       work();`,
    );
    assert.match(stdout, /^BadYieldError It belongs to another copy of coshift-shim\. Make it one copy: /);
    assert.equal(stderr.match(/Two copies of coshift-shim are in use/g)?.length, 1);
    assert.match(stderr, /COSHIFT_SHIM_COPIES.* \S+\.cjs and \S+\.cjs\. /);
  });

  it('lets migration helpers of two copies work together without a warning', () => {
    const other = built.addCopy('other');
    const { stdout, stderr } = built.runWithWarnings(
      'helpers.cjs',
      `const first = require('coshift-shim');
       const second = require(${JSON.stringify(other)});
       first.asCallback((...args) => console.log(JSON.stringify(args)), async () => second.values(1, 2));
       second.asCallback((...args) => console.log(JSON.stringify(args)), () => first.task.args((done) => done(3, 4)));`,
    );
    assert.equal(stdout, '[null,1,2]\n[3,4]\n');
    assert.equal(stderr, '');
  });

  it('has types for both styles, without those of Node and without skipped checks', () => {
    const lines = modules().map((name, index) => `import * as module${index} from '${name}'; void module${index};`);
    const use = `
      import { asCallback } from 'coshift-shim';
      export const promise: Promise<number> = asCallback(null, async () => 1);
      // @ts-expect-error a promise of a number
      export const wrong: Promise<string> = asCallback(null, async () => 1);`;
    const files = ['consumer.mts', 'consumer.cts'].map((name) => path.join(built.project, name));
    for (const file of files) writeFileSync(file, [...lines, use].join('\n'));
    const program = ts.createProgram(files, {
      strict: true,
      exactOptionalPropertyTypes: true,
      noEmit: true,
      skipLibCheck: false,
      module: ts.ModuleKind.NodeNext,
      moduleResolution: ts.ModuleResolutionKind.NodeNext,
      target: ts.ScriptTarget.ES2023,
      lib: ['lib.es2023.d.ts', 'lib.esnext.disposable.d.ts'],
      types: [],
    });
    const problems = ts
      .getPreEmitDiagnostics(program)
      .map(({ messageText, file }) => [file?.fileName, ts.flattenDiagnosticMessageText(messageText, '\n')].join(': '));
    assert.deepEqual(problems, []);
  });

  it('has no `any` in its types but for what TypeScript cannot say: what `yield` and untyped functions give', () => {
    const dist = path.join(built.folder, 'dist');
    const found = readdirSync(dist)
      .filter((name) => name.endsWith('.d.cts') && !name.endsWith('-old.d.cts'))
      .flatMap((name) => anyTypes(path.join(dist, name)));
    assert.deepEqual(found, ['type Yielded = any;', 'type Untold = any;']);
  });

  it('is as publint wants it', async () => {
    const { messages } = await publint({ pkgDir: built.folder, strict: true });
    assert.deepEqual(messages, []);
  });
});

/** The declarations in a file that have a type `any`. */
function anyTypes(file: string): string[] {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: ts.Node, statement: ts.Node): void => {
    if (node.kind === ts.SyntaxKind.AnyKeyword) found.push(statement.getText());
    node.forEachChild((child) => visit(child, statement));
  };
  for (const statement of source.statements) visit(statement, statement);
  return found;
}
