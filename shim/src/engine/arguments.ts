import { adopt, publish } from './callable.js';
import { KeywordArguments, keywords } from './kw.js';

/**
 * What a callback was called with, when that is not exactly one value (`gen.Arguments`). Made with or without `new`;
 * destructures as the pair `[args, kwargs]`.
 */
export interface Arguments extends Iterable<unknown[] | Record<string, unknown>> {
  /** The positional arguments. */
  readonly args: unknown[];
  /** The keyword arguments, given through `kw`. */
  readonly kwargs: Record<string, unknown>;
}

/** Makes {@link Arguments}, as a class or as a function. */
export interface ArgumentsConstructor {
  new (args: unknown[], kwargs?: Record<string, unknown>): Arguments;
  (args: unknown[], kwargs?: Record<string, unknown>): Arguments;
  readonly prototype: Arguments;
}

class CallArguments implements Arguments {
  constructor(
    readonly args: unknown[],
    readonly kwargs: Record<string, unknown>,
  ) {}

  *[Symbol.iterator](): Generator<unknown[] | Record<string, unknown>, void, unknown> {
    yield this.args;
    yield this.kwargs;
  }
}

export const Arguments = publish<ArgumentsConstructor>(function Arguments(
  args: unknown[],
  kwargs: Record<string, unknown> = {},
): Arguments {
  return adopt(new CallArguments(args, kwargs), new.target);
}, CallArguments);

/**
 * The value of a callback call: none → undefined, exactly one argument → that argument, otherwise `Arguments`
 * (`gen._argument_adapter`).
 */
export function argumentsValue(list: ArrayLike<unknown>): unknown {
  const args = Array.from(list);
  const last = args[args.length - 1];
  if (keywords.used && last instanceof KeywordArguments) {
    args.pop();
    return new CallArguments(args, last.values);
  }
  if (args.length > 1) return new CallArguments(args, {});
  return args[0];
}
