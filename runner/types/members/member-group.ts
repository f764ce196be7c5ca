import type { FunctionRef } from '../../../analysis/modules/function-ref.js';
import type { CallbackBlocker, TypedValue } from '../../../core/index.js';

/** A member that types declare: every method that may stand for it, every declaration, every call. */
export interface MemberGroup {
  readonly name: string;
  /** Methods of classes, by where their functions begin. */
  readonly methods: readonly FunctionRef[];
  /** Members of interfaces and types, abstract methods, overloads. */
  readonly declarations: readonly DeclaredMember[];
  /** Where the callees of calls begin. */
  readonly calls: readonly MemberCall[];
  /** Why the methods cannot lose their callbacks, as far as types tell. */
  readonly blockers: readonly CallbackBlocker[];
  /** True when code outside of the package can reach one of them. */
  readonly isPublic: boolean;
}

export interface DeclaredMember extends FunctionRef {
  /** What its callback gets after the error, in words that mean there what they mean; `undefined` where none do. */
  readonly values: readonly TypedValue[] | undefined;
}

export interface MemberCall extends FunctionRef {
  /** `lib/run.ts:12` */
  readonly place: string;
}
