import type { CallExpression, Function as FunctionNode, Node, OptionalCallExpression, Statement } from '@babel/types';
import type { Continuation } from '../../analysis/continuation.js';
import type { FileContext } from '../../analysis/file-context.js';
import { requestHandlerOf } from '../../analysis/libraries/request-handler.js';
import { functionName } from '../../analysis/local-function.js';
import { testContinuation } from '../../analysis/test-callback.js';
import { statementCall, type Operation } from '../../analysis/operation.js';
import type { ProjectFacts, RunOptions, Verdict } from '../../core/index.js';
import { isFunctionNode, walk } from '../../syntax/walk.js';
import { covers, Decline } from '../decline.js';
import { equivalenceNotes } from './equivalence-notes.js';
import { isAssumable } from './assumable.js';
import { DecisionBook } from './decision-book.js';
import type { DecisionWork, FileWork } from './file-work.js';
import { knownObstacle } from './known-obstacle.js';
import { kindOf } from './initial-locals.js';
import { isHandedOver } from '../../analysis/methods/handed-over.js';
import type { LocalFunction, LocalFunctions } from './local-functions.js';
import type { NamePlan } from './name-plan.js';
import { checkShim, workOf } from './region-work.js';
import { optionalCall, usedCall } from './call-without-statement.js';
import { newRegion, type Form } from './new-region.js';
import { mayGoOnAtOnce } from './at-once.js';
import { mayBePlain } from './plain-callback.js';
import { planAsyncFunction } from './plan-async-function.js';
import { learnedFunction } from './learned-function.js';
import { isPlainBody, planCallbackFunction } from './plan-function.js';
import { plannedFunctions } from './planned-functions.js';
import { executorOf } from './executor.js';
import { executorMode, planExecutor } from './plan-executor.js';
import { holdsTestOfHandle, planTest } from './plan-test.js';
import { planDeclaredMembers } from './plan-declared-members.js';
import { planFloatingInSomeForm } from './plan-floating.js';
import { planInPlace } from './plan-in-place.js';
import { planRequestHandler } from './plan-request-handler.js';
import { simplifyPromiseForms } from './simplify-promise-forms.js';
import { prologueCalls, regionStarts, startsRegion } from './region-start.js';
import { operationIn } from './relevance.js';
import { syncStart } from './sync-start.js';
import { blockList, type Mode, type Region } from './region.js';
import { nameIn, unfollowedIn } from './unfollowed-handler.js';
import { isConstructor, isExecutor, specialPromise } from './special-function.js';
import { waysToComplete } from './ways-to-complete.js';

/** One round of planning: decides about every function and operation of a file under given assumptions. */
export class FilePlanner {
  readonly learned = new Map<FunctionNode, LocalFunction>();
  /** Operations of accepted plans, and local functions that some of them call with a callback. */
  readonly operations: Operation[] = [];
  /** The name plans of what was accepted. */
  private readonly names: NamePlan[] = [];
  readonly bridged = new Set<FunctionNode>();
  /** Where callees stand that are awaited without a callback, and the decisions by which they are. */
  readonly awaited = new Map<number, string>();
  private readonly book: DecisionBook;
  /** Where the async part of a function begins, among its statements. */
  private readonly startOf = new Map<FunctionNode, number>();
  private readonly decisionOf = new Map<FunctionNode, string>();
  private readonly works: DecisionWork[] = [];
  private readonly shim = new Set<string>();
  private readonly consumed = new Set<FunctionNode>();
  private readonly deferred: FunctionNode[] = [];
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

  run(): void {
    this.visitBody(this.context.file.ast.program);
    this.deferred.forEach((fn) => this.visitFunction(fn));
    simplifyPromiseForms(this.context, (node) => this.region({ kind: 'detached' }, node), this.awaited, this);
  }

