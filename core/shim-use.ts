/** Something of the shim that a file uses. */
export interface ShimUse {
  /** The exported name; `*` where the module itself is handed on. */
  readonly name: string;
  readonly uses: number;
  /** Line of the first use, from 1. */
  readonly line: number;
}
