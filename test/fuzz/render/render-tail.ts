import type { Call, Handler, Tail } from '../model/program.js';
import { blockIn, bodyLines, functionIn, indent, type Place } from './place.js';
import { renderBlock } from './render-block.js';
import { renderLocal } from './render-early.js';
import { renderHandler } from './render-handler.js';
import { renderFanOut, renderParallel } from './render-fan-out.js';
import { renderJoin, renderRetry, renderSequence, renderShared } from './render-local.js';
import { completionArguments, renderCall, renderCompletion, renderCondition } from './render-parts.js';
import { renderEach, renderEmitter, renderGuarded, renderWaiting } from './render-outside.js';
import { callLines, renderPlainList } from './render-plain.js';

export const handlerTags = ({ shape, form }: Handler): string[] => [`failure: ${shape}`, `handler: ${form}`];

const leave = (place: Place, lines: string[]): string[] => (place.leaves ? [...lines, 'return;'] : lines);

export function renderTail(place: Place, tail: Tail): string[] {
  switch (tail.kind) {
    case 'complete':
      return renderCompletion(place, tail.completion);
    case 'operation':
      return renderOperation(place, tail.call, tail.handler, tail.returned);
    case 'forward':
      return renderForward(place, tail.call, tail.returned);
    case 'if':
      return renderIf(place, tail);
    case 'switch':
      return renderSwitch(place, tail);
    case 'timer':
      return renderTimer(place, tail);
    case 'try':
      return renderTry(place, tail);
    case 'after': {
      place.obstacles.add('statements after the call');
      const started = renderOperation(
        { ...place, context: 'statements after', leaves: false },
        tail.call,
        tail.handler,
        false,
      );
      return leave(place, [...started, ...renderPlainList(place, tail.after)]);
    }
    case 'nothing':
      place.obstacles.add('does not complete once');
      return leave(place, ["ops.log('nothing');"]);
    case 'completed': {
      place.obstacles.add('does not complete once');
      const completion = renderCompletion({ ...place, leaves: false }, { ...tail.completion, returned: false });
      return leave(place, [...completion, ...renderPlainList(place, tail.after)]);
    }
    default:
      return leave(place, renderPattern({ ...place, context: tail.kind, leaves: false }, tail));
  }
}

type Pattern = Extract<
  Tail,
  {
    kind:
      | 'join'
      | 'shared'
      | 'sequence'
      | 'fan-out'
      | 'parallel'
      | 'retry'
      | 'guarded'
      | 'emitter'
      | 'each'
      | 'local'
      | 'waiting';
  }
>;

function renderPattern(place: Place, tail: Pattern): string[] {
  switch (tail.kind) {
    case 'join':
      return renderJoin(place, tail);
    case 'shared':
      return renderShared(place, tail);
    case 'sequence':
      return renderSequence(place, tail);
    case 'fan-out':
      return renderFanOut(place, tail);
    case 'parallel':
      return renderParallel(place, tail);
    case 'retry':
      return renderRetry(place, tail);
    case 'guarded':
      return renderGuarded(place, tail);
    case 'emitter':
      return renderEmitter(place, tail);
    case 'each':
      return renderEach(place, tail);
    case 'local':
      return renderLocal(place, tail);
    case 'waiting':
      return renderWaiting(place, tail);
  }
}

export function renderOperation(place: Place, call: Call, handler: Handler, returned: boolean): string[] {
  const head = renderCall(place, call, handlerTags(handler));
  const isUnknown = /^ops\./.test(head);
  if (returned && isUnknown) place.obstacles.add('what an unknown call returns is returned');
  if (handler.shape === 'absent' && isUnknown) place.obstacles.add('callback without an error of an unknown function');
  if (handler.form === 'variable') {
    const name = place.scope.helper('handle');
    const lines = renderHandler(place, { ...handler, form: 'function' });
    return leave(place, [`var ${name} = ${lines[0]!}`, ...lines.slice(1, -1), `${lines.at(-1)!};`, `${head}${name});`]);
  }
  // A function of the program that passes its callback on, once converted, calls it without the `this` of the operation.
  const ownThis = handler.ownThis && call.kind !== 'function';
  const lines = callLines(head, renderHandler(place, { ...handler, ownThis }));
  if (returned) return [`return ${lines[0]!}`, ...lines.slice(1)];
  return leave(place, lines);
}

function renderForward(place: Place, call: Call, returned: boolean): string[] {
  const { target, fn } = place;
  // A missing callback could not be passed on.
  const tested = fn.optional === 'if' || fn.optional === 'and';
  if (target === undefined || fn.convention === 'value' || tested) {
    return renderCompletion(place, { ...plainSuccess, returned });
  }
  const line = `${renderCall(place, call, ['failure: passed on', 'handler: own callback'])}${target});`;
  return returned ? [`return ${line}`] : leave(place, [line]);
}

function renderIf(place: Place, tail: Tail & { kind: 'if' }): string[] {
  const head = `if (${renderCondition(place, tail.condition)}) {`;
  if (tail.flat) {
    const then = renderBlock({ ...blockIn(place), leaves: true, context: 'branch' }, tail.then);
    return [head, ...indent(then), '}', ...renderBlock(place, tail.else)];
  }
  const then = renderBlock({ ...blockIn(place), leaves: false, context: 'branch' }, tail.then);
  const rest = renderBlock({ ...blockIn(place), leaves: false, context: 'branch' }, tail.else);
  return leave(place, [head, ...indent(then), '} else {', ...indent(rest), '}']);
}

function renderSwitch(place: Place, tail: Tail & { kind: 'switch' }): string[] {
  const inner = blockIn(place);
  const branch = (index: number, label: string, block: typeof tail.default): string[] => {
    // All cases share one scope; every other one returns instead of breaking.
    const returns = index % 2 === 1;
    const lines = renderBlock({ ...inner, scope: inner.scope.case(), leaves: returns, context: 'switch' }, block);
    return [label, ...indent(returns ? lines : [...lines, 'break;'])];
  };
  const cases = tail.cases.flatMap((block, index) => branch(index, `case ${index}:`, block));
  const last = branch(tail.cases.length * 2, 'default:', tail.default);
  return leave(place, [`switch (ops.choice('s${tail.id}')) {`, ...indent([...cases, ...last]), '}']);
}

function renderTimer(place: Place, tail: Tail & { kind: 'timer' }): string[] {
  const inner = functionIn({ ...place, context: 'timer' }, place.scope.inner(), false);
  const lines = indent(bodyLines(inner, renderBlock(inner, tail.block)));
  const start = tail.form === 'nextTick' ? 'process.nextTick' : tail.form;
  const end = tail.form === 'setTimeout' ? `}, ${5 + (tail.id % 40)});` : '});';
  return leave(place, [`${start}(function () {`, ...lines, end]);
}

const plainSuccess = { error: 'null', values: [], deferred: 'no', returned: false } as const;

function renderTry(place: Place, { id, returned }: Tail & { kind: 'try' }): string[] {
  const { target } = place;
  const parsed = `ops.parse('p${id}')`;
  if (target === undefined || place.fn.optional !== 'no') return leave(place, renderCompletion(place, plainSuccess));
  const args = completionArguments(place, { error: 'null', values: [], deferred: 'no', returned });
  const start = returned ? 'return ' : '';
  const success = [...(args.length > 0 ? args : []), parsed].join(', ');
  const failure = place.fn.convention === 'value' ? 'false' : 'e';
  const lines = ['try {', `  ${start}${target}(${success});`, '} catch (e) {', `  ${start}${target}(${failure});`, '}'];
  return returned ? lines : leave(place, lines);
}
