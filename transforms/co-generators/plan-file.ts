import type { CallExpression, Function as FunctionNode, Node } from '@babel/types';
import { functionName } from '../../analysis/local-function.js';
import type { FileContext } from '../../analysis/file-context.js';
import { moduleOf } from '../../analysis/module-binding.js';
import { ownYields } from '../../analysis/generators/own-yields.js';
import type { FilePlan, ProjectFacts, RunOptions } from '../../core/index.js';
import { Decline } from '../../conversion/decline.js';
import { EditList } from '../../conversion/generators/edit-list.js';
import { planOrDecline, SiteBook, type SitePlan } from '../../conversion/generators/site-book.js';
import type { DecisionWork } from '../../conversion/plan/rounds/file-work.js';
import type { Replacement } from '../../conversion/items.js';
import { checkUses } from './check-uses.js';
import { findMiddleware } from './find-middleware.js';
import { findRuns, namedGenerator, type FoundRuns } from './find-runs.js';
import { findGenerators, type RunGenerator } from './generators.js';
import { notesOf } from './notes.js';
import { planBody } from './plan-body.js';
import { planMiddleware } from './plan-middleware.js';
import { planSite } from './plan-site.js';
import type { Planning } from './planning.js';
import { keepsOwnPromise } from './promise-kind.js';
import { renameMethod } from './rename-method.js';
import type { RunSite } from './run-site.js';
import { unusedRunners } from './unused-runners.js';

/** Decides about every generator that a runner of the table runs in a file. */
export function planFile(
  context: FileContext,
  project: ProjectFacts,
  options: RunOptions,
  transform: string,
): FilePlan<DecisionWork> {
  const { path } = context.file.source;
  const found = findRuns(context, (name) => project.dependency(path, name));
  const planner = new FilePlanner(context, project, found, options.koa ? findMiddleware(context) : new Set());
  const book = new SiteBook(context, transform, options);
  planner.keepWithheld(book);
  planner.settle();
  planner.write(book);
  return book.plan();
}

class FilePlanner implements Planning {
  private readonly generators: Map<FunctionNode, RunGenerator>;
  private readonly siteOf: ReadonlyMap<Node, RunSite>;
  /** Why a generator function or a site stays. */
  private readonly failures = new Map<FunctionNode | RunSite, Decline>();

  constructor(
    readonly context: FileContext,
    readonly project: ProjectFacts,
    private readonly found: FoundRuns,
    /** Middleware of koa 1, when it is asked for. */
    private readonly middleware: ReadonlySet<FunctionNode>,
  ) {
    this.generators = findGenerators(context, found.sites, middleware);
    this.siteOf = new Map(found.sites.map((site) => [site.call, site]));
  }

  readonly isConverted = (fn: FunctionNode): boolean => this.generators.has(fn) && !this.failures.has(fn);

  readonly keep = (fn: FunctionNode, why: Decline): void => {
    if (!this.failures.has(fn)) this.failures.set(fn, why);
  };

  readonly isRenamed = (name: Node): boolean => {
    const binding = name.type === 'Identifier' ? this.context.scopes.bindingOf(name) : undefined;
    const sites = binding?.references.map(({ identifier }) => this.context.parents.get(identifier)?.parent);
    if (!sites?.every((call) => call && this.siteAt(call)?.call.callee)) return false;
    return renameMethod(this.context, binding!) !== undefined;
  };

  readonly yieldsOf = (fn: FunctionNode) => this.generators.get(fn)?.yields ?? 'co4';

  readonly isPromise = (call: CallExpression): boolean => {
    const site = this.siteOf.get(call);
    if (site) return site.runner.shape === 'run' || (site.runner.shape === 'thunk' && !this.failures.has(site));
    const called = namedGenerator(this.context, call.callee);
    if (called) return this.isConverted(called);
    const module = moduleOf(this.context, call.callee);
    return module !== undefined && this.project.givesFuture(this.context.file.source.path, module);
  };

  /** Sites that were tried and taken back, with the generators that are written at them. */
  keepWithheld(book: SiteBook): void {
    for (const site of this.found.sites) {
      const why = book.withheld(site.node, site.title);
      if (!why) continue;
      this.failures.set(site, why);
      if (site.fn && site.target === site.fn) this.keep(site.fn, why);
    }
    for (const { fn, isNamed } of this.generators.values()) {
      const why = isNamed || this.middleware.has(fn) ? book.withheld(fn, functionName(this.context, fn)) : undefined;
      if (why) this.keep(fn, why);
    }
  }

