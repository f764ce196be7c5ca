import { dirname, join, relative, sep } from 'node:path';
import { diagnose, type Diagnostic, type FileOutcome } from '../../core/index.js';
import { refuse } from '../file-outcomes.js';
import { blamedSites } from './blamed-sites.js';
import { ProjectChecker, type TypeProblem } from './check-project.js';
import { nearestConfig, readProjects, type TypeProject } from './find-config.js';
import { loadCompiler, type Compiler } from './load-compiler.js';
import { MultiMap } from '../../core/multi-map.js';

/** Outcomes after the compiler has seen them. */
export interface SettledTypes {
  readonly outcomes: readonly FileOutcome[];
  readonly diagnostics: readonly Diagnostic[];
  /** Sites that the refused files would be sound without, by `path#key`, with what the compiler says of them. */
  readonly withheld: ReadonlyMap<string, string>;
}

/**
 * Takes back the files whose change brings a type error that was not there before. Only a run pays for it that changes
 * TypeScript, or JavaScript that a configuration has the compiler read, and only these files and those that import them
 * are checked.
 *
 * @param root absolute path of the project
 */
export function settleTypes(outcomes: readonly FileOutcome[], root: string): SettledTypes {
  const diagnostics: Diagnostic[] = [];
  const refusals = new Map<string, readonly TypeProblem[]>();
  for (const [config, files] of byConfig(outcomes, root)) {
    const compiler = loadCompiler(dirname(config));
    const typed = files.filter(isTyped);
    if (compiler) check(compiler, config, root, files).forEach((problems, path) => refusals.set(path, problems));
    else if (typed.length > 0) diagnostics.push(unchecked(typed));
  }
  const withheld = new Map<string, string>();
  const settled = outcomes.map((outcome) => {
    const problems = refusals.get(outcome.path);
    if (!problems) return outcome;
    for (const problem of problems)
      for (const site of sitesOf(outcome, problem, root))
        withheld.set(`${outcome.path}#${site}`, detailOf(problem, root));
    return refuse(outcome, diagnose('type-error-introduced', { detail: detailOf(problems[0]!, root) }, outcome.path));
  });
  return { outcomes: settled, diagnostics, withheld };
}

/** Why files are taken back, by their paths. */
type Refusals = ReadonlyMap<string, readonly TypeProblem[]>;

/** What stands in another file can't be traced to a site. */
const sitesOf = (outcome: FileOutcome, problem: TypeProblem, root: string): readonly string[] =>
  problem.file === join(root, outcome.path) ? blamedSites(outcome, problem.start) : [];

/** A changed file that its project may check. */
interface Changed {
  readonly path: string;
  /** Absolute. */
  readonly file: string;
  readonly after: string;
}

const isTypeScript = ({ path }: Pick<Changed, 'path'>): boolean => /\.[cm]?tsx?$/.test(path);

/** Whether somebody wants to know about its types: TypeScript, and JavaScript that says so itself. */
const isTyped = (file: Changed): boolean => isTypeScript(file) || /^\s*\/\/+\s*@ts-check\b/m.test(file.after);

/** Changed files by the configuration that is theirs; without one, nobody checks them. */
function byConfig(outcomes: readonly FileOutcome[], root: string): ReadonlyMap<string, Changed[]> {
  const groups = new MultiMap<string, Changed>();
  for (const { path, status, after } of outcomes) {
    if (status !== 'changed' || after === undefined || !/\.[cm]?[jt]sx?$/.test(path)) continue;
    const config = nearestConfig(root, path);
    if (config === undefined) continue;
    groups.add(config, { path, file: join(root, path), after: after.replace(/^\uFEFF/, '') });
  }
  return groups;
}

function unchecked(files: readonly Changed[]): Diagnostic {
  const reason = 'no TypeScript compiler was found';
  return diagnose('types-not-checked', { count: files.length, reason }, files[0]!.path);
}

function check(compiler: Compiler, config: string, root: string, files: readonly Changed[]): Refusals {
  const projects = readProjects(compiler, config, root);
  const refused = new Map<string, readonly TypeProblem[]>();
  for (const project of projects) {
    const own = files.filter((file) => ownerOf(projects, file) === project);
    if (own.length > 0)
      refuseUntilSound(new ProjectChecker(compiler, project), own, (path, problems) => refused.set(path, problems));
  }
  return refused;
}

/**
 * TypeScript that no configuration names is checked with the options of the nearest one. JavaScript counts where one names
 * it: who imports it may get types from it, whether or not it is checked itself.
 */
function ownerOf(projects: readonly TypeProject[], changed: Changed): TypeProject | undefined {
  const named = projects.find(({ files }) => files.includes(changed.file));
  return named ?? (isTypeScript(changed) ? projects[0] : undefined);
}

/** Without the files that were taken back others may not be sound any more: a round for each that goes. */
function refuseUntilSound(
  checker: ProjectChecker,
  files: readonly Changed[],
  onRefused: (path: string, problems: readonly TypeProblem[]) => void,
): void {
  const looked = checker.withImporters(files.map(({ file }) => file));
  const known = new Map<string, readonly TypeProblem[]>();
  for (let left = files; left.length > 0;) {
    const problems = checker.check(looked, new Map(left.map(({ file, after }) => [file, after])));
    if (problems.length === 0) return;
    if (known.size === 0) for (const [file, list] of grouped(checker.check(looked, new Map()))) known.set(file, list);
    const found = added(problems, known);
    if (found.length === 0) return;
    const guilty = guiltyOf(checker, found, left);
    guilty.forEach((list, path) => onRefused(path, list));
    left = left.filter(({ path }) => !guilty.has(path));
  }
}

/** The problems of kinds that a file has more of than before: those that were not there, or on lines that were not, or else the first. */
function added(problems: readonly TypeProblem[], before: ReadonlyMap<string, readonly TypeProblem[]>): TypeProblem[] {
  return [...grouped(problems)].flatMap(([file, now]) => {
    const then = before.get(file) ?? [];
    const count = (list: readonly TypeProblem[], code: number): number =>
      list.filter((problem) => problem.code === code).length;
    const fresh = now.filter(({ code }) => count(now, code) > count(then, code));
    const unseen = fresh.filter(({ message }) => !then.some((problem) => problem.message === message));
    const moved = fresh.filter(({ text }) => !then.some((problem) => problem.text === text));
    return [unseen, moved].find((list) => list.length > 0) ?? fresh.slice(0, 1);
  });
}

function grouped(problems: readonly TypeProblem[]): ReadonlyMap<string, readonly TypeProblem[]> {
  const groups = new MultiMap<string, TypeProblem>();
  for (const problem of problems) groups.add(problem.file, problem);
  return groups;
}

/** The changed files that the problems come from: the file itself, or those that it imports. */
function guiltyOf(checker: ProjectChecker, problems: readonly TypeProblem[], changed: readonly Changed[]): Refusals {
  const guilty = new MultiMap<string, TypeProblem>();
  for (const problem of problems) {
    const self = changed.filter(({ file }) => file === problem.file);
    const suspects =
      self.length > 0 ? self : changed.filter(({ file }) => checker.withImporters([file]).includes(problem.file));
    for (const { path } of suspects.length > 0 ? suspects : changed) guilty.add(path, problem);
  }
  return guilty;
}

function detailOf({ file, line, code, message }: TypeProblem, root: string): string {
  return `${relative(root, file).split(sep).join('/')}:${line} TS${code}: ${message}`;
}
