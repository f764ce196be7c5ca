import type { Node } from '@babel/types';
import { rangeOf, type FileContext } from '../../../analysis/file-context.js';
import { functionName } from '../../../analysis/local-function.js';
import type { Applicability, Decision, Diagnostic, Verdict, Withhold } from '../../../core/index.js';
import { diagnose } from '../../../core/diagnose.js';
import { Decline } from '../../decline.js';

/** Writes the decisions about one file, each under a key that survives edits elsewhere. */
export class DecisionBook {
  readonly decisions: Decision[] = [];
  private readonly keys = new Map<string, number>();

  constructor(
    private readonly context: FileContext,
    private readonly transform: string,
    private readonly withhold?: Withhold,
  ) {}

  /**
   * @param reasons why the site is left, or what its conversion rests on
   * @param requires decisions, of other files as a rule, that it rests on
   * @throws Decline for a site that was tried and taken back
   */
  add(
    node: Node,
    name: string,
    verdict: Verdict,
    applicability: Applicability,
    reasons: readonly Decline[],
    operations: number,
    requires: readonly string[] = [],
  ): Decision {
    const withheld = verdict === 'leave' ? undefined : this.withheld(node, name);
    if (withheld) throw withheld;
    const siteKey = this.siteKey(node, name);
    const { path } = this.context.file.source;
    const decision: Decision = {
      id: `${path}#${this.transform}/${siteKey}`,
      siteKey,
      transform: this.transform,
      path,
      range: rangeOf(this.context, node),
      title: name,
      verdict,
      applicability,
      reasons: reasons.map((decline) => this.reason(decline)),
      requires,
      operations,
    };
    this.decisions.push(decision);
    return decision;
  }

  /** Why a site was taken back, if it was. */
  withheld(node: Node, name: string): Decline | undefined {
    const { path } = this.context.file.source;
    const found = this.withhold?.({ path, key: this.baseKey(node, name), start: node.start! });
    return found && new Decline(found.reason, node, { command: found.command, detail: found.detail });
  }

  private reason(decline: Decline): Diagnostic {
    return diagnose(decline.reason, decline.args, this.context.file.source.path, rangeOf(this.context, decline.node));
  }

  /** The key of a site, with an ordinal where it is not unique. */
  private siteKey(node: Node, name: string): string {
    const base = this.baseKey(node, name);
    const count = (this.keys.get(base) ?? 0) + 1;
    this.keys.set(base, count);
    return count === 1 ? base : `${base}~${count}`;
  }

  /** Names of the functions around the site, and its own. */
  private baseKey(node: Node, name: string): string {
    const names: string[] = [];
    for (let fn = this.context.parents.enclosingFunction(node); fn; fn = this.context.parents.enclosingFunction(fn))
      names.unshift(functionName(this.context, fn));
    return [...names, name].join('/');
  }
}