  /** Hopes that everything converts, and takes back what can't until nothing more follows from that. */
  settle(): void {
    for (let before = -1; before !== this.failures.size;) {
      before = this.failures.size;
      for (const generator of this.generators.values()) this.tryGenerator(generator);
      for (const site of this.found.sites) this.trySite(site);
    }
  }

  write(book: SiteBook): void {
    const done = this.found.sites.filter((site) => !this.failures.has(site));
    const edits = new Map(done.map((site) => [site, this.editsOf(site)]));
    const cleanup = unusedRunners(this.context, [...edits.values()].flat());
    for (const site of this.found.sites)
      this.writeSite(book, site, edits.get(site), site === done[0] ? cleanup : undefined);
    for (const { call, runner, hasVersions } of this.found.unknown)
      book.leave(call, runner, [
        new Decline(hasVersions ? 'runner-version-unknown' : 'runner-not-known', call, { runner }),
      ]);
    for (const generator of this.generators.values()) this.writeNamed(book, generator);
  }

  private tryGenerator(generator: RunGenerator): void {
    const { fn } = generator;
    if (this.failures.has(fn)) return;
    const answer = planOrDecline(() => {
      if (this.middleware.has(fn)) return planMiddleware(this, fn).replacements;
      checkUses(this, generator, (call) => this.siteAt(call));
      return planBody(this, fn).replacements;
    });
    if (answer instanceof Decline) this.failures.set(fn, answer);
  }

  /** The site of a runner's call, when it converts. */
  private siteAt(call: Node): RunSite | undefined {
    const site = this.siteOf.get(call);
    return site && !this.failures.has(site) ? site : undefined;
  }

  private trySite(site: RunSite): void {
    if (this.failures.has(site)) return;
    const answer = planOrDecline(() => planSite(this, site, new EditList()));
    if (!(answer instanceof Decline)) return;
    const why = site.fn ? this.failures.get(site.fn) : undefined;
    this.failures.set(site, why ?? answer);
  }

  private editsOf(site: RunSite): Replacement[] {
    const edits = new EditList();
    planSite(this, site, edits);
    this.renameRunner(site, edits);
    return edits.replacements();
  }

  private writeSite(
    book: SiteBook,
    site: RunSite,
    edits: readonly Replacement[] = [],
    cleanup: Partial<SitePlan> = {},
  ): void {
    const failure = this.failures.get(site);
    if (failure) {
      book.leave(site.node, site.title, [failure]);
      return;
    }
    const isLiteral = site.target === site.fn;
    book.accept(site.node, site.title, {
      replacements: [...edits, ...(cleanup.replacements ?? [])],
      removed: cleanup.removed ?? [],
      operations: isLiteral ? ownYields(site.fn).length : 0,
      notes: [...notesOf(this, site), ...(cleanup.notes ?? [])],
    });
  }

  /** The first site that a name for `Promise.coroutine` makes changes what the name stands for. */
  private renameRunner({ call }: RunSite, edits: EditList): void {
    const binding = call.callee.type === 'Identifier' ? this.context.scopes.bindingOf(call.callee) : undefined;
    if (!binding || binding.references[0]?.identifier !== call.callee || !this.isRenamed(call.callee)) return;
    const sites = this.found.sites.filter(
      ({ call: { callee } }) => callee.type === 'Identifier' && this.context.scopes.bindingOf(callee) === binding,
    );
    if (sites.some((site) => keepsOwnPromise(this, site))) edits.add(renameMethod(this.context, binding)!);
  }

  /** A generator function with a name is a site of its own. One that stays is reported where it is run. */
  private writeNamed(book: SiteBook, { fn, isNamed, sites }: RunGenerator): void {
    const name = functionName(this.context, fn);
    const failure = this.failures.get(fn);
    if (!isNamed && !this.middleware.has(fn) && (!failure || sites.length > 0)) return;
    if (failure) {
      book.leave(fn, name, [failure]);
      return;
    }
    const isMiddleware = this.middleware.has(fn);
    const { replacements, yields } = isMiddleware ? planMiddleware(this, fn) : planBody(this, fn);
    const notes = isMiddleware ? [new Decline('koa-2-needed', fn, {})] : [];
    book.accept(fn, name, { replacements, operations: yields, notes });
  }
}
