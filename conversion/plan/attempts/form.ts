/** The form in which a body is tried. */
export interface Form {
  /** Whether functions that start themselves again may become loops. */
  readonly loops: boolean;
  /**
   * Whether the body goes on inside of the callbacks, as the original did: a generator, where others become async
   * functions.
   */
  readonly atOnce: boolean;
  /** Whether what is not proved may be taken for granted, where the run allows that. */
  readonly assumes: boolean;
}

/** An async body that rests on no assumption. */
export const PROVED: Form = { loops: true, atOnce: false, assumes: false };

/** An async body that may rest on assumptions. */
export const ASSUMED: Form = { ...PROVED, assumes: true };
