import * as fc from 'fast-check';
import { generateProgram } from './generate/generate-program.js';
import type { Program } from './model/program.js';
import { shrinkProgram } from './shrink-program.js';

/** Legacy programs for fast-check. They shrink as data, so that a smaller program is a program as well. */
class ProgramArbitrary extends fc.Arbitrary<Program> {
  generate(random: fc.Random): fc.Value<Program> {
    return new fc.Value(generateProgram(random), undefined);
  }

  canShrinkWithoutContext(value: unknown): value is Program {
    return typeof value === 'object' && value !== null && 'functions' in value;
  }

  shrink(program: Program): fc.Stream<fc.Value<Program>> {
    return fc.stream(shrinkProgram(program)).map((smaller) => new fc.Value(smaller, undefined));
  }
}

export const programArbitrary = (): fc.Arbitrary<Program> => new ProgramArbitrary();
