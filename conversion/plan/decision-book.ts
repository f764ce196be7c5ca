import type { Node } from '@babel/types';
import { rangeOf, type FileContext } from '../../analysis/file-context.js';
import { functionName } from '../../analysis/local-function.js';
import type { Applicability, Decision, Diagnostic, Verdict } from '../../core/index.js';
import { diagnose } from '../../core/diagnose.js';
import type { Decline } from '../decline.js';

/** Writes the decisions about one file, each under a key that survives edits elsewhere. */
export class DecisionBook {
  readonly decisions: Decision[] = [];
  private readonly keys = new Map<string, number>();

  constructor(
    private readonly context: FileContext,
    private readonly transform: string,
  ) {}

  /**
   * @param reasons why the site is left, or what its conversion rests on
   * @param requires decisions, of other files as a rule, that it rests on
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

  private reason(decline: Decline): Diagnostic {
    return diagnose(decline.reason, decline.args, this.context.file.source.path, rangeOf(this.context, decline.node));
  }

  /** Names of the functions around the site, its own name, and an ordinal where that is not unique. */
  private siteKey(node: Node, name: string): string {
    const names: string[] = [];
    for (let fn = this.context.parents.enclosingFunction(node); fn; fn = this.context.parents.enclosingFunction(fn))
      names.unshift(functionName(this.context, fn));
    const base = [...names, name].join('/');
    const count = (this.keys.get(base) ?? 0) + 1;
    this.keys.set(base, count);
    return count === 1 ? base : `${base}~${count}`;
  }
}
