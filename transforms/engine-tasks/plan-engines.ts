import type { FileContext } from '../../analysis/file-context.js';
import { Decline } from '../../conversion/decline.js';
import { planOrDecline, SiteBook } from '../../conversion/generators/site-book.js';
import type { FilePlan, ProjectFacts, RunOptions } from '../../core/index.js';
import { EngineForms } from './engine-forms.js';
import type { EngineSite } from './engine-site.js';
import { EngineWriter } from './engine-writer.js';
import { findEngines, namesOfEngines } from './find-engines.js';
import { withObservedTiming } from './observed-timing.js';
import { planCoroutines } from './plan-coroutines.js';
import { prepareEngine, type PreparedEngine } from './prepare-engine.js';
import { withTasksThatGoOn } from './tasks-that-go-on.js';

/** Decides about every engine of a file. */
export function planEngines(
  context: FileContext,
  project: ProjectFacts,
  options: RunOptions,
  transform: string,
): FilePlan {
  const specifier = options.shimSpecifier;
  const book = new SiteBook(context, transform, options);
  const writer = new EngineWriter(context, project, specifier, book);
  const { sites, unknown } = findEngines(context, specifier);
  const names = namesOfEngines(context, sites, specifier);
  const isAsync = options.target === 'async';
  const prepare = (site: EngineSite): PreparedEngine => {
    const withheld = book.withheld(site.wrapper, site.name);
    if (withheld) throw withheld;
    const engine = prepareEngine(context, site, names, specifier);
    return isAsync ? writer.checked(engine) : engine;
  };
  const found = sites.map((site) => ({ site, plan: planOrDecline(() => prepare(site)) }));
  const prepared = found.flatMap(({ plan }) => (plan instanceof Decline ? [] : [plan]));
  const engines = prepared
    .map((engine) => withTasksThatGoOn(context, engine, prepared, specifier))
    .map((engine) => withObservedTiming(context, project, engine, specifier));
  const applied = engines.filter(({ assumptions }) => assumptions.length === 0 || options.unsafe);
  const forms = new EngineForms(context, project, applied, specifier);
  for (const { wrapper, node, name, why } of unknown) book.leave(node, name, [new Decline(why, wrapper, {})]);
  for (const { site, plan } of found) {
    const engine = engines.find((one) => one.site === site);
    if (plan instanceof Decline) book.leave(site.wrapper, site.name, [plan]);
    else if (engine && isAsync) writer.accept(engine, forms, applied.includes(engine));
  }
  if (!isAsync)
    planCoroutines(context, book, engines, new EngineForms(context, project, engines, specifier), specifier);
  return { ...book.plan(), functions: writer.functions, awaited: writer.awaited };
}
