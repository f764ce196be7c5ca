import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { Packages } from '../../runner/packages.js';
import { TempProject } from '../support/temp-project.js';

/** What the lock files in `locks/` were made for, by the package managers themselves. */
const workspace = {
  'package.json': JSON.stringify({
    name: 'r',
    private: true,
    workspaces: ['packages/*'],
    dependencies: { kareem: '^2.0.0', 'old-ms': 'npm:ms@^1.0.0', '@types/ms': '^0.7.0' },
  }),
  'packages/a/package.json': JSON.stringify({
    name: 'a',
    version: '1.0.0',
    dependencies: { kareem: '^1.0.0', 'use-sync-external-store': '1.2.0', react: '^18.0.0' },
    devDependencies: { '@types/ms': 'npm:@types/debug@^4.1.0', ms: '2' },
  }),
};

const lock = (name: string): string => readFileSync(new URL(`locks/${name}`, import.meta.url), 'utf8');

describe('versions of lock files', () => {
  let project: TempProject;

  afterEach(() => project.remove());

  const packagesWith = (file: string, text: string, files: Readonly<Record<string, string>> = workspace): Packages => {
    project = new TempProject({ ...files, [file]: text });
    return new Packages(project.root);
  };

  const locks = [
    ['package-lock.json', 'npm-10.json'],
    ['pnpm-lock.yaml', 'pnpm-7.yaml'],
    ['pnpm-lock.yaml', 'pnpm-8.yaml'],
    ['pnpm-lock.yaml', 'pnpm-9.yaml'],
    ['yarn.lock', 'yarn-1.lock'],
    ['yarn.lock', 'yarn-4.lock'],
  ] as const;

  for (const [file, name] of locks) {
    for (const [ends, text] of [
      ['', lock(name)],
      [', with CRLF', lock(name).replace(/\n/g, '\r\n')],
    ] as const) {
      it(`are told apart by the package that asks: ${name}${ends}`, () => {
        const packages = packagesWith(file, text);
        assert.equal(packages.dependency('index.js', 'kareem'), '2.6.3');
        assert.equal(packages.dependency('packages/a/index.js', 'kareem'), '1.5.0');
      });
    }

    it(`are found for other names, peers and scopes: ${name}`, () => {
      const packages = packagesWith(file, lock(name));
      const versions = ['use-sync-external-store', 'react', '@types/ms', 'ms'].map((asked) =>
        packages.dependency('packages/a/index.js', asked),
      );
      assert.deepEqual(versions, ['1.2.0', '18.3.1', '4.1.13', '2.1.3']);
      assert.equal(packages.dependency('index.js', 'old-ms'), '1.0.0');
    });
  }

  it('are those at the top of a lock of pnpm without a workspace, and those of no other package', () => {
    const kareem = JSON.stringify({ dependencies: { kareem: '^2.0.0' } });
    const text = 'lockfileVersion: 5.3\n\nspecifiers:\n  kareem: ^2.0.0\n\ndependencies:\n  kareem: 2.3.5\n';
    const packages = packagesWith('pnpm-lock.yaml', text, { 'package.json': kareem, 'tools/x/package.json': kareem });
    assert.equal(packages.dependency('index.js', 'kareem'), '2.3.5');
    assert.equal(packages.dependency('tools/x/index.js', 'kareem'), '^2.0.0');
  });

  it('stay the range where the lock names a folder, a version outside of the range, or nothing', () => {
    const asks = JSON.stringify({ dependencies: { core: 'workspace:*', kareem: '^2.0.0', ms: '^2.0.0' } });
    const lists = 'dependencies:\n  core: link:../core\n  kareem: 1.5.0\n';
    const packages = packagesWith('pnpm-lock.yaml', lists, { 'package.json': asks });
    const versions = ['core', 'kareem', 'ms'].map((name) => packages.dependency('index.js', name));
    assert.deepEqual(versions, ['workspace:*', '^2.0.0', '^2.0.0']);
  });

  it('stay the range where the lock cannot be read', () => {
    for (const [file, text] of [
      ['pnpm-lock.yaml', 'importers:\n  .: [\n'],
      ['pnpm-lock.yaml', '<<<<<<< HEAD\nlockfileVersion: 5.4\n'],
      ['package-lock.json', '{ "packages": '],
      ['yarn.lock', 'kareem@^2.0.0:\n'],
    ] as const) {
      assert.equal(packagesWith(file, text).dependency('index.js', 'kareem'), '^2.0.0', file);
      project.remove();
    }
  });
});
