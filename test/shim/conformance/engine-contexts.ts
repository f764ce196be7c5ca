import {
  engine,
  ExceptionStackContext,
  NullContext,
  runWithStackContext,
  StackContext,
  Task,
  ValueError,
} from '../../../shim/src/index.js';
import { errorText, type Scenario } from './env.js';
import { KeyError } from './key-error.js';

type Deliver = (...values: unknown[]) => void;

export const engineContexts: Record<string, Scenario> = {
  e34_uncaught_async_goes_to_outer_handler: {
    run({ ev, done, soon, afterTurns }) {
      const handler = (error: unknown): boolean => {
        ev('outer handler', errorText(error));
        afterTurns(2, done);
        return true;
      };
      const g = engine(function* () {
        yield Task((callback: Deliver) => soon(callback));
        throw new ValueError('boom');
      });
      runWithStackContext(new ExceptionStackContext(handler), () => g());
      ev('caller: returned');
    },
  },
  e35_uncaught_sync_goes_to_caller_and_handler: {
    run({ ev, done, afterTurns }) {
      const handler = (error: unknown): boolean => {
        ev('outer handler', errorText(error));
        return false;
      };
      const g = engine(function* () {
        throw new ValueError('boom');
      });
      try {
        runWithStackContext(new ExceptionStackContext(handler), () => {
          g();
          ev('after g() inside with');
        });
      } catch (error) {
        ev('caller: got', errorText(error));
      }
      afterTurns(2, done);
    },
  },
  e37_stack_context_follows: {
    run({ ev, done, soon }) {
      const active: string[] = [];
      function* context(name: string): Generator<undefined, void, unknown> {
        active.push(name);
        yield;
        active.splice(active.indexOf(name), 1);
      }
      let deactivateA = (): void => {};
      const third = (): void => {
        ev('third', active);
        done();
      };
      const second = (): void => {
        ev('second', active);
        deactivateA();
        soon(third);
      };
      const first = (): void => {
        ev('first', active);
        runWithStackContext(new NullContext(), () => soon(() => ev('null', active)));
        soon(second);
      };
      runWithStackContext(new StackContext(() => context('A')), (deactivate) => {
        deactivateA = deactivate;
        soon(first);
      });
      ev('outside', active);
    },
  },
  e38_exception_handler_chain: {
    run({ ev, done, soon, afterTurns }) {
      const outer = (error: unknown): boolean => {
        ev('outer', errorText(error));
        return true;
      };
      const handlers = [
        (error: unknown): boolean => {
          ev('inner_false', errorText(error));
          return false;
        },
        (error: unknown): boolean => {
          ev('inner_true', errorText(error));
          return true;
        },
        (error: unknown): boolean => {
          ev('inner_replace', errorText(error));
          throw new KeyError("'replaced'");
        },
      ];
      for (const handler of handlers) {
        runWithStackContext(new ExceptionStackContext(outer), () =>
          runWithStackContext(new ExceptionStackContext(handler), () =>
            soon(() => {
              throw new ValueError('boom');
            }),
          ),
        );
      }
      afterTurns(3, done);
    },
  },
};
