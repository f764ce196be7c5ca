import { createRequire } from 'node:module';
import path from 'node:path';
import vm from 'node:vm';
import ts from 'typescript';
import { findStub } from './stub-module.js';

export interface LoadRequest {
  /** Absolute path that the module believes it has; relative requires start from its folder. */
  readonly filename: string;
  readonly text: string;
  /** What `require` and `import` give, by specifier. */
  readonly stubs: Readonly<Record<string, unknown>>;
  /** Free names that differ from the real globals. */
  readonly globals: Readonly<Record<string, unknown>>;
}

const moduleNames = ['exports', 'require', 'module', '__filename', '__dirname'];

/**
 * Runs a module afresh and returns its exports. ES modules and TypeScript are compiled to CommonJS first, so that
 * stubs reach them too.
 */
export function loadModule(request: LoadRequest): unknown {
  const module = { exports: {} as unknown };
  const require = stubbedRequire(request);
  const globalNames = Object.keys(request.globals);
  // The inner function is the scope that Node gives a CommonJS module: it may declare a name that the outer one has.
  const source = `(function (${globalNames.join(', ')}) { return function (${moduleNames.join(', ')}) {${commonJs(request)}\n}; })`;
  const outer = vm.runInThisContext(source, { filename: request.filename }) as (
    ...values: unknown[]
  ) => (...all: unknown[]) => void;
  const body = outer(...Object.values(request.globals));
  body.call(module.exports, module.exports, require, module, request.filename, path.dirname(request.filename));
  return module.exports;
}

function commonJs({ filename, text }: LoadRequest): string {
  const plain = text.replace(/^\uFEFF/, '').replace(/^#!.*/, '');
  if (!isTypeScript(filename) && !isEsModule(filename, plain)) return plain;
  const compilerOptions: ts.CompilerOptions = {
    module: ts.ModuleKind.CommonJS,
    target: ts.ScriptTarget.ES2023,
    esModuleInterop: true,
    allowJs: true,
  };
  return ts.transpileModule(plain, { fileName: filename.replace(/\.([cm])(js|ts)$/, '.$2'), compilerOptions })
    .outputText;
}

function isTypeScript(filename: string): boolean {
  return /\.[cm]?tsx?$/.test(filename);
}

function isEsModule(filename: string, text: string): boolean {
  if (filename.endsWith('.cjs')) return false;
  if (filename.endsWith('.mjs')) return true;
  return /^\s*(?:import\s+[\w${*'"]|export\s+[\w{*])/m.test(text);
}

function stubbedRequire({ filename, stubs }: LoadRequest): (specifier: string) => unknown {
  const real = createRequire(filename);
  return (specifier) => {
    const stub = findStub(stubs, specifier);
    return stub === undefined ? (real(specifier) as unknown) : stub;
  };
}
