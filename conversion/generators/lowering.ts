import type { Expression, YieldExpression } from '@babel/types';
import type { Part, Replacement } from '../items.js';

/**
 * How one `yield` is written in an async function. Everything is said as additions to the operand's own text, so that
 * what is not mentioned stays byte for byte.
 */
export interface Lowering {
  /** Goes around the operand: `[['Promise.all('], [')']]`, or `[[{ shim: 'multi' }, '('], [')']]`. */
  readonly wrap?: readonly [before: readonly Part[], after: readonly Part[]];
  /** Stands in the place of the operand; the only choice where `yield` has none: `['undefined']`. */
  readonly instead?: readonly Part[];
  /** Changes inside the operand: wraps of elements, another callee. None may reach beyond the operand. */
  readonly inside?: readonly Replacement[];
  /**
   * How tightly that which is awaited binds (`Precedence` of `syntax/`), when it is not what the room would take it for:
   * a call when there is a `wrap`, a name when there is `instead`, otherwise the operand itself.
   */
  readonly precedence?: number;
  /** True where nothing is waited for: the operand alone takes the place of the `yield`. Default: it is awaited. */
  readonly plain?: boolean;
}

/**
 * Asked once for each `yield` of a function that is converted, in source order.
 *
 * @param operand what is yielded; undefined for a bare `yield`
 * @param node the whole expression; `node.delegate` is true for `yield*`
 * @throws {Decline} when the dialect cannot say what the runner would do: the function stays as it is
 */
export type Lower = (operand: Expression | undefined, node: YieldExpression) => Lowering;
