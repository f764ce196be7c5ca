import assert from 'node:assert/strict';
import type { ImportedName } from '../../core/index.js';
import { Packages } from '../../runner/packages.js';
import { DeclaredPromises } from '../../runner/types/declared-promises.js';
import { TempProject } from '../support/temp-project.js';

const manifest = (value: object): string => JSON.stringify(value);

const lib: ImportedName = { specifier: 'lib', form: 'require', member: 'load' };

describe('promises that types declare', () => {
  let project: TempProject;

  afterEach(() => project.remove());

  /** What `lib` says, whose declarations are given. */
  const asked = (
    declarations: string,
    { count = 1, name = lib, files = {} }: { count?: number; name?: ImportedName; files?: Record<string, string> } = {},
  ) => {
    project = new TempProject({
      'package.json': manifest({ dependencies: { lib: '^1.2.0' } }),
      'node_modules/lib/package.json': manifest({ name: 'lib', version: '1.2.3', types: 'lib.d.ts' }),
      'node_modules/lib/lib.d.ts': declarations,
      ...files,
    });
    return new DeclaredPromises(new Packages(project.root)).ask('src/a.js', name, count);
  };

  const own = { givesValue: true, types: 'lib' };
  const callback = 'export function load(id: string, cb: (err: Error | null, user: { name: string }) => void): void;\n';
  const promise = 'export function load(id: string): Promise<{ name: string }>;\n';

  it('are those of an overload without the callback', () => {
    assert.deepEqual(asked(callback + promise), own);
  });

  it('are those of functions without a value', () => {
    const declared =
      'export function load(id: string, cb: (err?: Error) => void): void;\nexport function load(id: string): Promise<void>;\n';
    assert.deepEqual(asked(declared), { givesValue: false, types: 'lib' });
  });

  it('are those of a callback that may be left out, and of errors without a type', () => {
    const declared = 'export function load<T>(id: string, cb?: (err: any, value?: T) => void): Promise<T>;\n';
    assert.deepEqual(asked(declared), own);
  });

  it('are those of functions in variables, and of modules that are functions', () => {
    const type = '{ (id: string, cb: (err: Error | null, n: number) => void): void; (id: string): Promise<number> }';
    assert.deepEqual(asked(`export const load: ${type};\n`), own);
    project.remove();
    const whole = { ...lib, member: undefined };
    assert.deepEqual(asked(`declare const load: ${type};\nexport = load;\n`, { name: whole }), own);
  });

  it('are those of imports as well', () => {
    for (const form of ['namespace', 'name'] as const) {
      assert.deepEqual(asked(callback + promise, { name: { ...lib, form } }), own, form);
      project.remove();
    }
    const modules = {
      'package.json': manifest({ type: 'module', dependencies: { lib: '^1.2.0' } }),
      'node_modules/lib/package.json': manifest({
        name: 'lib',
        version: '1.2.3',
        type: 'module',
        exports: { types: './lib.d.ts', default: './lib.js' },
      }),
    };
    const name: ImportedName = { ...lib, form: 'default', member: undefined };
    const declared = (callback + promise).replaceAll('export function', 'export default function');
    assert.deepEqual(asked(declared, { name, files: modules }), own);
  });

  it('are those of every overload that the call may mean', () => {
    const buffers =
      'export function load(id: Buffer, cb: (err: Error | null, data: Uint8Array) => void): void;\n' +
      'export function load(id: Buffer): Promise<Uint8Array>;\n' +
      'interface Buffer { readonly length: number }\n';
    assert.deepEqual(asked(callback + promise + buffers), own);
    project.remove();
    assert.equal(asked(callback + promise + buffers.replace(/export.*Promise.*\n/, '')), undefined);
  });

  const not: Readonly<Record<string, string>> = {
    'a promise of something else': `${callback}export function load(id: string): Promise<string>;\n`,
    'a promise with other parameters': `${callback}export function load(id: number): Promise<{ name: string }>;\n`,
    'a promise that needs more arguments': `${callback}export function load(id: string, deep: boolean): Promise<{ name: string }>;\n`,
    'a promise of a value that the callback does not get':
      'export function load(id: string, cb: (err: Error) => void): void;\nexport function load(id: string): Promise<string>;\n',
    'two values': `export function load(id: string, cb: (err: Error | null, a: string, b: string) => void): void;\nexport function load(id: string): Promise<string>;\n`,
    'no error': `export function load(id: string, cb: (value: string) => void): void;\nexport function load(id: string): Promise<void>;\n`,
    'no promise': callback,
    'a promise of its own making': `${callback}export class Promise<T> { then(f: (value: T) => void): void }\n${promise}`,
    'a promise, or not':
      callback + promise.replace('Promise<{ name: string }>', 'Promise<{ name: string }> | undefined'),
  };
  for (const [what, declared] of Object.entries(not)) {
    it(`are not known for ${what}`, () => assert.equal(asked(declared), undefined));
  }

  it('are not known of versions that need not be those that are installed', () => {
    const peer = { 'package.json': manifest({ peerDependencies: { lib: '^1.0.0' } }) };
    assert.equal(asked(callback + promise, { files: peer }), undefined);
    project.remove();
    const due = { 'package.json': manifest({ dependencies: { lib: '^2.0.0' } }) };
    assert.equal(asked(callback + promise, { files: due }), undefined);
    project.remove();
    assert.equal(asked(callback + promise, { files: { 'package.json': '{}' } }), undefined);
  });

  const types = (version: string, installed = '1.2.3'): Record<string, string> => ({
    'package.json': manifest({ dependencies: { lib: '*' } }),
    'node_modules/lib/package.json': manifest({ name: 'lib', version: installed }),
    'node_modules/@types/lib/package.json': manifest({ name: '@types/lib', version, types: 'index.d.ts' }),
    'node_modules/@types/lib/index.d.ts': callback + promise,
  });

  it('are those of @types for this version, or an older one that it is compatible with', () => {
    for (const [version, installed] of [
      ['1.2.9', '1.2.3'],
      ['1.0.1', '1.2.3'],
      ['0.3.9', '0.3.0'],
    ] as const) {
      const answer = asked('', { files: types(version, installed) });
      assert.deepEqual(answer, { givesValue: true, types: '@types/lib' }, `${version} for ${installed}`);
      project.remove();
    }
    for (const [version, installed] of [
      ['1.3.0', '1.2.3'],
      ['2.2.0', '1.2.3'],
      ['0.2.0', '0.3.0'],
    ] as const) {
      assert.equal(asked('', { files: types(version, installed) }), undefined, `${version} for ${installed}`);
      project.remove();
    }
    project = new TempProject({});
  });

  it('are not known where the project declares the module itself', () => {
    const declared = `declare module 'lib' {\n${callback}${promise}}\n`;
    const files = {
      'node_modules/lib/package.json': manifest({ name: 'lib', version: '1.2.3' }),
      'src/lib.d.ts': declared,
    };
    assert.equal(asked('', { files }), undefined);
  });

  it('are not asked for of modules of Node, and of files', () => {
    for (const specifier of ['fs', 'node:fs', './lib', '/lib', '#lib']) {
      assert.equal(asked(callback + promise, { name: { ...lib, specifier } }), undefined, specifier);
      project.remove();
    }
    project = new TempProject({});
  });
});
