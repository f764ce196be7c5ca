import { existsSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import type { Packages } from './packages.js';

/** What Babel makes old JavaScript of, for which the file would need `regeneratorRuntime` and has none. */
interface Lowered {
  readonly generators: boolean;
  readonly asyncFunctions: boolean;
}

const NOTHING: Lowered = { generators: false, asyncFunctions: false };

/** Packages that define `regeneratorRuntime` when they are loaded. */
const RUNTIMES = ['babel-polyfill', 'regenerator-runtime', 'regenerator'];

/**
 * Knows which files Babel 6 compiles to a language without generators and without a runtime for them. Later versions bring one
 * themselves. Configurations in JSON are read, `.babelrc` and the `babel` of a package.json, the nearest one of a file.
 */
export class BabelTargets {
  readonly #folders = new Map<string, Lowered>();

  constructor(private readonly packages: Packages) {}

  /** @param path of the file, relative to the root */
  of(path: string): Lowered {
    const folder = posix.dirname(path);
    const known = this.#folders.get(folder) ?? this.#read(path, folder);
    this.#folders.set(folder, known);
    return known;
  }

  #read(path: string, folder: string): Lowered {
    const config = configIn(this.packages.root, folder);
    if (config === undefined) return folder === '.' ? NOTHING : this.of(folder);
    const hasRuntime = RUNTIMES.some((name) => this.packages.dependency(path, name) !== undefined);
    return hasRuntime ? NOTHING : loweredBy(config);
  }
}

interface Config {
  readonly presets?: unknown;
  readonly plugins?: unknown;
  readonly env?: unknown;
}

function configIn(root: string, folder: string): Config | undefined {
  const named = ['.babelrc', '.babelrc.json'].map((name) => join(root, folder, name)).find(existsSync);
  if (named !== undefined) return readConfig(named);
  const manifest = join(root, folder, 'package.json');
  return existsSync(manifest) ? (readConfig(manifest) as { babel?: Config } | undefined)?.babel : undefined;
}

/** A configuration may have comments; what cannot be read says nothing. */
function readConfig(file: string): Config | undefined {
  const text = readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
  try {
    const value: unknown = JSON.parse(text.replace(/^\s*\/\/.*$/gm, '').replace(/\/\*[^]*?\*\//g, ''));
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function loweredBy(config: Config): Lowered {
  const all = [config, ...(isRecord(config.env) ? Object.values(config.env).filter(isRecord) : [])] as Config[];
  const presets = all.flatMap(({ presets: list }) => entriesOf(list, 'preset'));
  const plugins = all.flatMap(({ plugins: list }) => entriesOf(list, 'plugin')).map(({ name }) => name);
  const names = presets.flatMap((preset) => (isForNode(preset) ? [] : [preset.name]));
  const isLater = [...names, ...plugins].some((name) => name.startsWith('@babel/'));
  if (isLater || plugins.includes('transform-runtime')) return NOTHING;
  const generators =
    names.some((name) => /^(?:es2015|latest|env)$/.test(name)) || plugins.includes('transform-regenerator');
  const asyncs =
    names.some((name) => /^(?:es2017|latest|env|stage-[0-3])$/.test(name)) ||
    plugins.includes('transform-async-to-generator');
  return { generators, asyncFunctions: generators && asyncs };
}

interface Entry {
  readonly name: string;
  readonly options: unknown;
}

/** `"es2015"`, `["babel-preset-env", { … }]`; what is no name says nothing. */
function entriesOf(list: unknown, kind: string): Entry[] {
  if (!Array.isArray(list)) return [];
  return list.flatMap((entry: unknown) => {
    const [name, options] = (Array.isArray(entry) ? entry : [entry]) as unknown[];
    return typeof name === 'string' ? [{ name: name.replace(new RegExp(`^babel-${kind}-`), ''), options }] : [];
  });
}

/** `["env", { "targets": { "node": 8 } }]`: how new the target is, it says itself. */
const isForNode = ({ name, options }: Entry): boolean =>
  name === 'env' && isRecord(options) && isRecord(options['targets']) && 'node' in options['targets'];

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
