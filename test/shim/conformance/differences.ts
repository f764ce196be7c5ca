import type { Row } from './env.js';

/** How one scenario deliberately differs from the original. */
export interface Difference {
  /** What the shim does instead, in full: the whole trace. */
  readonly trace: readonly Row[];
  /** What differs, and why. */
  readonly why: string;
}

/** Every deliberate difference from the originals. A scenario that is not in here must give the recorded trace. */
export const differences: Record<string, Difference> = {
  c08_set_twice: {
    why: 'A second result is an InvalidStateError in every case; Tornado 4 failed by accident, after overwriting the first one.',
    trace: [
      [1, 'second set_result raised', 'InvalidStateError'],
      [1, 'done'],
    ],
  },
  c20_native_coroutine_lazy: {
    why: 'Async functions of JavaScript start when they are called, and their results arrive in a microtask: not within the call, and in a list a turn later.',
    trace: [
      [1, 'native body', 'n1'],
      [1, 'after calling native'],
      [1, 'decorated body', 'd1'],
      [1, 'after calling decorated'],
      [2, 'result', ['n1', 'd1']],
      [2, 'native body', 'n2'],
      [2, 'after convert_yielded; done?', false],
      [3, 'n2 ->', 'n2'],
      [3, 'done'],
    ],
  },
  c28_run_sync: {
    why: 'A run that timed out does not stop a later one when its work finishes at last.',
    trace: [
      [null, 'ok', 42],
      [null, 'bad', 'ValueError: bad'],
      [null, 'none', null],
      [null, 'value', 'BadYieldError: yielded unknown object 7'],
      [null, 'sync raise', 'ZeroDivisionError: div'],
      [null, 'timeout', 'TimeoutError: Operation timed out after 0.01 seconds'],
      [null, 'slow: woke up normally'],
      [null, 'done'],
    ],
  },
  c38_lock_and_bounded: {
    why: 'A lock cannot stand in a `using` declaration at all; the language says so with a TypeError.',
    trace: [
      [1, 'bounded', 'ValueError: Semaphore released too many times'],
      [1, 'lock', 'RuntimeError: release unlocked lock'],
      [1, 'acquire', true, false],
      [1, 'with lock', 'TypeError'],
      [1, 'held', false],
      [1, 'yield lock', 'BadYieldError'],
      [1, 'done'],
    ],
  },
  c43_cancel_native: {
    why: 'Cancellation came with Tornado 5; the futures here are those of 4.5, which cannot be cancelled.',
    trace: [
      [5, 'x cancelled', false, 'inner cancelled', false],
      [5, 'done'],
    ],
  },
  c44_yield_cancelled_future: {
    why: 'Cancellation came with Tornado 5; the futures here are those of 4.5, which cannot be cancelled.',
    trace: [
      [6, 'coroutine finished?', false],
      [6, 'done'],
    ],
  },
  c47_return_future: {
    why: 'A callback without a value gives undefined, where Python needed a marker object.',
    trace: [
      [1, 'sync', true, 42],
      [1, 'noarg', 'undefined'],
      [1, 'boom', 'raised to caller', 'ValueError: sync boom'],
      [1, 'val', 'raised to caller', 'ReturnValueIgnoredError: @return_future should not be used w'],
      [3, 'later', 43],
      [5, 'laterboom', 'ValueError: async boom'],
      [5, 'callback', 42],
      [7, 'done'],
    ],
  },
  c58_converter_raises: {
    why: 'Any error of a converter is thrown at the yield; Tornado threw it at the caller or lost the coroutine.',
    trace: [
      [1, 'first: caught', 'ValueError: converter failed'],
      [1, 'first() returned', true],
      [3, 'second: caught', 'ValueError: converter failed'],
      [7, 'second finished?', true],
      [7, 'done'],
    ],
  },
  c70_decorating_an_async_def: {
    why: 'The promise of an async function is adopted, so one yield gives the value.',
    trace: [
      [1, 'body ran'],
      [2, 'first yield gives', 1],
      [2, 'done'],
    ],
  },
  c76_leaked_callback_in_coroutine: {
    why: 'A coroutine that leaks a callback fails with the error; in Tornado its future was never done.',
    trace: [
      [
        4,
        'LOG',
        'ERROR',
        'Future exception was never retrieved',
        "LeakedCallbackError: finished without waiting for callbacks {'k'}",
      ],
      [7, 'future done?', true, ['err', "LeakedCallbackError: finished without waiting for callbacks {'k'}"]],
      [7, 'done'],
    ],
  },
  c77_callback_none: {
    why: 'Only the text of the error differs: it is that of JavaScript.',
    trace: [
      [2, 'LOG', 'ERROR', 'Exception in callback (anonymous)', 'TypeError: callback is not a function'],
      [5, 'done'],
    ],
  },
  e07_key_callback_again_after_wait_then_reuse: {
    why: 'A late duplicate is dropped; Tornado kept it and gave it to the next Wait with the same key.',
    trace: [
      [1, 'g: wait 1', 'first'],
      [1, 'g: late duplicate call returned normally'],
      [2, 'g: wait 2', 'second'],
      [2, 'done'],
    ],
  },
  e28_multi_empty: {
    why: 'Dictionaries may be yielded, as from Tornado 3.2 on.',
    trace: [
      [1, 'empty list', []],
      [1, 'empty dict', {}],
      [1, 'done'],
    ],
  },
  e29_multi_dict: {
    why: 'Dictionaries may be yielded, as from Tornado 3.2 on.',
    trace: [
      [
        3,
        'g: resumed',
        [
          ['p', 'a'],
          ['q', 'b'],
        ],
      ],
      [3, 'done'],
    ],
  },
  e44_bad_list_after_async_resume: {
    why: 'A list with something that cannot be yielded is a BadYieldError, as from Tornado 4.3 on, not a bare assertion.',
    trace: [
      [2, 'g: caught', 'BadYieldError', 'yielded unknown object 1'],
      [2, 'done'],
    ],
  },
  e46_task_kwargs_and_callback_reserved: {
    why: 'A callback given to Task is a TypeError that says what to do, not a bare assertion.',
    trace: [
      [1, 'result', [1, 2]],
      [1, 'error', 'TypeError'],
      [1, 'done'],
    ],
  },
  e49_return_in_engine: {
    why: 'Return and ReturnValueIgnoredError exist, as from Tornado 3.0 on.',
    trace: [
      [1, 'a', null],
      [1, 'b raised', 'ReturnValueIgnoredError: @gen.engine functions cannot return values: 42'],
      [1, 'c', null],
      [
        2,
        'LOG',
        'ERROR',
        'Exception in callback bound deliver',
        'ReturnValueIgnoredError: @gen.engine functions cannot return values: 42',
      ],
      [9, 'done'],
    ],
  },
  e56_infinite_engine_never_called_back: {
    why: 'An abandoned generator is collected without running its finally blocks; JavaScript has no hook for that.',
    trace: [[5, 'done']],
  },
  z01_native_awaits_future: {
    why: 'An async function goes on in a microtask at the end of the turn, after the generators of that turn.',
    trace: [
      [3, 'a', 'v'],
      [3, 'c', 'v'],
      [3, 'b', 'v'],
      [4, 'done'],
    ],
  },
  z03_await_moment: {
    why: 'The end of an async function arrives in a microtask, where Tornado takes another turn.',
    trace: [
      [1, 'a', 0],
      [1, 'b', 0],
      [2, 'a', 1],
      [2, 'b', 1],
      [3, 'a', 2],
      [3, 'b', 2],
      [4, 'done'],
    ],
  },
  z05_native_lock: {
    why: "A lock is taken without the extra coroutine, and so the extra turn, of Python's `async with`.",
    trace: [
      [1, 'a', 'in'],
      [2, 'a', 'out'],
      [3, 'b', 'in'],
      [4, 'b', 'out'],
      [4, 'done'],
    ],
  },
  z07_error_in_native: {
    why: 'The end of an async function arrives in a microtask, where Tornado takes another turn.',
    trace: [
      [3, 'n: caught', 'ValueError: f'],
      [3, 'main: caught', "KeyError: 'from n'"],
      [3, 'done'],
    ],
  },
};
