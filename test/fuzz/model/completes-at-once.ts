import type { Block, Call, Handler, Plain, Program, Tail } from './program.js';

/**
 * True when some function of a program that others may call can complete before it returns. Then equivalence E3 is at
 * work inside the program.
 */
export function completesAtOnce(functions: Program['functions']): boolean {
  const early: boolean[] = [];
  for (const fn of functions) {
    // Where a callback may be missing, or gets no error, a call that would pass it on, or a list that would keep it, is written as a completion.
    const completes = fn.convention === 'value' || fn.optional !== 'no';
    early.push(blockCompletes(fn.block, completes || early.includes(true)) || (completes && passesOn(fn.block)));
  }
  return early.slice(0, -1).includes(true);
}

const passesOn = (block: Block): boolean => /"kind":"(?:forward|waiting)"/.test(JSON.stringify(block));

/** @param calls whether a call of an earlier function may complete at once */
function blockCompletes({ plain, tail }: Block, calls: boolean): boolean {
  return plain.some(plainCompletes) || tailCompletes(tail, calls);
}

function plainCompletes(plain: Plain): boolean {
  if (plain.kind === 'if') return [...plain.then, ...(plain.else ?? [])].some(plainCompletes);
  if (plain.kind === 'loop') return plain.body.some(plainCompletes);
  return plain.kind === 'exit' || plain.kind === 'parse';
}

function tailCompletes(tail: Tail, calls: boolean): boolean {
  const block = (inner: Block): boolean => blockCompletes(inner, calls);
  const isEarly = ({ kind }: Call): boolean => kind === 'cached' || (kind === 'function' && calls);
  const handled = (call: Call, handler: Handler): boolean =>
    isEarly(call) && (block(handler.block) || block(handler.failure));
  switch (tail.kind) {
    case 'complete':
    case 'completed':
    case 'try':
      return true;
    case 'operation':
    case 'guarded':
    case 'each':
    case 'after':
      return handled(tail.call, tail.handler) || (isEarly(tail.call) && tail.handler.shape !== 'ignored');
    case 'forward':
      return isEarly(tail.call);
    case 'if':
      return block(tail.then) || block(tail.else);
    case 'switch':
      return [...tail.cases, tail.default].some(block);
    case 'join':
    case 'sequence':
      return block(tail.rest) || isEarly(tail.call);
    case 'fan-out':
      return tail.zero || isEarly(tail.call);
    case 'retry':
    case 'waiting':
      return isEarly(tail.call);
    case 'parallel':
      return isEarly(tail.first) || isEarly(tail.second);
    case 'shared':
      return tail.second === undefined || isEarly(tail.first) || isEarly(tail.second);
    case 'local':
      return block(tail.block);
    case 'timer':
    case 'emitter':
    case 'nothing':
      return false;
  }
}
