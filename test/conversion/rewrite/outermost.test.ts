import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Replacement } from '../../../conversion/items.js';
import { outermostOf } from '../../../conversion/rewrite/outermost.js';
import { SpanIndex } from '../../../conversion/rewrite/span-index.js';

const spans = fc
  .array(fc.tuple(fc.nat(9), fc.nat(4)), { maxLength: 12 })
  .map((pairs) => pairs.map(([start, length]) => ({ start, end: start + length }) as Replacement));

describe('replacements inside of others', () => {
  it('are those that lie in a wider one, or in one for the same stretch that was planned later', () => {
    fc.assert(
      fc.property(spans, (replacements) => {
        const isInside = (inner: Replacement, place: number): boolean =>
          replacements.some((outer, other) => {
            if (other === place || outer.start > inner.start || inner.end > outer.end) return false;
            const isSame = outer.start === inner.start && outer.end === inner.end;
            return inner.start !== outer.end && (!isSame || other > place);
          });
        const expected = replacements.filter((replacement, place) => !isInside(replacement, place));
        assert.deepEqual(outermostOf(replacements), expected);
      }),
    );
  });

  it('are found by a stretch in the order in which they were planned', () => {
    fc.assert(
      fc.property(spans, fc.nat(9), fc.nat(9), (replacements, start, length) => {
        const end = start + length;
        const expected = replacements.filter((one) => start <= one.start && one.end <= end);
        assert.deepEqual(new SpanIndex(replacements).inside({ start, end }), expected);
      }),
    );
  });
});
