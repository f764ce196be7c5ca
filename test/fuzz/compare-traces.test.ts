import assert from 'node:assert/strict';
import { compareTraces, type Allowance } from './run/compare-traces.js';

const strict: Allowance = {
  completesAtOnce: false,
  ticksMeet: false,
  aside: undefined,
  withoutCallback: false,
  laterErrors: false,
};
const start = ["@0 f#0: read starts 'a'", '@0 f#0: returned undefined'];
const done = '@5 f#0: done null 1';
const boom = 'Error: boom b1 in f#0';
const thrown = 'Error: thrown by the callback in f#0';

function accepts(before: readonly string[], after: readonly string[], allowance = strict): void {
  assert.equal(compareTraces(before, after, allowance).problem, undefined);
}

function refuses(before: readonly string[], after: readonly string[], expected: RegExp, allowance = strict): void {
  assert.match(compareTraces(before, after, allowance).problem ?? 'nothing', expected);
}

describe('comparison of runs of random programs', () => {
  it('accepts equal runs', () => {
    accepts([...start, done], [...start, done]);
    // The callback was told of its own error, and threw that at the caller again.
    const again = ['@0 f#0: done null 1', `@0 f#0: done [${thrown}]`, `@0 f#0: threw [${thrown}]`, "@0 f#0: log 'a'"];
    accepts(again, again);
  });

  it('refuses a completion that is lost, doubled, later, or has other arguments', () => {
    refuses([...start, done], start, /was "@5 done null 1", is missing/);
    refuses([...start, done], [...start, done, done], /was missing, is "@5 done null 1"/);
    refuses([...start, done], [...start, '@6 f#0: done null 1'], /is "@6 done null 1"/);
    refuses([...start, '@5 f#0: done'], [...start, '@5 f#0: done null'], /was "@5 done", is "@5 done null"/);
  });

  it('refuses another order of effects within a call, and accepts it between calls at one time', () => {
    const [a, b, other] = ["@5 f#0: log 'a'", "@5 f#0: log 'b'", "@5 g#0: log 'c'"];
    refuses([...start, a, b], [...start, b, a], /event 2 was "@5 log 'a'", is "@5 log 'b'"/);
    accepts([...start, a, other], [...start, other, a]);
    refuses([...start, a, other], [...start, a, "@6 g#0: log 'c'"], /g#0: event 1/);
  });

  it('refuses errors that are swallowed or made up', () => {
    const error = '@5 uncaught exception [TypeError: x is not a function]';
    refuses([...start, error], start, /none: event 1/);
    refuses(start, [...start, '@5 unhandled rejection [Error: x]'], /none: event 1/);
  });

  it('lets a call return before it has completed (E3), never after', () => {
    const early = ["@0 f#0: log 'a'", '@0 f#0: done null 1', '@0 f#0: returned undefined'];
    const late = ["@0 f#0: log 'a'", '@0 f#0: returned undefined', '@0 f#0: done null 1'];
    accepts(early, late);
    refuses(late, early, /does more before it returns/);
    refuses(early, ['@0 f#0: returned undefined', ...early.slice(0, 2)].slice(0, 2), /is missing/);
  });

  it('refuses effects that move behind the return of a call that did not complete', () => {
    const before = ["@0 f#0: log 'a'", '@0 f#0: returned undefined', done];
    const after = ['@0 f#0: returned undefined', "@0 f#0: log 'a'", done];
    refuses(before, after, /does less before it returns/);
    accepts(before, after, { ...strict, completesAtOnce: true });
  });

  it('says when E3 is taken at its widest, and still compares all events', () => {
    const wide = { ...strict, completesAtOnce: true };
    const [a, b] = ["@0 f#0: log 'a'", "@0 f#0: log 'b'"];
    assert.equal(compareTraces([a, b, ...start], [b, a, ...start], wide).reordered, true);
    assert.equal(compareTraces([a, b, ...start], [a, b, ...start], wide).reordered, false);
    refuses([a, b, ...start], [b, b, ...start], /event 1/, wide);
  });

  it('accepts another order where calls that run at the same time call back in one turn (E1), and no less at once', () => {
    const meets = { ...strict, ticksMeet: true };
    const [a, b] = ["@5 f#0: log 'a'", "@5 f#0: log 'b'"];
    assert.equal(compareTraces([...start, a, b], [...start, b, a], meets).reordered, true);
    refuses([...start, a, b], [...start, a], /is missing/, meets);
    const [log, returned] = ["@0 f#0: log 'a'", '@0 f#0: returned undefined'];
    refuses([log, returned, done], [returned, log, done], /does less before it returns/, meets);
  });

  it('lets what nobody waits for change places with a completion in one turn (E1), and nothing else', () => {
    const meets = { ...strict, aside: new Set([2]) };
    const [end, other] = ["@5 f#0: log 'end' [Error: a]", "@5 f#0: log 'end' [Error: b]"];
    const [log, beside] = ["@5 f#0: log 'e1'", "@5 f#0: log 'e2'"];
    assert.equal(compareTraces([...start, done, end], [...start, end, done], meets).reordered, true);
    accepts([...start, end, other, done], [...start, done, end, other], meets);
    accepts([...start, log, done, beside, end], [...start, beside, end, log, done], meets);
    refuses([...start, done, end], [...start, end, done], /event 2/);
    // Later or earlier, swallowed, doubled, with another error.
    refuses([...start, done, end], [...start, end, done.replace('@5', '@6')], /event 2/, meets);
    refuses([...start, done, end], [...start, end.replace('@5', '@4'), done], /event 2/, meets);
    refuses([...start, done, end], [...start, end], /event 2/, meets);
    refuses([...start, done, end], [...start, done], /is missing/, meets);
    refuses([...start, done, end], [...start, end, end, done], /event 2/, meets);
    refuses([...start, done, end], [...start, end, done, done], /event 2/, meets);
    refuses([...start, done, end], [...start, other, done], /event 2/, meets);
    refuses([...start, end, done], [...start, done.replace('1', '2'), end], /event 2/, meets);
    // Effects that nobody waits for keep their order, and so do all others.
    refuses([...start, done, end, other], [...start, other, end, done], /event 2/, meets);
    refuses([...start, done, beside, end], [...start, end, done, beside], /event 2/, meets);
    refuses([...start, log, done, end], [...start, end, done, log], /event 2/, meets);
    refuses([...start, log, done], [...start, done, log], /event 2/, meets);
  });

  it('lets the operations that such a callback starts change places with a completion as well, and no others', () => {
    const meets = { ...strict, aside: new Set([2]) };
    const [own, beside] = ["@5 f#0: read starts 'k1' 1", "@5 f#0: stat starts 'k2-1'"];
    const longer = beside.replace('k2', 'k21');
    assert.equal(compareTraces([...start, beside, done], [...start, done, beside], meets).reordered, true);
    accepts([...start, own, done, beside], [...start, beside, own, done], meets);
    refuses([...start, beside, done], [...start, done, beside], /event 2/);
    refuses([...start, own, done], [...start, done, own], /event 2/, meets);
    refuses([...start, longer, done], [...start, done, longer], /event 2/, meets);
    refuses([...start, beside, done], [...start, done, beside.replace('@5', '@6')], /event 2/, meets);
    refuses([...start, beside, done], [...start, done, beside, beside], /event 2/, meets);
    refuses([...start, beside, done], [...start, done], /event 2/, meets);
    const said = "@5 f#0: log 'end, failure' [Error: a]";
    accepts([...start, said, done], [...start, done, said], meets);
    refuses([...start, said.replace('end, ', ''), done], [...start, done, said.replace('end, ', '')], /event 2/, meets);
    // They keep their order among one another, and to the effects of their callback.
    const end = "@5 f#0: log 'end' null";
    refuses([...start, beside, end, done], [...start, done, end, beside], /event 2/, meets);
  });

  it('refuses another returned value, but for a promise where no callback was given', () => {
    const promise = [start[0]!, "@0 f#0: returned 'a promise'"];
    refuses(start, promise, /the call returned undefined before/);
    accepts(start, promise, { ...strict, withoutCallback: true });
  });

  it('accepts an exception of a handler as the error of the function (E2), once', () => {
    const uncaught = `@5 uncaught exception [${boom}]`;
    const delivered = `@5 f#0: done [${boom}]`;
    accepts([...start, uncaught], [...start, delivered]);
    refuses([...start, uncaught], start, /is missing/);
    refuses([...start, done, uncaught], [...start, done, delivered], /is "@5 done \[Error: boom/);
    refuses([...start, delivered], [...start, uncaught.replace('@5', '@6')], /event 2/);
  });

  it('accepts an exception that left the call at once as an uncaught one (E3, E5), not the other way round', () => {
    const [at, first] = ['@0 f#0:', "@0 f#0: log 'a'"];
    accepts([first, `${at} threw [${boom}]`], [first, `${at} returned undefined`, `${at} done [${boom}]`]);
    refuses([first, `${at} returned undefined`, `${at} done [${boom}]`], [first, `${at} threw [${boom}]`], /the call/);
  });

  it('accepts what left the call at once as its completion before it returns (E5), and no other one', () => {
    const [at, first] = ['@0 f#0:', "@0 f#0: log 'a'"];
    const returned = `${at} returned undefined`;
    accepts([first, `${at} threw [${boom}]`], [first, `${at} done [${boom}]`, returned]);
    refuses([first, `${at} threw [${boom}]`], [first, `${at} done null`, returned], /more before it returns/);
    refuses(
      [first, `${at} threw [${boom}]`],
      [first, `${at} done [${boom}]`, `${at} done null`, returned],
      /more before/,
    );
    refuses([first, `${at} threw [${boom}]`], [first, returned], /is missing/);
  });

  it('accepts that a callback is no longer told what it threw itself (E6)', () => {
    const told = [done, `@5 f#0: done [${thrown}]`, `@5 uncaught exception [${thrown}]`];
    accepts([...start, ...told], [...start, told[0]!, told[2]!]);
    refuses([...start, told[0]!, told[2]!], [...start, ...told], /event 3/);
  });

  it('accepts that later errors of calls at the same time are gone (E7), where it is allowed', () => {
    const [one, two] = ['@5 f#0: done [Error: a]', '@6 f#0: done [Error: b]'];
    accepts([...start, one, two], [...start, one], { ...strict, laterErrors: true });
    refuses([...start, one, two], [...start, two], /event 2/, { ...strict, laterErrors: true });
    refuses([...start, one, two], [...start, one], /is missing/);
    const strings = ["@5 f#0: done 'k1'", "@6 f#0: done 'k2'"];
    accepts([...start, ...strings], [...start, strings[0]!], { ...strict, laterErrors: true });
    refuses([...start, ...strings], [...start, strings[1]!], /event 2/, { ...strict, laterErrors: true });
    refuses([...start, "@5 f#0: done ''", ...strings], [...start, ...strings], /event 2/, {
      ...strict,
      laterErrors: true,
    });
    const values = ["@5 f#0: done null 'k1'", "@6 f#0: done null 'k2'"];
    refuses([...start, ...values], [...start, values[0]!], /is missing/, { ...strict, laterErrors: true });
    // A callback that throws each time it is told: not told, it does not.
    const [first, second] = ['@5', '@6'].map((at) => `${at} uncaught exception [${thrown}]`);
    const all = [...start, one, first!, two, second!];
    accepts(all, all.slice(0, -2), { ...strict, laterErrors: true });
    refuses(all, all.slice(0, -3), /is missing/, { ...strict, laterErrors: true });
  });
});
