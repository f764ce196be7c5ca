import { dirname, join } from 'node:path';
import type { Packages } from '../packages.js';
import { nearestConfig, readProjects } from './find-config.js';
import { loadCompiler, type Compiler } from './load-compiler.js';

/**
 * Knows which files are compiled to a language without generators, and without `downlevelIteration`: TypeScript refuses
 * generators there. The compiler is loaded when somebody asks about a file of TypeScript that has a configuration.
 */
export class GeneratorTargets {
  readonly #answers = new Map<string, boolean>();

  constructor(private readonly packages: Packages) {}

  /** @param path of the file, relative to the root */
  refuses(path: string): boolean {
    if (!/\.[cm]?tsx?$/.test(path)) return false;
    const { root } = this.packages;
    const config = nearestConfig(root, path);
    if (config === undefined) return false;
    const compiler = loadCompiler(dirname(config));
    if (!compiler) return false;
    const key = JSON.stringify([config, path]);
    if (!this.#answers.has(key)) this.#answers.set(key, refusesGenerators(compiler, config, root, join(root, path)));
    return this.#answers.get(key)!;
  }
}

function refusesGenerators(compiler: Compiler, config: string, root: string, file: string): boolean {
  const projects = readProjects(compiler, config, root);
  const options = (projects.find(({ files }) => files.includes(file)) ?? projects[0])?.options;
  if (!options || (options as Readonly<Record<string, unknown>>)['downlevelIteration'] === true) return false;
  // Before version 6, nothing said is ES5.
  if (options.target === undefined) return Number.parseInt(compiler.version) < 6;
  return options.target < compiler.ScriptTarget.ES2015;
}
