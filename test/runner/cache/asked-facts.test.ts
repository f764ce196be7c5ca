import assert from 'node:assert/strict';
import { openProject, type ImportedName, type ProjectTiming } from '../../../core/index.js';
import { AskedFacts, holds, type Askable } from '../../../runner/cache/asked-facts.js';

const name: ImportedName = { specifier: './b', form: 'require', member: 'load' };
const object = { root: { kind: 'exported', name }, fields: ['store'] } as const;
const planned = {
  verdict: 'dual',
  at: 1,
  convention: 'value',
  cleanErrors: true,
  uniform: true,
  direct: true,
  decisions: ['b.js#load'],
} as const;

const untouched = { reads: [], sets: [] };

const timing: ProjectTiming = {
  mayCompleteAtOnce: () => false,
  observer: () => undefined,
  stub: () => undefined,
  fake: () => undefined,
  reliedOn: () => undefined,
  subscriber: () => undefined,
  valueAsked: () => undefined,
  ignorer: () => undefined,
  completesAmongTicks: () => false,
  isQueued: () => false,
  isKept: () => false,
  isThrowCaught: () => false,
  isAssertedToThrow: () => false,
  behindCallback: () => undefined,
  touchedBy: () => untouched,
  throwListener: () => undefined,
  domain: () => undefined,
};

/** Nothing is known of anything. */
const nothing: Askable = {
  ...openProject,
  readingArity: new Set(),
  valueCallbacks: new Set(),
  filesMentioning: () => 0,
  timing,
};

/** One question of each kind, and facts that answer it in another way. */
const questions: Readonly<Record<string, readonly [ask: (facts: Askable) => unknown, other: Partial<Askable>]>> = {
  patched: [({ patched }) => patched.has('fs'), { patched: new Set(['fs']) }],
  repeating: [({ repeating }) => repeating.has('load'), { repeating: new Set(['load']) }],
  readingArity: [({ readingArity }) => readingArity!.has('load'), { readingArity: new Set(['load']) }],
  valueCallbacks: [({ valueCallbacks }) => valueCallbacks!.has('load'), { valueCallbacks: new Set(['load']) }],
  filesMentioning: [({ filesMentioning }) => filesMentioning!('load'), { filesMentioning: () => 2 }],
  mayCompleteAtOnce: [
    (facts) => facts.timing!.mayCompleteAtOnce('load'),
    { timing: { ...timing, mayCompleteAtOnce: () => true } },
  ],
  observer: [(facts) => facts.timing!.observer('load'), { timing: { ...timing, observer: () => 'b.js:1' } }],
  fake: [(facts) => facts.timing!.fake('send', 1), { timing: { ...timing, fake: () => 'b.js:1' } }],
  domain: [(facts) => facts.timing!.domain(), { timing: { ...timing, domain: () => 'b.js:1' } }],
  stub: [(facts) => facts.timing!.stub('load', ['run']), { timing: { ...timing, stub: () => 'b.js:1' } }],
  reliedOn: [(facts) => facts.timing!.reliedOn('load'), { timing: { ...timing, reliedOn: () => 'b.js:1' } }],
  subscriber: [(facts) => facts.timing!.subscriber('load'), { timing: { ...timing, subscriber: () => 'b.js:1' } }],
  ignorer: [(facts) => facts.timing!.ignorer('load'), { timing: { ...timing, ignorer: () => 'b.js:1' } }],
  valueAsked: [(facts) => facts.timing!.valueAsked('load'), { timing: { ...timing, valueAsked: () => 'b.js:1' } }],
  isQueued: [(facts) => facts.timing!.isQueued('load'), { timing: { ...timing, isQueued: () => true } }],
  isKept: [(facts) => facts.timing!.isKept('load'), { timing: { ...timing, isKept: () => true } }],
  completesAmongTicks: [
    (facts) => facts.timing!.completesAmongTicks('load'),
    { timing: { ...timing, completesAmongTicks: () => true } },
  ],
  isThrowCaught: [(facts) => facts.timing!.isThrowCaught('load'), { timing: { ...timing, isThrowCaught: () => true } }],
  isAssertedToThrow: [
    (facts) => facts.timing!.isAssertedToThrow('load'),
    { timing: { ...timing, isAssertedToThrow: () => true } },
  ],
  behindCallback: [
    (facts) => facts.timing!.behindCallback('load'),
    { timing: { ...timing, behindCallback: () => ({ ...untouched, sets: ['.busy'] }) } },
  ],
  touchedBy: [
    (facts) => facts.timing!.touchedBy({ ...untouched, calls: ['load'], completes: [], nested: [] }),
    { timing: { ...timing, touchedBy: () => ({ ...untouched, reads: ['.busy'] }) } },
  ],
  throwListener: [
    (facts) => facts.timing!.throwListener('load'),
    { timing: { ...timing, throwListener: () => 'b.js:1' } },
  ],
  imported: [(facts) => facts.imported('a.js', name), { imported: () => planned }],
  member: [(facts) => facts.member('a.js', 3), { member: () => ({ functions: [], values: undefined }) }],
  method: [
    (facts) => facts.method('a.js', object, 'load'),
    { method: () => ({ path: 'b.js', at: 3, planned: undefined }) },
  ],
  exportNames: [(facts) => facts.exportNames('a.js', './b'), { exportNames: () => ['load'] }],
  exported: [(facts) => facts.exported('a.js', 7), { exported: () => ({ form: 'promise' }) }],
  givesFuture: [(facts) => facts.givesFuture('a.js', name), { givesFuture: () => true }],
  futureCallers: [
    (facts) => facts.futureCallers('a.js', 7),
    { futureCallers: () => ({ isPublic: true, asked: undefined, needed: undefined }) },
  ],
  stackContexts: [({ stackContexts }) => stackContexts, { stackContexts: 'b.js:1' }],
  dependency: [(facts) => facts.dependency('a.js', 'mocha'), { dependency: () => '^11.0.0' }],
  declaredPromise: [
    (facts) => facts.declaredPromise('a.js', name, 1),
    { declaredPromise: () => ({ givesValue: true, types: 'mkdirp' }) },
  ],
  refusesGenerators: [(facts) => facts.refusesGenerators('a.ts'), { refusesGenerators: () => true }],
  refusesAsync: [(facts) => facts.refusesAsync('a.js'), { refusesAsync: () => true }],
  importedShape: [
    (facts) => facts.importedShape('a.js', name),
    { importedShape: () => ({ module: 'redis', shape: 'Client' }) },
  ],
  withhold: [
    (facts) => facts.withhold?.({ path: 'a.js', key: 'load', start: 7 }),
    { withhold: () => ({ reason: 'conversion-not-tried', detail: '', command: '' }) },
  ],
};

