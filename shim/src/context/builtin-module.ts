interface ProcessWithBuiltins {
  getBuiltinModule?(name: string): unknown;
}

/** The module object that CommonJS gives to the built package; other module systems give none. */
declare const module: { require?(name: string): unknown } | undefined;

/**
 * Gives a builtin module of Node, or undefined where there is none; so the shim needs no import of builtins.
 * `process.getBuiltinModule` came with Node 20.16; before that, the package asks as the CommonJS module that it is.
 */
export function builtinModule<T>(name: string): T | undefined {
  const { process } = globalThis as { process?: ProcessWithBuiltins };
  if (process?.getBuiltinModule !== undefined) return process.getBuiltinModule(name) as T | undefined;
  if (process === undefined || typeof module !== 'object') return undefined;
  return module.require?.(`node:${name}`) as T | undefined;
}
