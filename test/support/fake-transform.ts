import type { Node } from '@babel/types';
import { diagnose, type Decision, type Edit, type ParsedFile, type Transform } from '../../core/index.js';
import { walk } from '../../syntax/walk.js';

interface FakeRewrite {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly decision: string;
}

/** What the fake does with a call, by the name of the called function. */
const behaviours: Readonly<Record<string, { text: string; applicability?: Decision['applicability'] }>> = {
  oldSafe: { text: 'newSafe' },
  oldUnsafe: { text: 'newUnsafe', applicability: 'unsafe' },
  oldManual: { text: 'oldManual', applicability: 'manual' },
  oldBroken: { text: 'new Broken)' },
  oldUnbound: { text: 'neverDeclared' },
  oldTwice: { text: 'oldSafe' },
  oldFlip: { text: 'oldFlop' },
  oldFlop: { text: 'oldFlip' },
  oldShim: { text: 'newShim' },
};

/**
 * A transform for tests of the runner: renames calls of functions whose names begin with `old`. Each name shows another
 * way in which a site or a file can turn out; `oldTwice` takes two rounds, `oldFlip` and `oldFlop` never settle, `oldThrow`
 * throws an exception, `oldInterrupt` is the user's Ctrl-C, and a comment `needs PATH` makes every decision of the file
 * require the first decision of that file.
 */
export const fakeTransform: Transform = {
  name: 'fake',
  summary: 'renames old calls',
  mayApply: (text) => text.includes('old'),
  plan: (file, _project, { unsafe }) => {
    const decisions = findCalls(file).map((call, index) => decide(file, call, index));
    const applied = decisions.filter(
      ({ verdict, applicability }) => verdict !== 'leave' && (applicability === 'safe' || unsafe),
    );
    return {
      path: file.source.path,
      decisions,
      diagnostics: [],
      rewrites: applied.map((decision): FakeRewrite => {
        const { start, end } = decision.range;
        return { start, end, text: behaviours[decision.title]!.text, decision: decision.id };
      }),
      shimImports: applied.some(({ title }) => title === 'oldShim') ? ['task'] : [],
      globals: ['newSafe', 'newUnsafe', 'newShim', 'oldSafe', 'oldFlip', 'oldFlop'],
    };
  },
  rewrite: (_file, plan): readonly Edit[] => plan.rewrites as readonly FakeRewrite[],
};

interface FakeCall {
  readonly name: string;
  readonly callee: Node;
}

function findCalls(file: ParsedFile): readonly FakeCall[] {
  const calls: FakeCall[] = [];
  walk(file.ast, {
    enter(node) {
      if (node.type !== 'CallExpression' || node.callee.type !== 'Identifier') return;
      const { name } = node.callee;
      if (name === 'oldThrow') throw new TypeError('the fake gave up');
      if (name === 'oldInterrupt') process.kill(process.pid, 'SIGINT');
      if (name in behaviours) calls.push({ name, callee: node.callee });
    },
  });
  return calls;
}

function decide(file: ParsedFile, { name, callee }: FakeCall, index: number): Decision {
  const { path, text } = file.source;
  const applicability = behaviours[name]!.applicability ?? 'safe';
  const { line, column } = callee.loc!.start;
  const range = { start: callee.start!, end: callee.end!, line, column: column + 1 };
  const needed = /needs (\S+)/.exec(text)?.[1];
  return {
    id: `${path}#call/${index}`,
    siteKey: `call/${index}`,
    transform: 'fake',
    path,
    range,
    title: name,
    verdict: applicability === 'manual' ? 'leave' : 'convert',
    applicability,
    reasons: applicability === 'safe' ? [] : [diagnose('handler-uses-this', { callee: name }, path, range)],
    requires: needed === undefined ? [] : [`${needed}#call/0`],
    operations: 1,
  };
}
