import type { BlockStatement, Function as FunctionNode, Node, Statement, YieldExpression } from '@babel/types';
import { ownYields } from '../../analysis/generators/own-yields.js';
import type { FileContext } from '../../analysis/file-context.js';
import { Decline } from '../../conversion/decline.js';
import { checkNames } from '../../conversion/generators/plan-generator.js';
import type { EngineConvention } from './convention.js';
import { conventionOf } from './convention.js';
import { callbackParameter, CompletionFinder } from './completions.js';
import type { EngineSite } from './engine-site.js';
import { findHazards } from './hazards.js';
import { keyUses, type KeyUses } from './key-uses.js';
import { hasCommentsInWrapper, mayKeepComments } from './write-engine.js';
import { isWithin } from '../../syntax/within.js';

/** An engine that can become an async function, and how. */
export interface PreparedEngine {
  readonly site: EngineSite;
  readonly yields: readonly YieldExpression[];
  readonly keys: KeyUses;
  readonly assumptions: readonly Decline[];
  readonly notes: readonly Decline[];
  /** The name of its callback parameter. */
  readonly callback: string | undefined;
  /** Statements from the first one that waits on; what stands before stays in front. */
  readonly moved: readonly Statement[];
  /** How it gives its result when the moved part alone becomes async; why it cannot is among the notes. */
  readonly dual: EngineConvention | undefined;
  /** True when a part in front may complete, which a caller without a callback would not hear of. */
  readonly completesEarly: boolean;
  /** True when something of it runs after its callback was called. */
  readonly goesOn: boolean;
  /** The same when the whole body does. */
  readonly convert: EngineConvention | undefined;
}

/** @throws {Decline} when the engine has to stay */
export function prepareEngine(
  context: FileContext,
  site: EngineSite,
  engines: ReadonlySet<string>,
  specifier: string,
): PreparedEngine {
  const { fn, name } = site;
  checkNames(fn);
  checkUses(context, site);
  if (hasCommentsInWrapper(context, site) && !mayKeepComments(context, site))
    throw new Decline('engine-body-unknown', site.wrapper, {});
  const yields = ownYields(fn);
  const outside = yields.find(({ start }) => start! < fn.body.start!);
  if (outside) throw new Decline('yield-not-understood', outside, {});
  const keys = keyUses(context, fn, specifier);
  const { assumptions, notes } = findHazards(context, site, keys, engines, specifier);
  const body = fn.body as BlockStatement;
  const moved = movedStatements(context, fn, body.body, yields);
  const callback = callbackParameter(context, fn);
  const complete = (statements: readonly Statement[]): EngineConvention | Decline =>
    attempt(() => {
      if (statements.length === 0) throw new Decline('engine-path-without-callback', fn, { name });
      return conventionOf(context, new CompletionFinder(context, fn, callback!, name).find(statements), name);
    });
  const dual = callback && moved.length > 0 ? complete(moved) : undefined;
  const convert = callback ? complete(body.body) : undefined;
  return {
    site,
    yields,
    keys,
    assumptions,
    notes: [...notes, ...(dual instanceof Decline ? [dual] : [])],
    callback: callback?.name,
    moved,
    dual: dual instanceof Decline ? undefined : dual,
    goesOn: convert instanceof Decline && convert.reason === 'engine-code-after-callback',
    completesEarly: callback?.references.some(({ identifier }) => identifier.start! < (moved[0]?.start ?? 0)) ?? false,
    convert: convert instanceof Decline ? undefined : convert,
  };
}

function attempt<T>(run: () => T): T | Decline {
  try {
    return run();
  } catch (error) {
    if (error instanceof Decline) return error;
    throw error;
  }
}

/** From the first statement that waits; the whole body, when it declares something that the part in front uses. */
function movedStatements(
  context: FileContext,
  fn: FunctionNode,
  statements: readonly Statement[],
  yields: readonly YieldExpression[],
): readonly Statement[] {
  const [first] = yields;
  if (!first) return [];
  const from = statements.findIndex((statement) => isWithin(first, statement));
  const start = statements[from]!.start!;
  const isShared = [...context.scopes.functionScope(fn).bindings.values()].some(
    ({ declarations, references, kind }) =>
      kind !== 'param' &&
      declarations.some((declared) => declared.start! >= start) &&
      [...declarations, ...references.map(({ identifier }) => identifier)].some(
        (node) => node.start! < start && node.start! >= fn.body.start!,
      ),
  );
  return isShared ? statements : statements.slice(from);
}

/** `load.start()`, `load.__wrapped__`, `const load: EngineFunction<…>`. */
function checkUses(context: FileContext, { binding, name }: EngineSite): void {
  const [declared] = binding?.declarations ?? [];
  const type = declared?.typeAnnotation;
  if (type && /\bEngineFunction\b/.test(context.file.source.text.slice(type.start!, type.end!)))
    throw new Decline('engine-runner-used', declared, { name });
  for (const { identifier } of binding?.references ?? []) {
    const parent: Node | undefined = context.parents.get(identifier)?.parent;
    if (parent?.type !== 'MemberExpression' || parent.object !== identifier) continue;
    const { property } = parent;
    if (property.type === 'Identifier' && /^(?:start|__wrapped__)$/.test(property.name))
      throw new Decline('engine-runner-used', parent, { name });
  }
}
