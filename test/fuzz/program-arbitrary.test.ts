import assert from 'node:assert/strict';
import vm from 'node:vm';
import * as fc from 'fast-check';
import { parse } from '../../syntax/parse.js';
import { analyzeScopes } from '../../syntax/scope.js';
import type { Handler, Program } from './model/program.js';
import { programArbitrary } from './program-arbitrary.js';
import { renderProgram } from './render/render-program.js';
import { shrinkProgram } from './shrink-program.js';

const programs = (seed: number, count: number): Program[] => fc.sample(programArbitrary(), { seed, numRuns: count });

function compile(program: Program): void {
  const { text, lib = '' } = renderProgram(program);
  assert.doesNotThrow(() => new vm.Script(`(function (exports, require, module) {${lib}\n})`), lib);
  assert.doesNotThrow(() => new vm.Script(`(function (exports, require, module) {${text}\n})`), text);
}

describe('generator of random programs', () => {
  it('makes the same programs from the same seed, and others from another', () => {
    assert.deepEqual(programs(7, 5), programs(7, 5));
    assert.notDeepEqual(programs(7, 5), programs(8, 5));
  });

  it('makes programs that compile, as large and as small ones', () => {
    for (const program of programs(1, 300)) compile(program);
    for (const program of programs(2, 10)) for (const smaller of shrinkProgram(program)) compile(smaller);
  });

  it('makes programs that shrink to a single completion', () => {
    for (let program of programs(3, 5)) {
      for (let smaller = first(program); smaller; smaller = first(program)) program = smaller;
      assert.equal(program.functions.length, 1);
      assert.equal(program.functions[0]!.block.tail.kind, 'complete');
    }
  });

  it('knows every operation by a key that stands in the text once', () => {
    for (const program of programs(4, 50)) {
      const { text, lib = '', sites } = renderProgram(program);
      for (const { key } of sites) assert.equal(`${text}${lib}`.split(`'${key}'`).length, 2, `${key} in\n${text}`);
    }
  });

  it('gives no property to errors that may be strings where the code is strict, as the body of a class is', () => {
    const tags = /^.*\b\w+\.tag = .*$/gm;
    const all = programs(6, 3000).map((program) => ({ program, text: textOf(program) }));
    const classes = all.filter(({ program }) => program.functions.every(({ form }) => form === 'method'));
    const lines = classes.flatMap(({ text }) => text.match(tags) ?? []);
    assert.ok(lines.length > 5, String(lines.length));
    for (const line of lines) assert.match(line, /typeof \w+ === 'object'/);
    const sloppy = all.filter(({ program }) => program.functions.every(({ form }) => form === 'export'));
    assert.ok(sloppy.some(({ text }) => (text.match(tags) ?? []).some((line) => !line.includes('typeof'))));
  });

  it('makes loops that end: no handler hides what one counts by', () => {
    let loops = 0;
    for (const program of programs(8, 300)) {
      const { text } = renderProgram(withLabels(program));
      for (const { identifier, binding } of analyzeScopes(parse({ path: 'input.js', text }).ast).references) {
        if (!/^i \+ 1\)/.test(text.slice(identifier.start!)) || identifier.name !== 'i') continue;
        loops++;
        assert.equal(binding?.kind, 'param', text);
      }
    }
    assert.ok(loops > 10, String(loops));
  });

  it('makes every kind of path, of failure and of handler', () => {
    const text = JSON.stringify(programs(5, 400));
    const kinds =
      'operation forward if switch join shared sequence fan-out parallel retry timer try after nothing completed guarded emitter each local waiting visit ' +
      'labelled finally destructure arguments helper';
    for (const kind of kinds.split(' ')) assert.ok(text.includes(`"kind":"${kind}"`), kind);
    const shapes =
      'guard else not and tolerated ladder ignored absent logged wrapped tagged mixed unclassified default strict reassigned swapped';
    for (const shape of shapes.split(' ')) assert.ok(text.includes(`"shape":"${shape}"`), shape);
    for (const form of 'function arrow named bound declared variable'.split(' '))
      assert.ok(text.includes(`"form":"${form}"`), form);
  });
});

/** Puts labelled loops, which count by `i`, into the handlers of loops by recursion. */
function withLabels(program: Program): Program {
  const labelled = { kind: 'labelled', id: 1, leaves: 'break', condition: { kind: 'flag', id: 2 } };
  const text = JSON.stringify(program, (_, node: { kind?: string; handler?: Handler } | null | undefined) =>
    node?.kind === 'sequence' && node.handler
      ? {
          ...node,
          handler: { ...node.handler, shape: 'ladder', failure: { ...node.handler.failure, plain: [labelled] } },
        }
      : node,
  );
  return JSON.parse(text) as Program;
}

function textOf(program: Program): string {
  const { text, lib = '' } = renderProgram(program);
  return text + lib;
}

function first(program: Program): Program | undefined {
  const next = shrinkProgram(program).next();
  return next.done ? undefined : next.value;
}