  work(): FileWork {
    return {
      declared: planDeclaredMembers(this, (node) => this.region({ kind: 'detached' }, node)),
      decisions: this.book.decisions,
      works: this.works,
      shim: [...this.shim].sort(),
      functions: plannedFunctions(this.learned, this.decisionOf),
      awaited: this.awaited,
    };
  }

  private visitFunction(fn: FunctionNode): void {
    if (this.consumed.has(fn)) return this.visitNested(fn);
    const executor = this.planExecutor(fn);
    if (executor) return executor === 'converts' ? this.visitNested(fn) : undefined;
    const test = this.planTest(fn);
    if (test === 'stays') return undefined;
    if (test !== 'converts' && !this.planHandler(fn) && !this.planFunction(fn)) return this.visitBody(fn);
    prologueCalls(fn, this.startOf.get(fn)).forEach((statement) => this.visitStatement(statement));
    return this.visitNested(fn);
  }

  /** A promise of which the file makes its own converts as a whole or stays as a whole, too. */
  private planExecutor(fn: FunctionNode, loops = true): 'converts' | 'stays' | undefined {
    const executor = executorOf(this.context, fn);
    if (!executor) return this.leaveOtherExecutor(fn);
    const around = this.context.parents.enclosingFunction(executor.promise) ?? executor.promise;
    const region = this.region(executorMode(executor), around, { loops, atOnce: false, assumes: true });
    try {
      const planned = planExecutor(region, executor);
      if (planned !== true) return planned ? 'stays' : this.leaveOtherExecutor(fn);
      this.accept(region, executor.promise, 'convert', 'new Promise');
      return 'converts';
    } catch (error) {
      if (!(error instanceof Decline)) throw error;
      if (region.loopFunctions.size > 0) return this.planExecutor(fn, false);
      this.leave(executor.promise, 'new Promise', [error]);
      return 'stays';
    }
  }

  private leaveOtherExecutor(fn: FunctionNode): 'stays' | undefined {
    const decline = specialPromise(this.region({ kind: 'detached' }, fn), fn);
    if (decline) this.leave(fn, 'promise', [decline]);
    return decline?.reason === 'promise-is-special' ? 'stays' : undefined;
  }

  /** A handler whose framework takes care of its promise; where it cannot be followed, it is a function as any other. */
  private planHandler(fn: FunctionNode): boolean {
    const handler = requestHandlerOf(this.context, fn);
    if (!handler) return false;
    const region = this.region({ kind: 'detached', errorsTo: handler.next }, fn);
    return planRequestHandler(region, fn, () => this.accept(region, fn, 'convert', functionName(this.context, fn)));
  }

  /** A test or a hook converts as a whole or stays as a whole. @returns undefined for a function that is neither */
  private planTest(fn: FunctionNode, loops = true): 'converts' | 'stays' | undefined {
    const continuation = testContinuation(this.context, fn);
    const name = functionName(this.context, fn);
    const mode: Mode = { kind: 'callback', continuations: continuation?.names ?? new Set(), test: true };
    const region = this.region(mode, fn, { loops, atOnce: false, assumes: true });
    try {
      if (continuation ? !planTest(region, fn, continuation) : !holdsTestOfHandle(region, fn)) return undefined;
      this.accept(region, fn, 'convert', name);
      return 'converts';
    } catch (error) {
      if (!(error instanceof Decline)) throw error;
      if (region.loopFunctions.size > 0) return this.planTest(fn, false);
      this.leave(fn, name, [error]);
      return 'stays';
    }
  }

  /** Tries to let callers wait for the function; on failure its operations are looked at one by one. */
  private planFunction(fn: FunctionNode): boolean {
    if (isExecutor(this.context, fn)) return false;
    const declines: Decline[] = [];
    for (const continuation of waysToComplete(this.context, fn, this.locals.has(fn))) {
      const kind = kindOf(this.context, continuation);
      const answer = kind === 'error-first' && this.planThrough(fn, continuation);
      if (answer === true || (kind === 'value' && this.planPlain(fn, continuation))) return true;
      if (answer) declines.push(answer);
    }
    const first = declines.find(({ reason }) => reason === 'callback-field-shared') ?? declines[0];
    if (first) this.leave(fn, functionName(this.context, fn), [first]);
    return false;
  }

