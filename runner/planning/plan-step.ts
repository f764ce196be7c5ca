import type { ParsedFile, ProjectFacts, RunOptions, SourceFile, Transform } from '../../core/index.js';
import { AskedFacts, type Askable } from '../cache/asked-facts.js';
import { digest } from '../cache/digest.js';
import { optionsKey } from '../cache/options-key.js';
import { packPlan, type PackedPlan } from '../cache/packed-plan.js';
import type { StepCache } from '../cache/step-cache.js';
import { planFile } from '../plan-file.js';

/** The plans of a file for each transform. */
export interface PlannedFile {
  readonly planned: readonly (PackedPlan & { readonly transform: Transform })[];
  /** A name for them as they were made; none when nothing is cached. */
  readonly id: string | undefined;
}

interface PlanStepInput {
  readonly parse: (source: SourceFile) => ParsedFile | undefined;
  readonly facts: ProjectFacts;
  readonly options: RunOptions;
  readonly transforms: readonly Transform[];
  readonly steps: StepCache;
}

/** Plans single files with what is known of the others, or finds the plans that were made with the same knowledge. */
export class PlanStep {
  readonly #asked = new Map<string, AskedFacts>();
  readonly #transforms: ReadonlyMap<string, Transform>;
  readonly #rests: readonly string[];
  readonly #known: Askable;

  constructor(private readonly input: PlanStepInput) {
    const { options, transforms, facts } = input;
    this.#known = { ...facts, withhold: options.withhold };
    this.#transforms = new Map(transforms.map((transform) => [transform.name, transform]));
    this.#rests = [optionsKey(options), digest(JSON.stringify([facts.profiles, [...this.#transforms.keys()]]))];
  }

  plan(source: SourceFile): PlannedFile {
    const { parse, facts, options, transforms, steps } = this.input;
    if (!steps.isOn) {
      const file = parse(source);
      return { planned: file ? planFile(file, { project: facts, options, transforms }) : [], id: undefined };
    }
    const step = { name: 'plan', source, rests: this.#rests };
    const { result, id } = steps.asking(step, this.#known, this.#askedOf(source), (known): NamedPlan[] | undefined => {
      const file = parse(source);
      const asking = { ...options, withhold: known.withhold };
      const planned = file && planFile(file, { project: known, options: asking, transforms });
      return planned?.map(({ transform, plan }) => ({ name: transform.name, ...packPlan(plan) }));
    });
    const planned = (result ?? []).map(({ name, ...plan }) => ({ transform: this.#transforms.get(name)!, ...plan }));
    return { planned, id };
  }

  /** One for a file, as its names and libraries are looked up once. */
  #askedOf({ path }: SourceFile): () => AskedFacts {
    return () => {
      let asked = this.#asked.get(path);
      if (!asked) this.#asked.set(path, (asked = new AskedFacts(this.#known)));
      return asked;
    };
  }
}

type NamedPlan = PackedPlan & { readonly name: string };
