import assert from 'node:assert/strict';
import { declarationEdits } from '../../runner/types/declaration-edits.js';
import { promiseOverloads } from '../../runner/types/promise-overloads.js';
import { applyEdits } from '../../syntax/text-edits.js';

describe('declarations of functions that lose their callbacks', () => {
  const follow = (text: string): string => {
    const found = declarationEdits({ path: 'lib/load.d.ts', text }, 'load');
    assert.ok(typeof found !== 'string');
    return applyEdits(
      text,
      found.flatMap(({ edits }) => edits),
    );
  };
  const refusal = (text: string) => declarationEdits({ path: 'lib/load.d.ts', text }, 'load');

  it('give a promise of the value', () => {
    assert.equal(
      follow('export function load(path: string, cb: (err: Error | null, text?: string) => void): void;\n'),
      'export function load(path: string): Promise<string>;\n',
    );
    assert.equal(
      follow('export declare const load: (cb: (err: Error) => void) => void;\n'),
      'export declare const load: () => Promise<void>;\n',
    );
    assert.equal(
      follow('declare function load(cb: (err: Error | null, n: number) => void,): any;\nexport = load;\n'),
      'declare function load(): Promise<number>;\nexport = load;\n',
    );
  });

  it('fill in the parameters of types in the same file', () => {
    const types =
      'interface Done<T, E = Error> {\n  (err: E | null, values: T[], more?: E): void;\n}\ntype List<V> = Done<V>;\n';
    const done = 'type Done<T, E = Error> = (err: E | null, values: T[]) => void;\ntype List<V> = Done<V>;\n';
    assert.equal(
      follow(`${done}export function load(cb: List<string | number>): void;\n`),
      `${done}export function load(): Promise<(string | number)[]>;\n`,
    );
    assert.equal(
      refusal(`${types}export function load(cb: List<string>): void;\n`),
      'the callback of load does not say its value',
    );
  });

  it('follow in every overload', () => {
    assert.equal(
      follow(
        'export function load(id: string, cb: (err: Error | null, text: string) => void): void;\n' +
          'export function load(id: number, cb: (err: Error | null, list: string[]) => void): void;\n',
      ),
      'export function load(id: string): Promise<string>;\nexport function load(id: number): Promise<string[]>;\n',
    );
  });

  it('go where another overload gives the promise already', () => {
    const promise = '/** Gives a promise. */\nexport function load(id: string): Promise<string>;\n';
    const callback = 'export function load(id: string, cb: (err: Error | null, text?: string) => void): void;\n';
    const other = 'export function other(): void;\n';
    assert.equal(follow(`${other}/** Calls back. */\n${callback}${promise}`), other + promise);
    assert.equal(follow(promise + callback + other), promise + other);
    assert.deepEqual(refusal(promise), []);
  });

  it('keep the promise that a callback may take the place of', () => {
    assert.equal(
      follow('export function load(id: string, cb?: (err: Error | null, text: string) => void): Promise<string>;\n'),
      'export function load(id: string): Promise<string>;\n',
    );
  });

  it('stay when the file does not declare the function', () => {
    assert.deepEqual(refusal('export function other(cb: (err: Error) => void): void;\n'), []);
  });

  it('are not followed when they say more, or too little', () => {
    const callback = 'cb: (err: Error | null, text: string) => void';
    assert.equal(
      refusal(`export function load(${callback}): void;\nexport function load(path: string, ${callback}): void;\n`),
      'load is declared with its callback in several places',
    );
    assert.equal(
      refusal(
        `export function load(id: string, ${callback}): void;\nexport function load(id: number, cb: Done): void;\n`,
      ),
      'the callback of load does not say its value',
    );
    assert.equal(
      refusal("import { Done } from './types';\nexport function load(cb: Done): void;\n"),
      'the callback of load does not say its value',
    );
    assert.equal(
      refusal(`export function load(${callback}): string;\n`),
      'the callback of load does not say its value',
    );
    assert.equal(
      refusal("import { Load } from './types';\nexport const load: Load;\n"),
      'load is not declared as a function',
    );
    assert.equal(refusal('export function load(cb: ;\n'), 'the file does not parse');
  });
});

describe('declarations of functions that can be called without their callbacks', () => {
  const add = (text: string, convention: 'value' | 'void' | 'values' = 'value', className?: string): string => {
    const edits = promiseOverloads({ path: 'lib/load.d.ts', text }, { name: 'load', className, at: 1, convention });
    return applyEdits(
      text,
      edits.flatMap((one) => one.edits),
    );
  };
  const callback = 'callback: (err: Error | null, text?: string) => void';

  it('get the promise in front of the callback, so that the last declaration stays what it was', () => {
    const declared = `export function load<T>(path: T, ${callback}): void;\n`;
    assert.equal(
      add(`/** Reads. */\n${declared}`),
      `/** Reads. */\nexport function load<T>(path: T): Promise<string>;\n${declared}`,
    );
    assert.equal(add(declared, 'void'), `export function load<T>(path: T): Promise<void>;\n${declared}`);
    assert.equal(
      add(`export const load: (path: string, ${callback}) => void;\n`),
      `export const load: { (path: string): Promise<string>; (path: string, ${callback}): void };\n`,
    );
  });

  it('are found in classes and interfaces', () => {
    const method = `load(path: string, ${callback}): void;\n`;
    const members = `declare class Other {\n  ${method}}\ninterface Store {\n`;
    assert.equal(
      add(`${members}  ${method}}\n`, 'value', 'Store'),
      `${members}  load(path: string): Promise<string>;\n  ${method}}\n`,
    );
    const hidden = `declare class Store {\n  private load(path: string, ${callback}): void;\n  static load(path: string, ${callback}): void;\n}\n`;
    assert.equal(add(hidden, 'value', 'Store'), hidden);
  });

  it('stay where the promise is not known, declared already, or of another place', () => {
    for (const declared of [
      'export function load(path: string, callback: Done): void;\n',
      `export function load(${callback}): void;\n`,
      `export function load(path: string, ${callback}): Request;\n`,
      `export function load(path: string, ${callback}): void;\nexport function load(path: string): Promise<string>;\n`,
      'export function load(path: ;\n',
    ])
      assert.equal(add(declared), declared);
    assert.equal(add(`export function load(path: string, ${callback}): void;\n`, 'values').match(/Promise/), null);
  });
});
