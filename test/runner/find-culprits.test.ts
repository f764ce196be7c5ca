import assert from 'node:assert/strict';
import fc from 'fast-check';
import { findCulprits } from '../../runner/verify/find-culprits.js';

/** Counts what is asked; sets that were asked for before cost nothing. */
function counted(fails: (applied: ReadonlySet<number>) => boolean) {
  const asked = new Set<string>();
  const passes = (applied: readonly number[]): Promise<boolean> => {
    asked.add(applied.toSorted((a, b) => a - b).join());
    return Promise.resolve(!fails(new Set(applied)));
  };
  return { asked, passes };
}

const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

describe('findCulprits', () => {
  it('leaves out as little as it can, whatever fails alone or together', async () => {
    const count = 40;
    const group = fc.uniqueArray(fc.integer({ min: 0, max: count - 1 }), { minLength: 1, maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(fc.array(group, { minLength: 1, maxLength: 6 }), async (groups) => {
        const fails = (applied: ReadonlySet<number>) => groups.some((each) => each.every((one) => applied.has(one)));
        const culprits = await findCulprits(upTo(count), counted(fails).passes);
        const rest = upTo(count).filter((one) => !culprits.includes(one));
        assert.ok(!fails(new Set(rest)));
        for (const culprit of culprits) assert.ok(fails(new Set([...rest, culprit])));
      }),
    );
  });

  it('needs few checks for one culprit, and not many more than twice the units when all are', async () => {
    for (const culprit of [0, 31, 32, 63]) {
      const { asked, passes } = counted((applied) => applied.has(culprit));
      assert.deepEqual(await findCulprits(upTo(64), passes), [culprit]);
      assert.ok(asked.size <= 9, `${asked.size} checks for ${culprit}`);
    }
    const { asked, passes } = counted((applied) => applied.size > 0);
    assert.deepEqual(await findCulprits(upTo(64), passes), upTo(64));
    assert.ok(asked.size <= 3 * 64, `${asked.size} checks`);
  });
});
