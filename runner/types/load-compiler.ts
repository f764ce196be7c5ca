import { createRequire } from 'node:module';
import { join } from 'node:path';
import type ts from 'typescript';

export type Compiler = typeof ts;

/**
 * The TypeScript compiler whose verdict counts: the one that the project itself has installed, or one beside coshift.
 *
 * @param folder absolute path from which the project would load it
 * @returns undefined when there is none, or none that checks programs for other code: before 4.7, and from 7 on
 */
export function loadCompiler(folder: string): Compiler | undefined {
  return loadFrom(join(folder, 'package.json')) ?? loadFrom(import.meta.url);
}

function loadFrom(place: string): Compiler | undefined {
  try {
    const compiler = createRequire(place)('typescript') as Partial<Compiler>;
    const [major = 0, minor = 0] = (compiler.version ?? '').split('.').map(Number);
    const isKnown = major > 4 || (major === 4 && minor >= 7);
    return isKnown && typeof compiler.createProgram === 'function' ? (compiler as Compiler) : undefined;
  } catch {
    return undefined;
  }
}
