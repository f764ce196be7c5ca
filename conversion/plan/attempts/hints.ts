import type { CallExpression, Function as FunctionNode } from '@babel/types';
import { calleeName } from '../../../analysis/callee.js';
import { collectFacts } from '../../../analysis/collect-facts.js';
import type { FileContext } from '../../../analysis/file-context.js';
import { instanceOf, memberName } from '../../../analysis/methods/instance.js';
import { surelyGivingValue } from '../../../analysis/methods/member-facts.js';
import { objectPathOf } from '../../../analysis/methods/object-path.js';
import { moduleOf } from '../../../analysis/module-binding.js';
import { isCallbackName } from '../../../analysis/names-by-convention.js';
import type { OperationHints } from '../../../analysis/operations/operation.js';
import type { Names, ParsedFile } from '../../../core/index.js';
import { usesArguments } from '../../../syntax/function-facts.js';
import { carriesContinuation } from '../completions/continuation-function.js';
import { knownFunction } from '../rounds/known-function.js';
import type { Region } from '../regions/region.js';

/** Whether a function may find its callback among its `arguments`: it names one among its parameters, or calls one. */
function takesArguments(context: FileContext, fn: FunctionNode): boolean {
  if (!usesArguments(fn)) return false;
  const last = fn.params.at(-1);
  return last?.type === 'Identifier'
    ? isCallbackName(last.name)
    : fn.params.length === 0 && callsOwnCallback(context, fn);
}

/** `var cb = args.pop(); … cb(null, value)` */
function callsOwnCallback({ scopes, parents }: FileContext, fn: FunctionNode): boolean {
  return [...scopes.functionScope(fn).bindings.values()].some(
    ({ name, kind, references }) =>
      kind !== 'function' &&
      isCallbackName(name) &&
      references.some(({ identifier }) => parents.get(identifier)?.key === 'callee'),
  );
}

/** What a region knows about names when it looks for operations. */
export function hintsOf(region: Region): OperationHints {
  const { context } = region;
  return {
    // `resolve` and `reject` take no error first, nor does a callback for values.
    isContinuation: (binding) =>
      region.mode.kind === 'callback' &&
      !region.mode.executor &&
      !region.mode.plain &&
      region.mode.continuations.has(binding),
    localKind: (callee) => {
      if (callee.kind === 'module') {
        const known = knownFunction(region, callee);
        return known && { at: known.at, kind: 'error-first' };
      }
      if (callee.kind !== 'local') return undefined;
      if (region.continuationFunctions.has(callee.fn)) return 'none';
      const local = region.locals.get(callee.fn);
      // One that finds its callback among its `arguments` is taken at its word.
      if (!local) return takesArguments(context, callee.fn) ? undefined : 'none';
      return { at: local.at, kind: local.kind };
    },
    givesValue: (call, { method }) =>
      valueCallbacks(region).has(calleeName(call)) && (method !== undefined || isOfProject(region, call)),
    // Tests have forms of their own for that.
    handsOn: region.mode.kind === 'callback' && !region.mode.test,
    completes: (fn) => carriesContinuation(region, fn, new Set()),
  };
}

/** A function of another file, or a method of an object of the project: no function of a package by the same name. */
function isOfProject({ context, project }: Region, { callee }: CallExpression): boolean {
  if (moduleOf(context, callee)?.specifier.startsWith('.')) return true;
  const name = callee.type === 'MemberExpression' ? memberName(callee) : undefined;
  if (callee.type !== 'MemberExpression' || name === undefined) return false;
  if (instanceOf(context, callee.object)) return true;
  const object = objectPathOf(context, callee.object);
  return object !== undefined && project.method(context.file.source.path, object, name) !== undefined;
}

const own = new WeakMap<ParsedFile, ReadonlySet<string>>();

/** Under a runner that knows one file only, that file alone tells. */
function valueCallbacks({ project, context: { file } }: Region): Names {
  let names = project.valueCallbacks ?? own.get(file);
  if (!names) own.set(file, (names = surelyGivingValue([collectFacts(file)])));
  return names;
}
