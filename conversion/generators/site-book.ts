import type { Node } from '@babel/types';
import type { FileContext } from '../../analysis/file-context.js';
import type { Decision, FilePlan, RunOptions, Verdict } from '../../core/index.js';
import { Decline } from '../decline.js';
import type { Part, Replacement, Span } from '../items.js';
import { DecisionBook } from '../plan/rounds/decision-book.js';
import type { DecisionWork } from '../plan/rounds/file-work.js';
import { shimNames } from '../used-imports.js';
import { MultiMap } from '../../core/multi-map.js';

/** What is to be done at one site. */
export interface SitePlan {
  readonly replacements: readonly Replacement[];
  /** How many `yield`s, or other operations, it does away with. */
  readonly operations: number;
  /** What the conversion changes within the allowed differences. */
  readonly notes?: readonly Decline[];
  /** Named assumptions that were not proved: with any, the site needs `--unsafe`. */
  readonly assumptions?: readonly Decline[];
  readonly verdict?: Verdict;
  /** Decisions of other files that it rests on. */
  readonly requires?: readonly string[];
  /** Parts of the original whose strings go on purpose: those of an import that nothing uses any more. */
  readonly removed?: readonly Span[];
}

/** Runs `plan`, and gives back the reason when the site has to stay. */
export function planOrDecline<Plan>(plan: () => Plan): Plan | Decline {
  try {
    return plan();
  } catch (error) {
    if (error instanceof Decline) return error;
    throw error;
  }
}

/** Collects what a dialect decided about the sites of one file, and makes the file's plan of it. */
export class SiteBook {
  private readonly book: DecisionBook;
  private readonly works: { decision: string; replacements: readonly Replacement[] }[] = [];
  private readonly removed: Span[] = [];

  /**
   * @param transform the name of the dialect
   * @param options whether sites that rest on assumptions are carried out, and which sites were taken back
   */
  constructor(
    private readonly context: FileContext,
    transform: string,
    private readonly options: Pick<RunOptions, 'unsafe' | 'withhold'>,
  ) {
    this.book = new DecisionBook(context, transform, options.withhold);
  }

  /** Why a site that was tried has to stay; who asks must not accept it then. */
  withheld(node: Node, title: string): Decline | undefined {
    return this.book.withheld(node, title);
  }

  /** @param title what stands at the site, for people; a part of the key under which it is known from run to run */
  accept(node: Node, title: string, plan: SitePlan): Decision {
    const { assumptions = [], notes = [], verdict = 'convert', operations, requires } = plan;
    const applicability = assumptions.length > 0 ? 'unsafe' : 'safe';
    const reasons = [...assumptions, ...notes];
    const decision = this.book.add(node, title, verdict, applicability, reasons, operations, requires);
    if (applicability !== 'safe' && !this.options.unsafe) return decision;
    this.works.push({ decision: decision.id, replacements: plan.replacements });
    this.removed.push(...(plan.removed ?? []));
    return decision;
  }

  /** Says that a site stays, and why. */
  leave(node: Node, title: string, reasons: readonly Decline[]): void {
    this.book.add(node, title, 'leave', 'manual', reasons, 0);
  }

  plan(): FilePlan<DecisionWork> {
    const all = this.works.flatMap(({ replacements }) => replacements);
    return {
      path: this.context.file.source.path,
      decisions: this.book.decisions,
      diagnostics: [],
      rewrites: joinTouching(this.works).map((work) => ({ ...work, renames: [] })),
      shimImports: shimNames(all),
      removed: this.removed,
    };
  }
}

interface Work {
  readonly decision: string;
  readonly replacements: readonly Replacement[];
}

/**
 * An insertion where a replaced stretch begins would count as a part of the stretch, and go with it: it is written in front
 * of what replaces the stretch instead.
 */
function joinTouching(works: readonly Work[]): Work[] {
  const all = works.flatMap(({ replacements }) => replacements);
  const isInsertion = ({ start, end }: Replacement): boolean => start === end;
  const wide = new Map(all.filter((one) => !isInsertion(one)).map((one) => [one.start, one] as const));
  const joined = (one: Replacement): boolean => isInsertion(one) && wide.get(one.start)?.inline !== undefined;
  const before = new MultiMap<number, Part>();
  for (const one of all.filter(joined)) before.add(one.start, ...(one.inline ?? []));
  const withInsertions = (one: Replacement): Replacement => {
    const parts = wide.get(one.start) === one ? before.get(one.start) : undefined;
    return parts ? { ...one, inline: [...parts, ...one.inline!] } : one;
  };
  return works.map((work) => ({
    ...work,
    replacements: work.replacements.filter((one) => !joined(one)).map(withInsertions),
  }));
}