  /** A callback that gets no error: nothing is said where the function can't be converted, its operations may be. */
  private planPlain(fn: FunctionNode, continuation: Continuation): boolean {
    if (fn.body.type !== 'BlockStatement' || !mayBePlain(this.context, fn, continuation)) return false;
    const mode: Mode = { kind: 'callback', continuations: continuation.names, plain: true };
    const starts = regionStarts(this.region(mode, fn), fn, continuation, fn.body.body);
    const form = { loops: true, atOnce: false, assumes: true };
    return starts.some((from) => this.planFrom(from, fn, continuation, form, mode) === true);
  }

  /** @returns why not, if there is a reason */
  private planThrough(fn: FunctionNode, continuation: Continuation): Decline | boolean {
    const probe = this.region({ kind: 'callback', continuations: continuation.names }, fn);
    if (fn.body.type !== 'BlockStatement' && !isPlainBody(probe, fn)) return false;
    const { statements } = blockList(fn.body);
    const sync = syncStart(probe, fn, continuation, statements);
    if (sync !== undefined) return this.planSync(sync, fn, continuation);
    const starts = regionStarts(probe, fn, continuation, statements);
    const proved = this.planInSomeForm(starts, fn, continuation, false);
    // What can be had without an assumption does not rest on one; to hand a callback on is no reason for one.
    const mayAssume = this.options.unsafe && statements.some((statement) => startsRegion(probe, statement));
    const answer =
      typeof proved === 'object' && mayAssume ? this.planInSomeForm(starts, fn, continuation, true) : proved;
    return typeof answer === 'object' && !mayGoOnAtOnce(answer) ? (knownObstacle(probe, fn) ?? answer) : answer;
  }

  /** What starts nothing completes at once, as before, unless all who call it wait for it. */
  private planSync(from: number, fn: FunctionNode, continuation: Continuation): Decline | boolean {
    const atOnce = this.locals.get(fn)?.verdict !== 'convert';
    return this.planFrom(from, fn, continuation, { loops: true, atOnce, assumes: false });
  }

  /** Async functions where they can be, generators that go on inside of the callbacks otherwise. */
  private planInSomeForm(
    starts: readonly number[],
    fn: FunctionNode,
    continuation: Continuation,
    assumes: boolean,
  ): Decline | boolean {
    const answer = this.planFromOneOf(starts, fn, continuation, { loops: true, atOnce: false, assumes });
    const isMatterOfTiming = typeof answer === 'object' && mayGoOnAtOnce(answer);
    if (!isMatterOfTiming) return answer;
    // What was in the way is said of the form that is wanted.
    return this.planFromOneOf(starts, fn, continuation, { loops: true, atOnce: true, assumes }) === true
      ? true
      : answer;
  }

  /** Loops where they can be, local functions that call themselves otherwise. */
  private planFromOneOf(
    starts: readonly number[],
    fn: FunctionNode,
    continuation: Continuation,
    form: Form,
  ): Decline | boolean {
    let answer: Decline | boolean = false;
    for (const from of starts) {
      answer = this.planFrom(from, fn, continuation, form);
      if (answer === true) return true;
    }
    return answer;
  }

