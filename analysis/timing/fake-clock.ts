import type { CallExpression, Node } from '@babel/types';
import { isFunctionNode, walk } from '../../syntax/walk.js';
import { calleeName } from '../callee.js';
import type { FileContext } from '../file-context.js';

const RUNS_CLOCK = /^(?:tick|next|runAll|runToLast|runToFrame)$/;
const RUNS_TIMERS =
  /^(?:advanceTimersByTime|advanceTimersToNextTimer|runAllTimers|runOnlyPendingTimers|runTimersToTime)$/;

/**
 * Whether a statement lets the timers of a fake clock run, now: `clock.tick(1000)`, `jest.runAllTimers()`. It only makes sense
 * when those before it have set their timers; what waits goes on behind it.
 */
export function runsFakeClock(context: FileContext, statement: Node): boolean {
  let runs = false;
  walk(statement, {
    enter(node) {
      if (runs || isFunctionNode(node) || node.type === 'AwaitExpression') return 'skip';
      if (node.type === 'CallExpression') runs = isRun(context, node);
      return undefined;
    },
  });
  return runs;
}

function isRun(context: FileContext, call: CallExpression): boolean {
  const { callee } = call;
  if (callee.type !== 'MemberExpression') return false;
  const name = calleeName(call);
  const { object } = callee;
  if (RUNS_TIMERS.test(name)) return object.type === 'Identifier' && /^(?:jest|vi)$/.test(object.name);
  if (!RUNS_CLOCK.test(name)) return false;
  if (object.type !== 'Identifier') return /\bclock$/.test(context.file.source.text.slice(object.start!, object.end!));
  return isFakeClock(context, object);
}

/** `clock` of `clock = sinon.useFakeTimers()`. */
function isFakeClock({ scopes, parents }: FileContext, object: Node): boolean {
  const binding = object.type === 'Identifier' ? scopes.bindingOf(object) : undefined;
  if (!binding) return false;
  return [...binding.declarations, ...binding.references.map(({ identifier }) => identifier)].some((name) => {
    const parent = parents.get(name)?.parent;
    const value =
      parent?.type === 'VariableDeclarator' && parent.id === name
        ? parent.init
        : parent?.type === 'AssignmentExpression' && parent.left === name
          ? parent.right
          : undefined;
    return value?.type === 'CallExpression' && /^(?:useFakeTimers|install|createClock)$/.test(calleeName(value));
  });
}
