import assert from 'node:assert/strict';
import fs from 'node:fs';
import { CacheStore } from '../../../runner/cache/cache-store.js';
import { TempProject } from '../../support/temp-project.js';

describe('CacheStore', () => {
  let project: TempProject;
  let said: string[];

  beforeEach(() => {
    project = new TempProject({ 'a.js': '', 'lib/b.js': '' });
    said = [];
  });

  afterEach(() => project.remove());

  const open = (tool = 'this one', folder = project.path('cache')) =>
    new CacheStore(project.root, folder, tool, (message) => said.push(message));
  const files = () => fs.readdirSync(project.path('cache')).filter((name) => name.endsWith('.bin'));
  const text = (bytes: Uint8Array | undefined) => bytes && Buffer.from(bytes).toString();

  async function fill(store: CacheStore): Promise<void> {
    store.put('a.js', 'facts', Buffer.from('of a\n'));
    store.put('a.js', 'plan', Buffer.from(''));
    store.put('lib/b.js', 'facts', Buffer.from('of b'));
    await store.save();
  }

  const filled = (): Promise<void> => fill(open());

  it('gives back what was put into it', async () => {
    await filled();
    const store = open();
    assert.equal(text(store.get('a.js', 'facts')), 'of a\n');
    assert.equal(text(store.get('a.js', 'plan')), '');
    assert.equal(text(store.get('lib/b.js', 'facts')), 'of b');
    assert.equal(store.get('lib/b.js', 'plan'), undefined);
    assert.equal(store.get('c.js', 'facts'), undefined);
    assert.deepEqual(said, []);
  });

  it('is no concern of version control', async () => {
    await filled();
    assert.equal(project.read('cache/.gitignore'), '*\n');
    await fill(open('this one', project.path('lib')));
    assert.deepEqual(
      fs.readdirSync(project.path('lib')).filter((name) => !name.endsWith('.bin')),
      ['b.js'],
    );
  });

  it('ignores a file that is cut off, changed, or something else, and writes it anew', async () => {
    for (const damage of [
      (bytes: Buffer) => bytes.subarray(0, bytes.length - 1),
      (bytes: Buffer) => Buffer.concat([bytes.subarray(0, -1), Buffer.from('!')]),
      () => Buffer.from('not a cache'),
      () => Buffer.from('null\n'),
      () => Buffer.from('{"format":"coshift-cache-1","tool":"this one"}\n'),
      () => Buffer.alloc(0),
    ]) {
      await filled();
      said = [];
      for (const name of files())
        fs.writeFileSync(project.path(`cache/${name}`), damage(fs.readFileSync(project.path(`cache/${name}`))));
      const store = open();
      assert.equal(store.get('a.js', 'facts'), undefined);
      assert.equal(said.length, 2, said.join('\n'));
      store.put('a.js', 'facts', Buffer.from('again'));
      await store.save();
      said = [];
      assert.equal(text(open().get('a.js', 'facts')), 'again');
      assert.equal(files().length, 1);
      assert.deepEqual(said, []);
    }
  });

  it('does not read what another coshift wrote, and replaces it', async () => {
    await filled();
    const store = open('another one');
    assert.equal(store.get('a.js', 'facts'), undefined);
    store.put('a.js', 'facts', Buffer.from('new'));
    await store.save();
    assert.equal(text(open('another one').get('a.js', 'facts')), 'new');
    assert.equal(open().get('lib/b.js', 'facts'), undefined);
    assert.deepEqual(said, []);
  });

  it('goes on where nothing can be written', async () => {
    const store = open('this one', project.path('a.js/cache'));
    store.put('a.js', 'facts', Buffer.from('of a'));
    await store.save();
    assert.equal(text(store.get('a.js', 'facts')), 'of a');
    assert.match(said.join('\n'), /^cache not written: /);
  });

  it('forgets what was of no use for three runs over the file, and nothing of other files', async () => {
    await filled();
    for (let round = 1; round <= 3; round++) {
      const store = open();
      store.get('a.js', 'facts');
      store.put('a.js', `other ${round}`, Buffer.from(''));
      await store.save();
      assert.equal(open().get('a.js', 'plan') !== undefined, round < 3, `round ${round}`);
    }
    assert.equal(text(open().get('a.js', 'facts')), 'of a\n');
    assert.equal(text(open().get('lib/b.js', 'facts')), 'of b');
  });

  it('holds something whole when several write at once', async () => {
    await filled();
    const stores = ['x', 'y', 'z'].map((name) => ({ name, store: open() }));
    for (const { name, store } of stores)
      for (const key of ['facts', 'plan', 'edits']) store.put('a.js', key, Buffer.from(`${name} ${key}`));
    await Promise.all(stores.map(({ store }) => store.save()));
    const store = open();
    const [first] = text(store.get('a.js', 'facts'))!;
    assert.equal(text(store.get('a.js', 'plan')), `${first} plan`);
    assert.equal(text(store.get('a.js', 'edits')), `${first} edits`);
    assert.deepEqual(said, []);
  });
});