  private planFrom(
    from: number,
    fn: FunctionNode,
    continuation: Continuation,
    form: Form,
    mode: Mode = { kind: 'callback', continuations: continuation.names },
  ): Decline | boolean {
    const region = this.region(mode, fn, form);
    try {
      if (isConstructor(this.context, fn)) throw new Decline('function-is-constructor', fn, {});
      const verdict = this.locals.get(fn)?.verdict === 'convert' ? 'convert' : 'dual';
      const plan =
        verdict === 'convert'
          ? planAsyncFunction(region, fn, continuation)
          : planCallbackFunction(region, fn, continuation, from);
      if (!plan) return false;
      this.accept(region, fn, verdict, functionName(this.context, fn));
      if (verdict === 'dual') this.startOf.set(fn, from);
      // Callers of the file can't leave out a callback that an argument carries.
      if (mode.kind === 'callback' && !mode.plain && continuation.parameter)
        this.learned.set(fn, learnedFunction(continuation, plan, verdict));
      return true;
    } catch (error) {
      if (!(error instanceof Decline)) throw error;
      const mayDoWithoutLoops = region.loopFunctions.size > 0;
      return mayDoWithoutLoops ? this.planFrom(from, fn, continuation, { ...form, loops: false }, mode) : error;
    }
  }

  /** Operations in code that nobody waits for; then the functions nested in it, as far as they are still there. */
  private visitBody(root: Node): void {
    const nested: FunctionNode[] = [];
    const calls = new Set<Node | undefined>();
    walk(root, {
      enter: (node) => {
        if (node !== root && isFunctionNode(node)) {
          nested.push(node);
          return 'skip';
        }
        if (node.type === 'ExpressionStatement' || node.type === 'ReturnStatement') {
          calls.add(statementCall(node)?.call);
          this.visitStatement(node);
        } else if (node.type === 'CallExpression' && !calls.has(node)) this.visitCall(node);
        else if (node.type === 'OptionalCallExpression') this.visitCall(node);
        return undefined;
      },
    });
    // Who hands a method over may take in its body.
    nested.forEach((fn) => (isHandedOver(this.context, fn) ? this.deferred.push(fn) : this.visitFunction(fn)));
  }

  private visitNested(fn: FunctionNode): void {
    walk(fn.body, {
      enter: (node) => {
        if (!isFunctionNode(node)) return undefined;
        this.visitFunction(node);
        return 'skip';
      },
    });
  }

  /** What is no statement that could become an `await`. */
  private visitCall(call: CallExpression | OptionalCallExpression): void {
    const found =
      call.type === 'OptionalCallExpression'
        ? optionalCall(call, this.consumed)
        : usedCall(this.region({ kind: 'detached' }, call), call, this.consumed);
    if (found) this.leave(call, found.name, [found.decline]);
  }

  private visitStatement(statement: Statement): void {
    const probe = this.region({ kind: 'detached' }, statement);
    const found = operationIn(probe, statement);
    const unfollowed = found ? undefined : unfollowedIn(this.context, statement);
    if (unfollowed) this.leave(statement, nameIn(unfollowed), [unfollowed]);
    if (!found || found.operation.kind === 'timer' || found.operation.receiver.kind !== 'handler') return;
    if (isFunctionNode(found.operation.receiver.handler.fn) && this.consumed.has(found.operation.receiver.handler.fn))
      return;
    const inMode = (mode: Mode, form: Form): Region => this.region(mode, statement, form);
    if (planInPlace(inMode, this.accept, statement, found)) return;
    const answer = planFloatingInSomeForm(inMode, this.accept, statement, found, this.options.unsafe);
    // What keeps the whole function as it is need not be said again for its parts.
    if (answer !== true && !this.reported.some((decline) => covers(decline, answer)))
      this.leave(statement, found.operation.callee.name, [answer]);
  }

  private region(mode: Mode, node: Node, form: Form = { loops: true, atOnce: false, assumes: true }): Region {
    return newRegion(this, mode, node, this.names, form);
  }

  /** @returns the id of the decision */
  readonly accept = (region: Region, node: Node, verdict: Verdict, name: string): string => {
    checkShim(region, node);
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

  leave(node: Node, name: string, declines: readonly Decline[]): void {
    this.reported.push(...declines);
    const applicability = declines.every(isAssumable) ? 'unsafe' : 'manual';
    this.book.add(node, name, 'leave', applicability, declines, 0);
  }
}
