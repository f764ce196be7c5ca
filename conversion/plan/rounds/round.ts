import type { Function as FunctionNode, Node } from '@babel/types';
import type { FileContext } from '../../../analysis/file-context.js';
import type { Operation } from '../../../analysis/operations/operation.js';
import type { ProjectFacts, RunOptions, Verdict } from '../../../core/index.js';
import { isFunctionNode } from '../../../syntax/walk.js';
import { covers, type Decline } from '../../decline.js';
import { isAssumable } from '../attempts/assumable.js';
import { DecisionBook } from './decision-book.js';
import { equivalenceNotes } from '../timing/equivalence-notes.js';
import type { DecisionWork, FileWork } from './file-work.js';
import { ASSUMED, type Form } from '../attempts/form.js';
import type { LocalFunction, LocalFunctions } from './local-functions.js';
import type { NamePlan } from '../names/name-plan.js';
import { newRegion } from '../regions/new-region.js';
import { plannedFunctions } from './planned-functions.js';
import type { Mode, Region } from '../regions/region.js';
import { checkThrownBack } from '../timing/thrown-back.js';
import { checkSurroundings, workOf } from './region-work.js';

/** One round of planning a file: what it assumes of the functions there, and what it has decided so far. */
export class Round {
  /** What turned out about functions; the next round assumes it. */
  readonly learned = new Map<FunctionNode, LocalFunction>();
  /** Operations of accepted plans, and local functions that some of them call with a callback. */
  readonly operations: Operation[] = [];
  readonly bridged = new Set<FunctionNode>();
  /** Where callees stand that are awaited without a callback, and the decisions by which they are. */
  readonly awaited = new Map<number, string>();
  /** Where the async part of a function begins, among its statements. */
  readonly startOf = new Map<FunctionNode, number>();
  /** Functions that are part of an accepted plan. */
  readonly consumed = new Set<FunctionNode>();
  /** The name plans of what was accepted. */
  private readonly names: NamePlan[] = [];
  private readonly book: DecisionBook;
  private readonly decisionOf = new Map<FunctionNode, string>();
  private readonly works: DecisionWork[] = [];
  private readonly shim = new Set<string>();
  /** Obstacles already reported, each at its place. */
  private readonly reported: Decline[] = [];

  constructor(
    readonly context: FileContext,
    readonly project: ProjectFacts,
    readonly options: RunOptions,
    transform: string,
    readonly locals: LocalFunctions,
  ) {
    this.book = new DecisionBook(context, transform, options.withhold);
  }

  /** The state with which the planning of a function or an operation begins. */
  region(mode: Mode, node: Node, form: Form = ASSUMED): Region {
    return newRegion(this, mode, node, this.names, form);
  }

  /**
   * Takes a region whose planning has come to its end.
   *
   * @returns the id of the decision
   * @throws {Decline} for a site that was tried and taken back, or where the shim cannot be loaded
   */
  readonly accept = (region: Region, node: Node, verdict: Verdict, name: string): string => {
    checkSurroundings(region, node);
    checkThrownBack(region);
    const { assumptions, operations } = region;
    const applicability = assumptions.length > 0 ? 'unsafe' : 'safe';
    const reasons = [...assumptions, ...equivalenceNotes(region)];
    const { requires, bridged } = region.imports;
    const decision = this.book.add(node, name, verdict, applicability, reasons, operations.length, [...requires]);
    if (isFunctionNode(node)) this.decisionOf.set(node, decision.id);
    for (const { call } of operations) if (!bridged.has(call.callee)) this.awaited.set(call.callee.start!, decision.id);
    this.operations.push(...operations);
    region.bridged.forEach((fn) => this.bridged.add(fn));
    this.names.push(...region.namePlans);
    this.works.push(workOf(region, decision.id));
    region.shim.forEach((used) => this.shim.add(used));
    [...region.inlined, ...region.continuationFunctions.keys()].forEach((fn) => this.consumed.add(fn));
    return decision.id;
  };

  /** Leaves a site as it is, for these reasons. */
  readonly leave = (node: Node, name: string, declines: readonly Decline[]): void => {
    this.reported.push(...declines);
    const applicability = declines.every(isAssumable) ? 'unsafe' : 'manual';
    this.book.add(node, name, 'leave', applicability, declines, 0);
  };

  /** Whether what was left so far says a reason as well. */
  isReported(decline: Decline): boolean {
    return this.reported.some((other) => covers(other, decline));
  }

  /** @param declared where interfaces declare what gives promises from now on, and the decisions by which it does */
  work(declared: ReadonlyMap<number, string>): FileWork {
    return {
      declared,
      decisions: this.book.decisions,
      works: this.works,
      shim: [...this.shim].sort(),
      functions: plannedFunctions(this.learned, this.decisionOf),
      awaited: this.awaited,
    };
  }
}
