import { refKey, type FunctionRef } from '../../analysis/modules/function-ref.js';
import type { ModuleGraph } from '../../analysis/modules/module-graph.js';
import type { ObjectGraph } from '../../analysis/modules/object-graph.js';
import type {
  Decision,
  ExportedFate,
  ParsedFile,
  PlannedFunction,
  ProjectFacts,
  RunOptions,
  SourceFile,
  Transform,
} from '../../core/index.js';
import { StepCache } from '../cache/step-cache.js';
import type { MemberGroup } from '../types/members/member-group.js';
import { factsAcrossFiles } from './facts-across-files.js';
import { importOrder } from './import-order.js';
import { PlanStep, type PlannedFile } from './plan-step.js';
import type { KnownProject } from '../plan-project.js';
import { MultiMap } from '../../core/multi-map.js';

/** What the files of a project are planned with. */
export interface PlanningInput {
  /** Files that may change. */
  readonly sources: readonly SourceFile[];
  /** Undefined when the file does not parse. */
  readonly parse: (source: SourceFile) => ParsedFile | undefined;
  readonly known: KnownProject;
  readonly options: RunOptions;
  readonly transforms: readonly Transform[];
  /** Where plans are kept from run to run. */
  readonly steps?: StepCache;
}

/** The plan of a file, or the exception of the transform that should have made it. */
export type PlanResult = PlannedFile | { readonly error: unknown };

/** The state of planning a project: what is planned so far, and what files may know of one another. */
export class ProjectPlanner {
  readonly plans = new Map<string, PlanResult>();
  /** What exported functions are to become; others are as the policy says. */
  readonly fates = new Map<string, ExportedFate>();
  readonly facts: ProjectFacts;
  /** Files whose functions nobody may rest on, since they did not settle. */
  readonly #unsettled = new Set<string>();
  readonly #sources: ReadonlyMap<string, SourceFile>;
  readonly #functions = new Map<string, ReadonlyMap<number, PlannedFunction>>();
  readonly #order = new Map<string, number>();
  readonly #importers = new MultiMap<string, string>();
  /** Groups of methods, by where they are called and declared. */
  readonly #members = new Map<string, MemberGroup>();
  readonly #step: PlanStep;

  constructor(readonly input: PlanningInput) {
    this.#sources = new Map(input.sources.map((source) => [source.path, source]));
    const { graph, objects } = input.known;
    const paths = [...this.#sources.keys()];
    const known = new Map(paths.map((path) => [path, dependenciesOf(path, graph, objects)] as const));
    const dependencies = (path: string): readonly string[] => known.get(path)!;
    for (const path of importOrder(paths, dependencies).flat()) this.#order.set(path, this.#order.size);
    for (const path of paths) for (const dependency of dependencies(path)) this.#importers.add(dependency, path);
    this.facts = factsAcrossFiles(input.known, {
      fateOf: (ref) => this.fates.get(refKey(ref)),
      groupOf: (ref) => this.#members.get(refKey(ref)),
      functionAt: (ref) => (this.#unsettled.has(ref.path) ? undefined : this.functionAt(ref)),
    });
    const { parse, options, transforms, steps = new StepCache() } = input;
    this.#step = new PlanStep({ parse, facts: this.facts, options, transforms, steps });
  }

  /** Plans a file with what is known now. @returns whether other files learn anything new from it */
  plan(path: string): boolean {
    const source = this.#sources.get(path)!;
    const before = describe(this.#functions.get(path));
    this.plans.set(path, this.#result(source));
    const functions = this.#learned(path);
    this.#functions.set(path, functions);
    return describe(functions) !== before;
  }

  /** Takes it that a file gives no promises beside those that stand in its text. */
  giveUp(path: string): void {
    this.#unsettled.add(path);
    for (const key of this.fates.keys()) if (key.startsWith(`${path}:`)) this.fates.delete(key);
  }

  /** Position of a file behind those that it imports, as far as they do not import one another. */
  positionOf(path: string): number {
    return this.#order.get(path)!;
  }

  /** The files that were planned already and rest on this one. */
  importersOf(path: string): readonly string[] {
    return this.#importers.listOf(path).filter((importer) => this.plans.has(importer));
  }

  /** Adds to decisions of a file what was found out after it was planned. */
  amend(path: string, decisions: readonly string[], change: (decision: Decision) => Decision): void {
    const result = this.plans.get(path);
    if (!result || 'error' in result) return;
    const changed = (one: Decision): Decision => (decisions.includes(one.id) ? change(one) : one);
    const planned = result.planned.map((each) => ({
      ...each,
      plan: { ...each.plan, decisions: each.plan.decisions.map(changed) },
    }));
    this.plans.set(path, { ...result, planned });
  }

  /** What this run makes of a function. */
  functionAt({ path, at }: FunctionRef): PlannedFunction | undefined {
    return this.#functions.get(path)?.get(at);
  }

  /** Takes in which methods types connect. */
  adopt(groups: readonly MemberGroup[]): void {
    for (const group of groups) {
      for (const one of [...group.calls, ...group.declarations]) this.#members.set(refKey(one), group);
      const files = new Set([...group.methods, ...group.declarations, ...group.calls].map(({ path }) => path));
      for (const { path } of group.methods)
        for (const other of files) if (other !== path && this.#sources.has(other)) this.#importers.add(path, other);
    }
  }

  /** The decision by which a declared member gives a promise. */
  declaring({ path, at }: FunctionRef): string | undefined {
    return this.#plansOf(path)
      .map(({ plan }) => plan.declared?.get(at))
      .find((decision) => decision !== undefined);
  }

  /** The text of a file that may change. */
  textOf(path: string): string | undefined {
    return this.#sources.get(path)?.text;
  }

  /** The decision that awaits a callee without a callback, by where the callee stands. */
  awaiting(path: string, at: number): string | undefined {
    return this.#plansOf(path)
      .map(({ plan }) => plan.awaited?.get(at))
      .find((decision) => decision !== undefined);
  }

  #plansOf(path: string): PlannedFile['planned'] {
    const result = this.plans.get(path);
    return !result || 'error' in result ? [] : result.planned;
  }

  isEdited(path: string): boolean {
    return this.#sources.has(path);
  }

  #result(source: SourceFile): PlanResult {
    try {
      return this.#step.plan(source);
    } catch (error) {
      return { error };
    }
  }

  #learned(path: string): ReadonlyMap<number, PlannedFunction> {
    const result = this.plans.get(path)!;
    if ('error' in result) return new Map();
    const facts = this.input.known.graph.modules.get(path);
    const methods = [...(facts?.classes ?? []), ...(facts?.tables ?? [])].flatMap((one) => Object.values(one.methods));
    const exported = new Set([...Object.values(facts?.exports ?? {}).map(startOf), ...methods.map(({ at }) => at)]);
    const all = result.planned.flatMap(({ plan }) => [...(plan.functions ?? [])]);
    return new Map(all.filter(([start]) => exported.has(start)));
  }
}

function dependenciesOf(path: string, graph: ModuleGraph, objects: ObjectGraph): readonly string[] {
  const others = objects.dependencies(path).filter((other) => other !== path);
  return [...new Set([...graph.dependencies(path), ...others])];
}

const startOf = (fact: { readonly kind: string; readonly at?: number }): number | undefined =>
  fact.kind === 'function' ? fact.at : undefined;

const describe = (functions: ReadonlyMap<number, PlannedFunction> | undefined): string =>
  JSON.stringify([...(functions ?? [])].sort(([a], [b]) => a - b));
