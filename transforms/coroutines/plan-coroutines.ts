import type { Function as FunctionNode, Node } from '@babel/types';
import type { FileContext } from '../../analysis/file-context.js';
import { ResultUses, type Use } from '../../analysis/futures/result-use.js';
import { moduleOf } from '../../analysis/module-binding.js';
import { contextsIn } from '../../analysis/shim-contexts.js';
import { Decline } from '../../conversion/decline.js';
import { planOrDecline, SiteBook } from '../../conversion/generators/site-book.js';
import type { DecisionWork } from '../../conversion/plan/rounds/file-work.js';
import type { FilePlan, FutureCallers, ProjectFacts, RunOptions } from '../../core/index.js';
import { findCoroutines, findUnknownBodies, nameOf, type CoroutineSite } from './find-coroutines.js';
import { FunctionUses } from './function-uses.js';
import { observedState } from './observed-state.js';
import { planBody, type BodyPlan } from './plan-body.js';
import { planSite } from './plan-site.js';
import { YieldKinds } from './yield-kinds.js';

/** Plans every coroutine of a file: first what becomes of the bodies, then who needs the future that a call gives. */
export function planCoroutines(
  context: FileContext,
  project: ProjectFacts,
  options: RunOptions,
  transform: string,
): FilePlan<DecisionWork> {
  const book = new SiteBook(context, transform, options);
  const planner = new Planner(context, project, options.shimSpecifier);
  planner.planBodies(book);
  const uses = planner.findUses();
  const assumed = contextsIn(context, options.shimSpecifier) ?? project.stackContexts;
  for (const site of planner.sites) {
    const body = planner.bodies.get(site);
    if (body) {
      const plan = planSite(context, site, body, uses.get(site)!, planner.callersOf(site), options);
      book.accept(site.node, site.name, {
        ...plan,
        assumptions: planner.assumptionsOf(site, uses.get(site)!, assumed),
      });
    } else book.leave(site.node, site.name, [planner.declined.get(site)!]);
  }
  for (const call of findUnknownBodies(context, options.shimSpecifier))
    book.leave(call, nameOf(context, call), [new Decline('not-a-generator', call, {})]);
  return book.plan();
}

/** What is found out about the coroutines of one file. */
class Planner {
  readonly sites: readonly CoroutineSite[];
  readonly bodies = new Map<CoroutineSite, BodyPlan>();
  readonly declined = new Map<CoroutineSite, Decline>();

  constructor(
    private readonly context: FileContext,
    private readonly project: ProjectFacts,
    private readonly specifier: string,
  ) {
    this.sites = findCoroutines(context, specifier);
  }

  planBodies(book: SiteBook): void {
    const { context, sites, specifier } = this;
    const kinds = new YieldKinds(context, specifier, this.project);
    for (const site of sites) {
      const plan =
        book.withheld(site.node, site.name) ??
        planOrDecline(() => planBody(context, site, { sites, kinds, specifier }));
      const place = this.callersOf(site)?.asked;
      if (plan instanceof Decline) this.decline(site, plan);
      else if (place === undefined) this.bodies.set(site, plan);
      else this.decline(site, new Decline('future-is-asked-elsewhere', site.node, { name: site.name, place }));
    }
  }

  /** Who uses each coroutine that can be converted; one whose futures are asked for their state is taken out. */
  findUses(): Map<CoroutineSite, Use[]> {
    for (;;) {
      const uses = this.currentUses();
      const asked = [...this.bodies.keys()].flatMap((site) => {
        const use = uses.get(site)!.find(({ kind }) => kind === 'asked');
        return use?.kind === 'asked' ? [{ site, use }] : [];
      });
      if (asked.length === 0) return uses;
      for (const { site, use } of asked)
        this.decline(site, new Decline('future-is-asked', use.node, { method: use.method, name: site.name }));
    }
  }

  /** Who takes its futures in other files, as far as that is known. */
  callersOf({ fn }: CoroutineSite): FutureCallers | undefined {
    return this.project.futureCallers(this.context.file.source.path, fn.start!);
  }

  /** @param contexts where contexts of the shim are made */
  assumptionsOf(site: CoroutineSite, uses: readonly Use[], contexts: string | undefined): Decline[] {
    const { fn, node, name } = site;
    const state = observedState(this.context, fn, uses, this.specifier);
    return [
      ...(contexts === undefined ? [] : [new Decline('stack-contexts-in-use', node, { place: contexts })]),
      ...(state ? [new Decline('state-is-read-at-once', state.node, { name, variable: state.name })] : []),
    ];
  }

  private currentUses(): Map<CoroutineSite, Use[]> {
    const converting = new Set<FunctionNode>([...this.bodies.keys()].map(({ fn }) => fn));
    const results = new ResultUses(
      this.context,
      this.specifier,
      (fn) => converting.has(fn),
      (callee) => this.givesErrors(callee),
    );
    const functions = new FunctionUses(this.context, results);
    return new Map(this.sites.map((site) => [site, site.wrapper ? functions.usesOf(site.node) : []]));
  }

  /** Whether it is a coroutine or async function of another file. */
  private givesErrors(callee: Node): boolean {
    const module = moduleOf(this.context, callee);
    return module !== undefined && this.project.givesFuture(this.context.file.source.path, module);
  }

  private decline(site: CoroutineSite, reason: Decline): void {
    this.bodies.delete(site);
    this.declined.set(site, reason);
  }
}
