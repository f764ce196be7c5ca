import type { Function as FunctionNode, Node } from '@babel/types';
import type { FileContext } from '../../analysis/file-context.js';
import { moduleOf } from '../../analysis/module-binding.js';
import type { FilePlan, FutureCallers, ProjectFacts, RunOptions } from '../../core/index.js';
import { Decline } from '../../conversion/decline.js';
import { planOrDecline, SiteBook } from '../../conversion/generators/site-book.js';
import type { DecisionWork } from '../../conversion/plan/file-work.js';
import { findCoroutines, type CoroutineSite } from './find-coroutines.js';
import { FunctionUses } from './function-uses.js';
import { planBody, type BodyPlan } from './plan-body.js';
import { planSite } from './plan-site.js';
import { ResultUses, type Use } from '../../analysis/futures/result-use.js';
import { YieldKinds } from './yield-kinds.js';

/** Plans every coroutine of a file: first what becomes of the bodies, then who needs the future that a call gives. */
export function planCoroutines(
  context: FileContext,
  project: ProjectFacts,
  options: RunOptions,
  transform: string,
): FilePlan<DecisionWork> {
  const specifier = options.shimSpecifier;
  const book = new SiteBook(context, transform, options.unsafe);
  const sites = findCoroutines(context, specifier);
  const kinds = new YieldKinds(context, specifier, project);
  const bodies = new Map<CoroutineSite, BodyPlan>();
  const declined = new Map<CoroutineSite, Decline>();
  const decline = (site: CoroutineSite, reason: Decline): void => {
    bodies.delete(site);
    declined.set(site, reason);
  };
  for (const site of sites) {
    const plan = planOrDecline(() => planBody(context, site, { sites, kinds, specifier }));
    if (plan instanceof Decline) decline(site, plan);
    else bodies.set(site, plan);
  }
  for (const site of bodies.keys()) {
    const place = callersOf(context, project, site)?.asked;
    if (place !== undefined)
      decline(site, new Decline('future-is-asked-elsewhere', site.node, { name: site.name, place }));
  }
  const uses = usesOf(context, project, specifier, sites, bodies, declined);
  for (const site of sites) {
    const body = bodies.get(site);
    if (body)
      book.accept(
        site.node,
        site.name,
        planSite(context, site, body, uses.get(site)!, callersOf(context, project, site), options),
      );
    else book.leave(site.node, site.name, [declined.get(site)!]);
  }
  return book.plan();
}

/** Who takes its futures in other files, as far as that is known. */
function callersOf(context: FileContext, project: ProjectFacts, { fn }: CoroutineSite): FutureCallers | undefined {
  return project.futureCallers(context.file.source.path, fn.start!);
}

/** Who uses each coroutine that can be converted; one whose futures are asked for their state is taken out. */
function usesOf(
  context: FileContext,
  project: ProjectFacts,
  specifier: string,
  sites: readonly CoroutineSite[],
  bodies: Map<CoroutineSite, BodyPlan>,
  declined: Map<CoroutineSite, Decline>,
): Map<CoroutineSite, Use[]> {
  const givesErrors = (callee: Node): boolean => {
    const module = moduleOf(context, callee);
    return module !== undefined && project.givesFuture(context.file.source.path, module);
  };
  for (;;) {
    const converting = new Set<FunctionNode>([...bodies.keys()].map(({ fn }) => fn));
    const results = new ResultUses(context, specifier, (fn) => converting.has(fn), givesErrors);
    const functions = new FunctionUses(context, results);
    const uses = new Map(sites.map((site) => [site, functions.usesOf(site.node)] as const));
    const before = bodies.size;
    for (const site of [...bodies.keys()]) {
      const asked = uses.get(site)!.find((use) => use.kind === 'asked');
      if (!asked) continue;
      bodies.delete(site);
      declined.set(site, new Decline('future-is-asked', asked.node, { method: asked.method, name: site.name }));
    }
    if (bodies.size === before) return uses;
  }
}
