import { builtinProfiles } from '../../analysis/profiles/libraries.generated.js';
import type {
  CodeEffects,
  ImportedName,
  ObjectPath,
  PlannedSite,
  ProjectFacts,
  ProjectTiming,
  RunOptions,
} from '../../core/index.js';

/** What planning asks: facts of the project, and which sites this run has taken back. */
export type Askable = ProjectFacts & Pick<RunOptions, 'withhold'>;

/** How each fact is looked up: what is asked about other files, by name. */
const lookUps = {
  patched: (facts, name: string) => facts.patched.has(name),
  repeating: (facts, name: string) => facts.repeating.has(name),
  readingArity: (facts, name: string) => facts.readingArity?.has(name),
  valueCallbacks: (facts, name: string) => facts.valueCallbacks?.has(name),
  filesMentioning: (facts, member: string) => facts.filesMentioning?.(member),
  mayCompleteAtOnce: (facts, name: string) => facts.timing?.mayCompleteAtOnce(name),
  observer: (facts, name: string) => facts.timing?.observer(name),
  stub: (facts, name: string, callers: readonly string[]) => facts.timing?.stub(name, callers),
  fake: (facts, name: string, at: number) => facts.timing?.fake(name, at),
  reliedOn: (facts, name: string) => facts.timing?.reliedOn(name),
  subscriber: (facts, name: string) => facts.timing?.subscriber(name),
  valueAsked: (facts, name: string) => facts.timing?.valueAsked(name),
  ignorer: (facts, name: string) => facts.timing?.ignorer(name),
  completesAmongTicks: (facts, name: string) => facts.timing?.completesAmongTicks(name),
  isQueued: (facts, name: string) => facts.timing?.isQueued(name),
  isKept: (facts, name: string) => facts.timing?.isKept(name),
  isThrowCaught: (facts, name: string) => facts.timing?.isThrowCaught(name),
  isAssertedToThrow: (facts, name: string) => facts.timing?.isAssertedToThrow(name),
  behindCallback: (facts, name: string) => facts.timing?.behindCallback(name),
  touchedBy: (facts, code: CodeEffects) => facts.timing?.touchedBy(code),
  throwListener: (facts, name: string) => facts.timing?.throwListener(name),
  domain: (facts) => facts.timing?.domain(),
  imported: (facts, path: string, name: ImportedName) => facts.imported(path, name),
  method: (facts, path: string, object: ObjectPath, name: string) => facts.method(path, object, name),
  member: (facts, path: string, at: number) => facts.member(path, at),
  exportNames: (facts, path: string, specifier: string) => facts.exportNames(path, specifier),
  exported: (facts, ...args: Parameters<ProjectFacts['exported']>) => facts.exported(...args),
  givesFuture: (facts, path: string, name: ImportedName) => facts.givesFuture(path, name),
  futureCallers: (facts, ...args: Parameters<ProjectFacts['futureCallers']>) => facts.futureCallers(...args),
  stackContexts: (facts) => facts.stackContexts,
  dependency: (facts, ...args: Parameters<ProjectFacts['dependency']>) => facts.dependency(...args),
  // Every file asks for all packages that have a profile: as one question, since they would be most of all questions.
  profiled: (facts, path: string) => profiledNames(facts).map((name) => facts.dependency(path, name)),
  declaredPromise: (facts, path: string, name: ImportedName, count: number) => facts.declaredPromise(path, name, count),
  refusesGenerators: (facts, path: string) => facts.refusesGenerators(path),
  refusesAsync: (facts, path: string) => facts.refusesAsync(path),
  importedShape: (facts, path: string, name: ImportedName) => facts.importedShape(path, name),
  withhold: (facts, site: PlannedSite) => facts.withhold?.(site),
} satisfies Record<string, (facts: Askable, ...args: never[]) => unknown>;

type FactName = keyof typeof lookUps;
type Args<Name extends FactName> = (typeof lookUps)[Name] extends (facts: Askable, ...args: infer Rest) => unknown
  ? Rest
  : never;
type Answer<Name extends FactName> = ReturnType<(typeof lookUps)[Name]>;

/** A question about other files, and a fingerprint of its answer. */
export type Asked = readonly [name: FactName, args: readonly unknown[], answer: string];

/** What was asked while something was computed: with the same answers, the result is the same. */
export type Trace = readonly Asked[];

/** Whether everything that was asked then is answered alike now. */
export function holds(trace: Trace, facts: Askable): boolean {
  return trace.every(([name, args, answer]) => {
    const lookUp = lookUps[name] as (facts: Askable, ...args: readonly unknown[]) => unknown;
    return fingerprint(lookUp(facts, ...args)) === answer;
  });
}

const builtinNames = builtinProfiles.map(({ name }) => name);

const profiledNames = ({ profiles }: ProjectFacts): readonly string[] =>
  profiles.length === 0 ? builtinNames : [...builtinNames, ...profiles.map(({ name }) => name)];

/** Answers are small plain data. */
const fingerprint = (answer: unknown): string => (answer === undefined ? '' : JSON.stringify(answer));

