interface ProcessWithBuiltins {
  getBuiltinModule?(name: string): unknown;
}

/** Gives a builtin module of Node, or undefined where there is none; so the shim needs no import of builtins. */
export function builtinModule<T>(name: string): T | undefined {
  const { process } = globalThis as { process?: ProcessWithBuiltins };
  return process?.getBuiltinModule?.(name) as T | undefined;
}
