import type { Decision, FileOutcome, PlannedSite, RunOptions, Withhold } from '../../core/index.js';
import { importOrder } from '../planning/import-order.js';
import { withoutOrdinal } from '../types/blamed-sites.js';
import { MultiMap } from '../../core/multi-map.js';

/** A site of a conversion, which can be taken back by itself. */
export interface ConvertedSite {
  /** Path, key and place: they stay the same when the project is planned again. */
  readonly id: string;
  readonly path: string;
  /** Path and key. */
  readonly name: string;
  readonly decision: Decision;
}

/**
 * The sites that a conversion changes. Files come behind those that they rest on: of two that fail together the later one is
 * taken back, and nothing rests on that.
 */
export function convertedSites(outcomes: readonly FileOutcome[], options: RunOptions): readonly ConvertedSite[] {
  const sites = outcomes
    .filter(({ status }) => status === 'changed')
    .flatMap(({ decisions }) => decisions.filter((decision) => isApplied(decision, options)).map(siteOf));
  const unique = [...new Map(sites.map((site) => [site.id, site])).values()];
  const order = new Map(filesInOrder(unique).map((path, index) => [path, index]));
  const inFile = (a: ConvertedSite, b: ConvertedSite): number => a.decision.range.start - b.decision.range.start;
  return unique.sort((a, b) => order.get(a.path)! - order.get(b.path)! || inFile(a, b));
}

function filesInOrder(sites: readonly ConvertedSite[]): readonly string[] {
  const known = new Map(sites.map(({ decision }) => [decision.id, decision]));
  const paths = [...new Set(sites.map(({ path }) => path))].sort();
  const needed = new MultiMap<string, string>();
  for (const { path, decision } of sites) {
    const required = decision.requires.flatMap((id) => known.get(id) ?? []);
    // A function without its callback rests on its callers as well as they on it.
    const first = required.filter(({ requires }) => decision.verdict !== 'convert' || !requires.includes(decision.id));
    needed.add(path, ...first.map((one) => one.path));
  }
  return importOrder(paths, (path) => needed.listOf(path)).flat();
}

/** What an entry of a package.json or of declarations follows from is a site; the entry is none. */
function isApplied({ verdict, applicability }: Decision, { unsafe }: RunOptions): boolean {
  if (verdict === 'leave' || verdict === 'dependency' || verdict === 'declaration') return false;
  return applicability === 'safe' || (applicability === 'unsafe' && unsafe);
}

function siteOf(decision: Decision): ConvertedSite {
  const { path, siteKey, range } = decision;
  const name = nameOf({ path, key: withoutOrdinal(siteKey) });
  return { id: `${name}@${range.start}`, path, name, decision };
}

const nameOf = ({ path, key }: Pick<PlannedSite, 'path' | 'key'>): string => `${path}#${key}`;

/** What of a conversion is to be carried out. */
export interface Selection {
  readonly whole: readonly ConvertedSite[];
  /** Those of `whole` that may convert. */
  readonly applied: ReadonlySet<ConvertedSite>;
  /** Sites that would convert only with `--unsafe`, by name: they are left anyway, and say so. */
  readonly unsafe: ReadonlySet<string>;
  readonly command: string;
  /** What the command says of sites that do not convert. */
  readonly details: ReadonlyMap<ConvertedSite, string>;
}

/**
 * Lets only some sites of a conversion convert. What could be converted because others are left was not part of it, and
 * stays: so without any site the files are the originals.
 */
export function withholdOthers({ whole, applied, unsafe, command, details }: Selection): Withhold {
  const byId = new Map(whole.map((site) => [site.id, site]));
  const byName = grouped(whole);
  return (planned) => {
    const name = nameOf(planned);
    const sameName = byName.get(name) ?? [];
    const exact = byId.get(`${name}@${planned.start}`);
    // In a later round only names are known: then all of a name convert, or none.
    const sites = planned.start === undefined ? sameName : exact ? [exact] : [];
    const left = sites.find((site) => !applied.has(site));
    if (left) return { reason: 'conversion-fails-command', command, detail: details.get(left) ?? '' };
    if (sites.length > 0 || unsafe.has(name)) return undefined;
    return { reason: 'conversion-not-tried', command, detail: '' };
  };
}

function grouped(sites: readonly ConvertedSite[]): ReadonlyMap<string, readonly ConvertedSite[]> {
  const groups = new MultiMap<string, ConvertedSite>();
  for (const site of sites) groups.add(site.name, site);
  return groups;
}

/** Names of the sites that only `--unsafe` would convert. */
export function unsafeNames(outcomes: readonly FileOutcome[], { unsafe }: RunOptions): ReadonlySet<string> {
  const waiting = outcomes
    .flatMap(({ decisions }) => decisions)
    .filter(({ verdict, applicability }) => verdict !== 'leave' && applicability === 'unsafe' && !unsafe);
  return new Set(waiting.map((decision) => siteOf(decision).name));
}
