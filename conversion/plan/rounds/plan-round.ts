import type { CallExpression, Function as FunctionNode, Node, OptionalCallExpression, Statement } from '@babel/types';
import { isHandedOver } from '../../../analysis/methods/handed-over.js';
import { statementCall } from '../../../analysis/operations/operation.js';
import { isFunctionNode, walk } from '../../../syntax/walk.js';
import { attemptFloating } from '../attempts/attempt-floating.js';
import { attemptFunction } from '../attempts/attempt-function.js';
import { attemptInPlace } from '../attempts/attempt-in-place.js';
import { attemptExecutor, attemptRequestHandler, attemptTest } from '../attempts/attempt-whole.js';
import { optionalCall, usedCall } from '../operations/call-without-statement.js';
import { prologueCalls } from '../functions/region-start.js';
import { operationIn } from '../statements/relevance.js';
import type { Round } from './round.js';
import { simplifyPromiseForms } from '../promise-forms/simplify-promise-forms.js';
import { nameIn, unfollowedIn } from '../attempts/unfollowed-handler.js';

/** Decides about every function and operation of a file, functions outermost first. */
export function planRound(round: Round): void {
  new Walk(round).run();
  simplifyPromiseForms(round);
}

/** The way through a file. */
class Walk {
  /** Methods that another function may take in. */
  private readonly deferred: FunctionNode[] = [];

  constructor(private readonly round: Round) {}

  run(): void {
    this.visitBody(this.round.context.file.ast.program);
    this.deferred.forEach((fn) => this.visitFunction(fn));
  }

  private visitFunction(fn: FunctionNode): void {
    const { round } = this;
    if (round.consumed.has(fn)) return this.visitNested(fn);
    const executor = attemptExecutor(round, fn);
    if (executor) return executor === 'converts' ? this.visitNested(fn) : undefined;
    const whole = attemptTest(round, fn) ?? attemptRequestHandler(round, fn);
    if (whole === 'stays') return undefined;
    if (!whole && !attemptFunction(round, fn)) return this.visitBody(fn);
    prologueCalls(fn, round.startOf.get(fn)).forEach((statement) => this.visitStatement(statement));
    return this.visitNested(fn);
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
    nested.forEach((fn) => (isHandedOver(this.round.context, fn) ? this.deferred.push(fn) : this.visitFunction(fn)));
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
    const { round } = this;
    const found =
      call.type === 'OptionalCallExpression'
        ? optionalCall(call, round.consumed)
        : usedCall(round.region({ kind: 'detached' }, call), call, round.consumed);
    if (found) round.leave(call, found.name, [found.decline]);
  }

  private visitStatement(statement: Statement): void {
    const { round } = this;
    const found = operationIn(round.region({ kind: 'detached' }, statement), statement);
    const unfollowed = found ? undefined : unfollowedIn(round.context, statement);
    if (unfollowed) round.leave(statement, nameIn(unfollowed), [unfollowed]);
    if (!found || found.operation.kind === 'timer' || found.operation.receiver.kind !== 'handler') return;
    if (round.consumed.has(found.operation.receiver.handler.fn)) return;
    if (attemptInPlace(round, statement, found)) return;
    const answer = attemptFloating(round, statement, found);
    // What keeps the whole function as it is need not be said again for its parts.
    if (answer !== true && !round.isReported(answer)) round.leave(statement, found.operation.callee.name, [answer]);
  }
}
