import assert from 'node:assert/strict';
import { ModuleResolver } from '../../../analysis/modules/resolve-module.js';
import { rootPackage } from '../../support/module-graph-of.js';

const files = new Set([
  'index.js',
  'lib/a.js',
  'lib/b/index.ts',
  'lib/c.mts',
  'packages/p/src/main.js',
  'packages/p/src/parser.js',
  'packages/q/index.js',
]);

const packages = [
  { ...rootPackage, name: 'root' },
  {
    ...rootPackage,
    folder: 'packages/p',
    name: '@s/p',
    mains: ['packages/p/src/main.js'],
    subpaths: { './parser': ['packages/p/src/parser.js'] },
  },
  { ...rootPackage, folder: 'packages/q', name: 'q', mains: [], foreign: ['@s/p'] },
];

const resolver = new ModuleResolver(files, packages, [{ pattern: '~/*', targets: ['lib/*'] }]);

const cases: readonly [string, string, string | undefined][] = [
  ['lib/x.js', './a', 'lib/a.js'],
  ['lib/x.js', './a.js', 'lib/a.js'],
  ['lib/x.js', './b', 'lib/b/index.ts'],
  ['lib/x.js', './b/index.js', 'lib/b/index.ts'],
  ['lib/x.js', './c.mjs', 'lib/c.mts'],
  ['lib/x.js', '..', 'index.js'],
  ['lib/x.js', '../', 'index.js'],
  ['x.js', '.', 'index.js'],
  ['x.js', './packages/p', 'packages/p/src/main.js'],
  ['x.js', './missing', undefined],
  ['x.js', '@s/p', 'packages/p/src/main.js'],
  ['x.js', '@s/p/parser', 'packages/p/src/parser.js'],
  ['x.js', '@s/p/src/parser', 'packages/p/src/parser.js'],
  ['x.js', 'q', 'packages/q/index.js'],
  ['packages/q/index.js', '@s/p', undefined],
  ['x.js', '~/a', 'lib/a.js'],
  ['x.js', 'fs', undefined],
  ['x.js', 'node:fs', undefined],
];

describe('ModuleResolver', () => {
  for (const [from, specifier, expected] of cases)
    it(`${specifier} from ${from} is ${expected ?? 'outside'}`, () =>
      assert.equal(resolver.resolve(from, specifier), expected));
});
