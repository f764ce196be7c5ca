/** A function of the project: its file, and where it begins there. */
export interface FunctionRef {
  readonly path: string;
  readonly at: number;
}

export const refKey = ({ path, at }: FunctionRef): string => `${path}:${at}`;
