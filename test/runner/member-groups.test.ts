import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { run } from '../../runner/run.js';
import type { RunOptions } from '../../core/index.js';
import { TempProject } from '../support/temp-project.js';

type Files = Readonly<Record<string, string>>;

const config = JSON.stringify({
  compilerOptions: { strict: true, target: 'ES2022', module: 'NodeNext', moduleResolution: 'NodeNext', types: [] },
  include: ['src'],
});

const base = {
  'package.json': '{ "name": "groups", "version": "1.0.0", "private": true, "type": "module" }\n',
  'tsconfig.json': config,
  'node_modules/fetcher/package.json': '{ "name": "fetcher", "version": "1.0.0", "types": "index.d.ts" }\n',
  'node_modules/fetcher/index.d.ts': [
    'export declare function fetch(key: string, cb: (err: Error | null, text: string) => void): void;',
    'export declare function take(value: unknown): void;',
    'export interface Foreign { get(key: string, cb: (err: Error | null, text?: string) => void): void }',
    '',
  ].join('\n'),
  'src/store.ts': `import { fetch } from 'fetcher';

export type Done = (err: Error | null, text?: string) => void;

export interface Store {
  get(key: string, cb: Done): void;
}

export class Remote implements Store {
  get(key: string, cb: Done): void {
    fetch(key, (err, text) => {
      if (err) return cb(err);
      cb(null, text);
    });
  }
}
`,
  'src/use.ts': `import { Remote, type Done, type Store } from './store.js';

export const store: Store = new Remote();

export function length(key: string, cb: (err: Error | null, length?: number) => void): void {
  store.get(key, (err, text) => {
    if (err) return cb(err);
    cb(null, (text ?? '').length);
  });
}

export type { Done };
`,
};

/** What becomes of `get`: what it is in the end, or the reason why it keeps its callback. */
async function fateOf(changes: Files, options: Partial<RunOptions> = {}): Promise<string> {
  const project = new TempProject({ ...base, ...changes });
  try {
    const { files, groups } = await run({ cwd: project.root, options });
    const kept = groups?.kept.find(({ name }) => name.endsWith('get'));
    const decisions = files.flatMap((file) => file.decisions);
    assert.deepEqual(
      files.filter(({ status }) => status === 'refused' || status === 'failed').map(({ path }) => path),
      [],
    );
    const verdicts = new Set(decisions.filter(({ title }) => title.endsWith('get')).map(({ verdict }) => verdict));
    const isGroup = groups?.applied.some(({ functions }) => functions.some(({ name }) => name.endsWith('get')));
    return kept ? `${kept.blockers[0]!.reason} (${kept.blockers[0]!.place})` : `${[...verdicts].join()} ${isGroup}`;
  } finally {
    rmSync(project.root, { recursive: true });
  }
}

const adding = (text: string): Files => ({ 'src/more.ts': text });

