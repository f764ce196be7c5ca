import { isStatement, type Node } from '@babel/types';
import { rangeOf, type FileContext } from '../../analysis/file-context.js';
import { functionName } from '../../analysis/local-function.js';
import type { Applicability, Decision, Diagnostic, RunOptions, Verdict } from '../../core/index.js';
import { diagnose } from '../../core/diagnose.js';
import { isFunctionNode } from '../../syntax/walk.js';
import { Decline } from '../decline.js';

/** Writes the decisions about one file, each under a key that survives edits elsewhere. */
export class DecisionBook {
  readonly decisions: Decision[] = [];
  private readonly keys = new Map<string, number>();

  constructor(
    private readonly context: FileContext,
    private readonly transform: string,
    private readonly withheld: NonNullable<RunOptions['withheld']> = new Map(),
  ) {}

  /**
   * @param reasons why the site is left, or what its conversion rests on
   * @param requires decisions, of other files as a rule, that it rests on
   * @throws Decline for a function or statement that was tried and taken back
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
    if (verdict !== 'leave') this.checkWithheld(node, name);
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

  private checkWithheld(node: Node, name: string): void {
    const detail = this.withheld.get(`${this.context.file.source.path}#${this.baseKey(node, name)}`);
    if (detail !== undefined && (isFunctionNode(node) || isStatement(node)))
      throw new Decline('conversion-breaks-types', node, { detail });
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
