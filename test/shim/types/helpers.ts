/** Exactly the same type, `any` and `unknown` told apart. */
export type Same<A, B> = (<X>() => X extends A ? 1 : 2) extends <X>() => X extends B ? 1 : 2 ? true : false;

/** Compiles only for `true`. */
export function check<T extends true>(): T | undefined {
  return undefined;
}