describe('methods that types connect', function () {
  this.timeout(120_000);

  it('lose their callbacks together with the interface and the calls', async () => {
    assert.equal(await fateOf({}), 'convert,declaration true');
  });

  it('keep them where a call hands over a callback that is needed', async () => {
    const call = `import { store } from './use.js';\nexport const start = (queue: Done[]) => store.get('a', queue[0]!);\n`;
    assert.equal(
      await fateOf(adding(`import type { Done } from './store.js';\n${call}`)),
      'a caller does not await it (src/more.ts:3)',
    );
  });

  it('keep them where a method is a value', async () => {
    assert.equal(
      await fateOf(adding(`import { store } from './use.js';\nexport const get = store.get.bind(store);\n`)),
      'used as a value (src/more.ts:2)',
    );
    assert.equal(
      await fateOf(adding(`import { store } from './use.js';\nexport const { get } = store;\n`)),
      'used as a value (src/more.ts:2)',
    );
  });

  it('keep them where a value of any type may be such an object', async () => {
    assert.equal(
      await fateOf(adding(`export const find = (store: any) => store.get('a', () => {});\n`)),
      'used of a value of unknown type (src/more.ts:1)',
    );
    assert.equal(
      await fateOf(
        adding(
          `import { store } from './use.js';\nexport const find = (k: keyof typeof store) => store[k]('a', () => {});\n`,
        ),
      ),
      'an object that has it is asked for store[k] (src/more.ts:2)',
    );
  });

  it('keep them where another declaration of the name could stand for one, and has no callback, or another form', async () => {
    const unlike = 'it is declared without a callback as well (src/more.ts:2)';
    assert.equal(await fateOf(adding(`export class Nothing {\n  get(): void {}\n}\n`)), unlike);
    assert.equal(await fateOf(adding(`export interface Nothing {\n  get(key: string): void;\n}\n`)), unlike);
    assert.equal(
      await fateOf(
        adding(
          `import type { Store } from './store.js';\nexport const none: Store = { get: (key, cb) => cb(null, key) };\n`,
        ),
      ),
      'it is declared in another way (src/more.ts:2)',
    );
    assert.equal(
      await fateOf(
        adding(
          `import type { Store } from './store.js';\nexport const none: Store = { get(key, cb) { cb(null, key); } };\n`,
        ),
      ),
      'an object implements it (src/more.ts:2)',
    );
    assert.equal(
      await fateOf(
        adding(
          `export class Other {\n  private readonly waiting: unknown[] = [];\n  get(key: string, cb: (err: Error | null) => void): void {\n    this.waiting.push([key, cb]);\n  }\n}\n`,
        ),
      ),
      'a method that implements it is not converted (src/more.ts:3)',
    );
  });

  it('take no notice of data of the same name, of private members of others, and of what packages declare', async () => {
    const texts = [
      `export const settings = { get: true };\nexport const is = (one: { get: boolean }) => one.get;\n`,
      `export class Own {\n  private get(): number {\n    return 1;\n  }\n  read(): number {\n    return this.get();\n  }\n}\n`,
      `export const list = new Map<string, number>();\nexport const one = list.get('a');\n`,
    ];
    for (const text of texts) assert.equal(await fateOf(adding(text)), 'convert,declaration true', text);
  });

  it('keep them where code of a package gets the object, or declares the method', async () => {
    assert.equal(
      await fateOf(
        adding(`import { take } from 'fetcher';\nimport { store } from './use.js';\ntake({ stores: [store] });\n`),
      ),
      'an object that has it is passed to take (src/more.ts:3)',
    );
    assert.equal(
      await fateOf(
        adding(
          `import type { Foreign } from 'fetcher';\nimport { store } from './use.js';\nexport const other: Foreign = store;\n`,
        ),
      ),
      'an object that has it is taken as a type of a package (src/more.ts:3)',
    );
    assert.equal(
      await fateOf({
        'src/store.ts': base['src/store.ts']
          .replace('import { fetch }', 'import { fetch, type Foreign }')
          .replace('implements Store', 'implements Store, Foreign'),
      }),
      'it is declared by a package (src/store.ts:9)',
    );
  });

  it('keep them where decorators may put another method in their place', async () => {
    const traced = `export const traced = (target: unknown): any => target;\n`;
    assert.equal(
      await fateOf({
        'src/store.ts': `${traced}${base['src/store.ts'].replace('  get(key: string, cb: Done): void {', '  @traced\n  get(key: string, cb: Done): void {')}`,
      }),
      'its class has decorators (src/store.ts:11)',
    );
  });

  it('keep them for tests, and for files that no configuration names', async () => {
    const call = `import { store } from '../src/use.js';\n\nstore.get('a', () => {});\n`;
    assert.equal(
      await fateOf({ 'test/use.test.ts': call }),
      'a file that the compiler does not read mentions it (test/use.test.ts)',
    );
    assert.equal(
      await fateOf({ 'src/test/use.ts': call.replace('../src/', '../') }),
      'a test calls it (src/test/use.ts:3)',
    );
  });

  it('keep them for those who use the package, unless the run is told otherwise', async () => {
    const manifest = base['package.json'].replace('"private": true', '"main": "src/use.ts"');
    assert.equal(await fateOf({ 'package.json': manifest }), 'dual false');
    assert.equal(await fateOf({ 'package.json': manifest }, { exports: 'promise' }), 'convert,declaration true');
    assert.equal(
      await fateOf(
        {
          'package.json': manifest,
          'src/use.ts': `${base['src/use.ts'].replace('export const store: Store', 'const store: Store')}\nexport const other: any = store;\n`,
        },
        { exports: 'promise' },
      ),
      'an entry point of the package exports something without a type ()',
    );
  });

  it('keep them where the promise cannot be said', async () => {
    assert.equal(
      await fateOf({
        'src/store.ts': base['src/store.ts'].replace(
          '(err: Error | null, text?: string) => void',
          'Parameters<typeof fetch>[1]',
        ),
      }),
      'what its callback gets cannot be said as a promise (src/store.ts:6)',
    );
  });
});
