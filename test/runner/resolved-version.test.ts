import assert from 'node:assert/strict';
import { Packages } from '../../runner/packages.js';
import { TempProject } from '../support/temp-project.js';

const manifest = (lists: object): string => JSON.stringify(lists);
const asks = { dependencies: { mongoose: '^5.0.0', redis: 'github:redis/node-redis' } };

describe('versions of dependencies', () => {
  let project: TempProject;

  afterEach(() => project.remove());

  const versions = (files: Readonly<Record<string, string>>, path = 'lib/x.js') => {
    project = new TempProject(files);
    const packages = new Packages(project.root);
    return { mongoose: packages.dependency(path, 'mongoose'), redis: packages.dependency(path, 'redis') };
  };

  it('are those that are installed', () => {
    const files = {
      'package.json': manifest(asks),
      'node_modules/mongoose/package.json': '{ "version": "5.13.20" }',
      'node_modules/redis/package.json': '{ "version": "3.1.2" }',
      'package-lock.json': '{ "packages": { "node_modules/redis": { "version": "2.0.0" } } }',
    };
    assert.deepEqual(versions(files), { mongoose: '5.13.20', redis: '3.1.2' });
  });

  it('are those of package-lock.json, whatever its age', () => {
    const files = { 'package.json': manifest(asks) };
    const now = '{ "packages": { "node_modules/mongoose": { "version": "5.9.1" } } }';
    assert.equal(versions({ ...files, 'package-lock.json': now }).mongoose, '5.9.1');
    project.remove();
    const old = '{ "dependencies": { "mongoose": { "version": "5.2.0" } } }';
    assert.equal(versions({ ...files, 'package-lock.json': old }).mongoose, '5.2.0');
  });

  it('are those of yarn.lock, of yarn 1 and later', () => {
    const files = { 'package.json': manifest(asks) };
    const first = '# yarn lockfile v1\n\nmongoose@^5.0.0, mongoose@^5.1.0:\n  version "5.8.3"\n  resolved "x"\n';
    assert.equal(versions({ ...files, 'yarn.lock': first }).mongoose, '5.8.3');
    project.remove();
    const later = '"mongoose@npm:^5.0.0":\n  version: 5.7.7\n  resolution: "mongoose@npm:5.7.7"\n';
    assert.equal(versions({ ...files, 'yarn.lock': later }).mongoose, '5.7.7');
  });

  it('stay the range when what is installed is outside of it, or nothing is', () => {
    const files = { 'package.json': manifest(asks), 'node_modules/mongoose/package.json': '{ "version": "6.0.0" }' };
    assert.deepEqual(versions(files), { mongoose: '^5.0.0', redis: 'github:redis/node-redis' });
  });

  it('are all those of the range for peers, whichever one is installed to test with', () => {
    const peer = { peerDependencies: { mongoose: '5 || 6' }, devDependencies: { mongoose: '^6.0.0' } };
    const files = { 'package.json': manifest(peer), 'node_modules/mongoose/package.json': '{ "version": "6.1.0" }' };
    assert.equal(versions(files).mongoose, '5 || 6');
  });

  it('are found above a package of a workspace', () => {
    const files = {
      'package.json': '{}',
      'packages/a/package.json': manifest(asks),
      'node_modules/mongoose/package.json': '{ "version": "5.13.20" }',
    };
    assert.equal(versions(files, 'packages/a/x.js').mongoose, '5.13.20');
  });
});