/** Whoever asks may know more of the import than the question is about. */
const bare = ({ specifier, form, member }: ImportedName): ImportedName => ({ specifier, form, member });

function bareObject({ root, fields }: ObjectPath): ObjectPath {
  if (root.kind === 'exported') return { root: { kind: root.kind, name: bare(root.name) }, fields };
  if (root.kind !== 'made' || typeof root.of === 'number') return { root, fields };
  return { root: { ...root, of: bare(root.of) }, fields };
}

/**
 * Facts of which the versions of packages and what they make of imports are looked up once for a file and kept with its
 * names, however often it is planned: whoever asks later rests on them without asking.
 */
const KEPT: ReadonlySet<FactName> = new Set(['dependency', 'profiled', 'importedShape']);

/** Facts of a project that remember what they were asked, for one file. */
export class AskedFacts {
  readonly facts: Required<Askable>;
  readonly #asked = new Map<string, Asked>();
  #isProfiled = false;

  constructor(private readonly of: Askable) {
    this.facts = this.#recording();
  }

  /** Forgets what was asked, except for what the file at hand keeps. */
  begin(): void {
    for (const [key, [name]] of this.#asked) if (!KEPT.has(name)) this.#asked.delete(key);
  }

  trace(): Trace {
    return [...this.#asked.values()];
  }

  #ask<Name extends FactName>(name: Name, ...args: Args<Name>): Answer<Name> {
    const lookUp = lookUps[name] as unknown as (facts: Askable, ...args: Args<Name>) => Answer<Name>;
    const answer = lookUp(this.of, ...args);
    const key = JSON.stringify([name, args]);
    if (!this.#asked.has(key)) this.#asked.set(key, [name, args, fingerprint(answer)]);
    return answer;
  }

  /** Every fact is named, so that none is passed on without being asked for. */
  #recording(): Required<Askable> {
    const names = (fact: 'patched' | 'readingArity' | 'repeating' | 'valueCallbacks') => ({
      has: (name: string) => this.#ask(fact, name) ?? false,
    });
    const { of } = this;
    const stackContexts = () => this.#ask('stackContexts');
    return {
      patched: names('patched'),
      repeating: names('repeating'),
      readingArity: of.readingArity && names('readingArity'),
      valueCallbacks: of.valueCallbacks && names('valueCallbacks'),
      filesMentioning: of.filesMentioning && ((member) => this.#ask('filesMentioning', member) ?? 0),
      timing: of.timing && this.#timing(),
      imported: (path, name) => this.#ask('imported', path, bare(name)),
      method: (path, object, name) => this.#ask('method', path, bareObject(object), name),
      member: (path, at) => this.#ask('member', path, at),
      exportNames: (path, specifier) => this.#ask('exportNames', path, specifier),
      exported: (...args) => this.#ask('exported', ...args),
      givesFuture: (path, name) => this.#ask('givesFuture', path, bare(name)),
      futureCallers: (...args) => this.#ask('futureCallers', ...args),
      get stackContexts() {
        return stackContexts();
      },
      dependency: (path, name) => this.#dependency(path, name),
      profiles: of.profiles,
      declaredPromise: (path, name, count) => this.#ask('declaredPromise', path, bare(name), count),
      refusesGenerators: (path) => this.#ask('refusesGenerators', path),
      refusesAsync: (path) => this.#ask('refusesAsync', path),
      importedShape: (path, name) => this.#ask('importedShape', path, bare(name)),
      // Asked even when nothing is taken back, as that is an answer as well.
      withhold: ({ path, key, start }) => this.#ask('withhold', { path, key, start }),
    };
  }

  #dependency(path: string, name: string): string | undefined {
    if (!profiledNames(this.of).includes(name)) return this.#ask('dependency', path, name);
    if (!this.#isProfiled) this.#ask('profiled', path);
    this.#isProfiled = true;
    return this.of.dependency(path, name);
  }

  #timing(): Required<ProjectTiming> {
    return {
      mayCompleteAtOnce: (name) => this.#ask('mayCompleteAtOnce', name) ?? false,
      observer: (name) => this.#ask('observer', name),
      stub: (name, callers) => this.#ask('stub', name, callers),
      fake: (name, at) => this.#ask('fake', name, at),
      reliedOn: (name) => this.#ask('reliedOn', name),
      subscriber: (name) => this.#ask('subscriber', name),
      valueAsked: (name) => this.#ask('valueAsked', name),
      ignorer: (name) => this.#ask('ignorer', name),
      completesAmongTicks: (name) => this.#ask('completesAmongTicks', name) ?? false,
      isQueued: (name) => this.#ask('isQueued', name) ?? false,
      isKept: (name) => this.#ask('isKept', name) ?? false,
      isThrowCaught: (name) => this.#ask('isThrowCaught', name) ?? false,
      isAssertedToThrow: (name) => this.#ask('isAssertedToThrow', name) ?? false,
      behindCallback: (name) => this.#ask('behindCallback', name),
      touchedBy: (code) => this.#ask('touchedBy', code) ?? { reads: [], sets: [] },
      throwListener: (name) => this.#ask('throwListener', name),
      domain: () => this.#ask('domain'),
    };
  }
}
