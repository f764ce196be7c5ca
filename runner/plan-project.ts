import { collectFacts, emptyFacts, type FileFacts } from '../analysis/collect-facts.js';
import { importShapes } from '../analysis/libraries/import-shapes.js';
import { librariesOf, type KnownPackages } from '../analysis/libraries/libraries.js';
import { memberFacts } from '../analysis/methods/member-facts.js';
import { futureFacts } from '../analysis/modules/future-facts.js';
import { ModuleGraph } from '../analysis/modules/module-graph.js';
import { ObjectGraph } from '../analysis/modules/object-graph.js';
import { Replacements } from '../analysis/modules/replacements.js';
import { unreadModule } from '../analysis/modules/unread-module.js';
import { projectTiming } from '../analysis/timing/project-timing.js';
import {
  openProject,
  type LibraryProfile,
  type ParsedFile,
  type ProjectFacts,
  type SourceFile,
} from '../core/index.js';
import { AskedFacts } from './cache/asked-facts.js';
import { digest } from './cache/digest.js';
import { StepCache } from './cache/step-cache.js';
import { packageFacts } from './package-facts.js';
import { Packages } from './packages.js';
import { pathAliases } from './path-aliases.js';
import { BabelTargets } from './babel-targets.js';
import { DeclaredPromises } from './types/declared-promises.js';
import { GeneratorTargets } from './types/generator-targets.js';
import { TypedMembers } from './types/members/typed-members.js';
import { unlistedScripts } from './unlisted-scripts.js';

/** The files that facts are read from: more than those that are edited. */
export interface ProjectInput {
  /** Absolute path. */
  readonly root: string;
  /** Every source file of the packages concerned, tests, examples and bins included. */
  readonly files: readonly SourceFile[];
  /** Parses on demand; undefined when the file does not parse. */
  readonly parse: (file: SourceFile) => ParsedFile | undefined;
  /** Receives an exception of analysis; what the file stubs is unknown then. */
  readonly onInternalError?: (error: unknown, path: string) => void;
  /** Profiles of packages that the user gives. */
  readonly profiles?: readonly LibraryProfile[];
  /** Where facts of files are kept from run to run. */
  readonly steps?: StepCache;
}

/** What is known of a project before anything is decided. */
export interface KnownProject {
  /** Nothing of what becomes of imported functions: that is for the planner to add. */
  readonly facts: ProjectFacts;
  readonly graph: ModuleGraph;
  readonly replacements: Replacements;
  readonly objects: ObjectGraph;
  readonly members: Pick<TypedMembers, 'groupsOf'>;
}

/** Folders that hold copies and products of other files: what they call says nothing. */
const GENERATED = /(?:^|\/)(?:dist|build|out|vendor|browser-version|bower_components|coverage|docs|public)\//;

/** Facts depend on the text alone, so a second run of the same process reads only the files that changed. */
const alreadyRead = new WeakMap<SourceFile, FileFacts>();

/**
 * Collects what is known beyond a single file.
 *
 * @param project the files of the project, and how to parse them
 */
export function planProject(project: ProjectInput): KnownProject {
  const written = project.files.filter(({ path }) => !GENERATED.test(path));
  const packages = new Packages(project.root);
  const { profiles = [] } = project;
  const known = { profiles, dependency: (path: string, name: string) => packages.dependency(path, name) };
  const read = factReader(project, known);
  const facts = written.map((source) => factsOf(source, read, project));
  const graph = graphOf(project, facts, packages);
  const replacements = new Replacements(graph);
  const importedShape = importShapes(facts, graph);
  const joint = { ...joined(facts, packages), ...futureFacts(graph, replacements), profiles, importedShape };
  const members = new TypedMembers(project.root, written, graph);
  return { facts: joint, graph, replacements, objects: new ObjectGraph(graph, replacements), members };
}

function graphOf({ root, files }: ProjectInput, facts: readonly FileFacts[], packages: Packages): ModuleGraph {
  const paths = files.map(({ path }) => path);
  const owners = packageFacts(packages, paths);
  const modules = new Map(facts.map((one) => [one.path, one.modules]));
  const unread = [
    ...files.filter(({ path }) => !modules.has(path)),
    ...unlistedScripts(root, owners, (path) => modules.has(path)),
  ];
  for (const { path, text } of unread) modules.set(path, unreadModule(path, text));
  return new ModuleGraph({ modules, packages: owners, aliases: pathAliases(root, paths) });
}

function joined(facts: readonly FileFacts[], packages: Packages): ProjectFacts {
  const promises = new DeclaredPromises(packages);
  const targets = new GeneratorTargets(packages);
  const babel = new BabelTargets(packages);
  return {
    ...openProject,
    patched: new Set(facts.flatMap(({ patched }) => patched)),
    repeating: new Set(facts.flatMap(({ repeating }) => repeating)),
    readingArity: new Set(facts.flatMap(({ readingArity }) => readingArity)),
    ...memberFacts(facts),
    timing: projectTiming(facts),
    dependency: (path, name) => packages.dependency(path, name),
    declaredPromise: (path, name, count) => promises.ask(path, name, count),
    refusesGenerators: (path) => targets.refuses(path) || babel.of(path).generators,
    refusesAsync: (path) => babel.of(path).asyncFunctions,
  };
}

type FactReader = (source: SourceFile) => FileFacts | undefined;

/** Reads the facts of a file, or what an earlier run read; undefined when it does not parse. */
function factReader({ parse, steps = new StepCache() }: ProjectInput, known: KnownPackages): FactReader {
  const rests = [digest(JSON.stringify(known.profiles))];
  const facts = { ...openProject, ...known };
  return (source) => {
    const step = { name: 'facts', source, rests };
    const asked = (): AskedFacts => new AskedFacts(facts);
    const read = steps.asking(step, facts, asked, (asking) => {
      const file = parse(source);
      return file && collectFacts(file, librariesOf(asking, source.path));
    });
    return read.result;
  };
}

function factsOf(source: SourceFile, read: FactReader, { onInternalError }: ProjectInput): FileFacts {
  let facts = alreadyRead.get(source);
  if (!facts) alreadyRead.set(source, (facts = readFacts(source, read, onInternalError)));
  return facts;
}

function readFacts(source: SourceFile, read: FactReader, onInternalError: ProjectInput['onInternalError']): FileFacts {
  try {
    return read(source) ?? unread(source);
  } catch (error) {
    onInternalError?.(error, source.path);
    return { ...unread(source), patched: ['*'] };
  }
}

const unread = ({ path, text }: SourceFile): FileFacts => ({ ...emptyFacts(path), modules: unreadModule(path, text) });
