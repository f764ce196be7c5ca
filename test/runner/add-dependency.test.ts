import assert from 'node:assert/strict';
import { addDependency } from '../../runner/add-dependency.js';

/** The text with `"m": "^1"` added; `same` when nothing is to be done. */
function add(text: string, name = 'm'): string {
  const replacement = addDependency(text, name, '^1');
  if (!replacement) return 'same';
  const result = text.slice(0, replacement.start) + replacement.text + text.slice(replacement.end);
  const parsed = JSON.parse(result.replace(/^\uFEFF/, '')) as { dependencies: Record<string, string> };
  assert.equal(parsed.dependencies[name], '^1');
  return result;
}

const cases: readonly [name: string, before: string, after: string][] = [
  [
    'between its neighbours',
    '{\n  "dependencies": {\n    "a": "1",\n    "z": "1"\n  }\n}\n',
    '{\n  "dependencies": {\n    "a": "1",\n    "m": "^1",\n    "z": "1"\n  }\n}\n',
  ],
  [
    'first',
    '{\n  "dependencies": {\n    "z": "1"\n  }\n}\n',
    '{\n  "dependencies": {\n    "m": "^1",\n    "z": "1"\n  }\n}\n',
  ],
  [
    'last',
    '{\n  "dependencies": {\n    "a": "1"\n  }\n}\n',
    '{\n  "dependencies": {\n    "a": "1",\n    "m": "^1"\n  }\n}\n',
  ],
  ['into an empty list', '{\n  "dependencies": {}\n}', '{\n  "dependencies": {\n    "m": "^1"\n  }\n}'],
  [
    'into an empty list on two lines',
    '{\n  "dependencies": {\n  }\n}',
    '{\n  "dependencies": {\n    "m": "^1"\n  }\n}',
  ],
  [
    'with tabs and Windows line ends',
    '{\r\n\t"dependencies": {\r\n\t\t"a": "1"\r\n\t}\r\n}\r\n',
    '{\r\n\t"dependencies": {\r\n\t\t"a": "1",\r\n\t\t"m": "^1"\r\n\t}\r\n}\r\n',
  ],
  [
    'with four spaces, as a new list at the end',
    '{\n    "name": "p"\n}\n',
    '{\n    "name": "p",\n    "dependencies": {\n        "m": "^1"\n    }\n}\n',
  ],
  [
    'as a new list before the development dependencies',
    '{\n  "name": "p",\n  "devDependencies": {\n    "a": "1"\n  }\n}\n',
    '{\n  "name": "p",\n  "dependencies": {\n    "m": "^1"\n  },\n  "devDependencies": {\n    "a": "1"\n  }\n}\n',
  ],
  [
    'into a list on one line',
    '{\n  "dependencies": { "a": "1", "z": "1" }\n}\n',
    '{\n  "dependencies": { "a": "1", "m": "^1", "z": "1" }\n}\n',
  ],
  [
    'into a text on one line',
    '{"name":"p","dependencies":{"a":"1"}}',
    '{"name":"p","dependencies":{"a":"1","m":"^1"}}',
  ],
  ['into a dense text without a list', '{"name":"p"}', '{"name":"p","dependencies":{"m":"^1"}}'],
  ['into a text on one line without a list', '{ "name": "p" }\n', '{ "name": "p", "dependencies": { "m": "^1" } }\n'],
  ['into an empty object', '{}\n', '{\n  "dependencies": {\n    "m": "^1"\n  }\n}\n'],
  [
    'after a byte-order mark',
    '\uFEFF{\n  "dependencies": {\n    "a": "1"\n  }\n}\n',
    '\uFEFF{\n  "dependencies": {\n    "a": "1",\n    "m": "^1"\n  }\n}\n',
  ],
  [
    'into the list that counts when it is there twice',
    '{\n  "dependencies": {\n    "q": "1"\n  },\n  "dependencies": {\n    "a": "1"\n  }\n}\n',
    '{\n  "dependencies": {\n    "q": "1"\n  },\n  "dependencies": {\n    "a": "1",\n    "m": "^1"\n  }\n}\n',
  ],
  ['not when it is there', '{ "dependencies": { "m": "file:../m" } }', 'same'],
];

describe('addDependency', () => {
  for (const [name, before, after] of cases) {
    it(`adds an entry ${name}`, () => assert.equal(add(before), after));
  }

  it('refuses what is not a package.json', () => {
    assert.throws(() => add('[]'), /package\.json is not an object/);
    assert.throws(() => add('{ "dependencies": [] }'), /dependencies is not an object/);
    assert.throws(() => add('{ "name": "p", }'), SyntaxError);
  });
});
