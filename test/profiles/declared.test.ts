import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { builtinProfiles } from '../../analysis/profiles/libraries.generated.js';
import type { LibraryProfile, ProfileFunction } from '../../core/index.js';
import { callbackOf, readSignature, returnsPromise, type Signature } from './support/signature.js';

interface Recorded {
  readonly package: string;
  readonly shapes: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

const folder = new URL('declared/', import.meta.url);

/** Members that are not declared, or in a way that says nothing: what `EventEmitter` gives, what JavaScript alone has. */
const UNDECLARED: Readonly<Record<string, readonly string[]>> = {
  mongodb: ['Cursor.each'],
  mongoose: [
    'module.connection',
    'Query.then',
    'Query.catch',
    'Query.finally',
    'Query.pre',
    'Query.post',
    'Query.stream',
  ],
  'aws-sdk': [],
};

/** Declared as giving nothing; the program hands over what its promise resolves with. */
const HANDED_OVER: Readonly<Record<string, readonly string[]>> = {
  mongoose: ['module.connect', 'Model.deleteOne', 'Model.deleteMany', 'Query.deleteOne', 'Query.deleteMany'],
};

const isEmitters = (member: string): boolean => /\.(?:on|once|then|catch)$/.test(member);

for (const name of readdirSync(folder)) {
  const recorded = JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as Recorded;
  const profile = builtinProfiles.find((each) => `${each.name}.json` === name)!;
  describe(`the profile of ${profile.name} and what ${recorded.package} declares`, () => {
    for (const [shape, { members = {}, call, others }] of Object.entries(profile.shapes!)) {
      const declared = recorded.shapes[shape];
      if (!declared) continue;
      const signaturesOf = (member: string): Signature[] => (declared[member] ?? []).map(readSignature);
      for (const [member, claim] of Object.entries({ ...members, ...(call && { '()': call }) })) {
        if ('is' in claim) continue;
        it(`${shape}.${member}`, () => {
          const signatures = signaturesOf(member);
          if (signatures.length === 0) {
            const known = `${shape}.${member}`;
            assert.ok(isEmitters(known) || UNDECLARED[profile.name]?.includes(known), 'not declared');
            assert.equal(claim.callback, 'none');
            return;
          }
          const isVoid = HANDED_OVER[profile.name]?.includes(`${shape}.${member}`);
          check(isVoid ? { ...claim, values: [] } : claim, signatures, recorded, shape, profile);
        });
      }
      if (!others || others.callback === 'none') continue;
      it(`${shape}: every other method`, () => {
        const rest = Object.keys(declared).filter((member) => !Object.hasOwn(members, member));
        let checked = 0;
        for (const member of rest) {
          const signatures = signaturesOf(member);
          if (!signatures.some(callbackOf)) continue;
          check(others, signatures, recorded, shape, profile);
          checked++;
        }
        assert.ok(checked > 5, `only ${checked} were checked`);
      });
    }
  });
}

function check(
  claim: ProfileFunction,
  signatures: readonly Signature[],
  recorded: Recorded,
  shape: string,
  profile: LibraryProfile,
): void {
  if (claim.callback === 'none') return;
  const withCallback = signatures.filter(callbackOf);
  assert.ok(withCallback.length > 0, 'no overload takes a callback');
  checkPositions(claim, withCallback);
  checkValues(claim, withCallback);
  for (const name of claim.this ?? []) checkThis(name, withCallback, recorded);
  if (claim.promise) checkPromise(claim, signatures, recorded, shape, profile);
}

function checkPositions({ callback }: ProfileFunction, signatures: readonly Signature[]): void {
  const positions = signatures.map((signature) => callbackOf(signature)!.at);
  if (callback === 'last') {
    signatures.forEach((signature, index) => assert.equal(positions[index], signature.params.length - 1));
  } else {
    const wanted = callback as readonly number[];
    assert.ok(
      wanted.every((at) => positions.includes(at)),
      `callbacks stand at ${positions.join(', ')}`,
    );
  }
}

/** A declaration may say `void` of a value that is not there, and leaves out values that only some overloads give. */
function checkValues({ values = [] }: ProfileFunction, signatures: readonly Signature[]): void {
  const counts = signatures.map((signature) => callbackOf(signature)!.values);
  assert.ok(
    counts.some((count) => count === 'unknown' || count === values.length),
    `the callback is declared with ${counts.join(' or ')} values, claimed are ${values.length}`,
  );
}

function checkThis(name: string, signatures: readonly Signature[], { shapes }: Recorded): void {
  const types = signatures.flatMap((signature) => callbackOf(signature)!.thisType ?? []);
  assert.ok(types.length > 0, 'no callback has a declared `this`');
  const text = JSON.stringify(types.map((type) => shapes[type] ?? shapes.Request ?? {}));
  assert.ok(
    text.includes(name) || types.some((type) => /Response/.test(type)),
    `${name} is not in ${types.join(', ')}`,
  );
}

function checkPromise(
  { promise }: ProfileFunction,
  signatures: readonly Signature[],
  { shapes }: Recorded,
  shape: string,
  profile: LibraryProfile,
): void {
  if (promise!.via === 'omit-callback')
    assert.ok(
      signatures.some((signature) => !signature.params.some(isRequiredCallback) && returnsPromise(signature)),
      `no overload without callback gives a promise: ${signatures.map(({ text }) => text).join('; ')}`,
    );
  if (promise!.via === 'member') {
    const other = (shapes[shape]?.[promise!.name] ?? []).map(readSignature);
    assert.ok(other.some(returnsPromise), `${promise!.name} gives no promise`);
  }
  if (promise!.via !== 'method') return;
  const { name } = promise as { name: string };
  const returned = signatures.map(
    ({ returns }) => /(?:^|\.)(\w+)(?:<.*>)?$/.exec(returns.replace(/<.*>$/s, ''))?.[1] ?? '',
  );
  const given = returned.filter((type) => (shapes[type]?.[name] ?? []).map(readSignature).some(returnsPromise));
  assert.ok(given.length > 0, `${profile.name}: ${returned.join(', ')} has no ${name}() that gives a promise`);
}

const isRequiredCallback = ({ optional, isCallback }: Signature['params'][number]): boolean => isCallback && !optional;