describe('AskedFacts', () => {
  it('knows of every fact', () => {
    const own = ['profiles', 'timing'];
    const facts = Object.keys({ ...openProject, ...timing, withhold: undefined }).filter((key) => !own.includes(key));
    assert.deepEqual(Object.keys(questions).sort(), facts.sort());
  });

  for (const [fact, [ask, other]] of Object.entries(questions)) {
    it(`answers ${fact} as the project does, and notices another answer`, () => {
      const changed = { ...nothing, ...other };
      const asked = new AskedFacts(nothing);
      assert.deepEqual(ask(asked.facts), ask(nothing));
      assert.deepEqual(ask(new AskedFacts(changed).facts), ask(changed));
      assert.notDeepEqual(ask(changed), ask(nothing));
      const trace = asked.trace();
      assert.equal(trace.length, 1);
      assert.ok(holds(trace, nothing));
      assert.ok(!holds(trace, changed));
      assert.ok(holds(structuredClone(trace), nothing));
    });
  }

  it('remembers what was asked of one plan, and what the file keeps', () => {
    const asked = new AskedFacts(nothing);
    asked.facts.dependency('a.js', 'mocha');
    asked.facts.dependency('a.js', 'jest');
    asked.facts.dependency('a.js', 'acme');
    asked.facts.importedShape('a.js', name);
    asked.facts.patched.has('fs');
    asked.begin();
    asked.facts.patched.has('net');
    asked.facts.patched.has('net');
    assert.deepEqual(
      asked.trace().map(([fact, args]) => [fact, ...args]),
      [
        ['profiled', 'a.js'],
        ['dependency', 'a.js', 'acme'],
        ['importedShape', 'a.js', name],
        ['patched', 'net'],
      ],
    );
  });

  it('does not keep what a question brings along', () => {
    const asked = new AskedFacts(nothing);
    const more = { ...name, node: { type: 'Identifier' } };
    asked.facts.imported('a.js', more);
    asked.facts.method('a.js', { root: { kind: 'made', of: more, called: false }, fields: [] }, 'load');
    assert.doesNotMatch(JSON.stringify(asked.trace()), /Identifier/);
  });
});
