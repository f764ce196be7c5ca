import type { Function as FunctionNode, Node } from '@babel/types';
import type { FileContext } from '../../analysis/file-context.js';
import { Decline } from '../../conversion/decline.js';
import { EditList } from '../../conversion/generators/edit-list.js';
import { planGenerator } from '../../conversion/generators/plan-generator.js';
import { spanOf, type Replacement } from '../../conversion/items.js';
import { walk, walkFunctionBody } from '../../syntax/walk.js';
import type { CoroutineSite } from './find-coroutines.js';
import { planIterations } from './iterate-results.js';
import { YieldLowering } from './lower-yield.js';
import { planReturns, returnThrows, strayReturns } from './return-throws.js';
import type { YieldKinds } from './yield-kinds.js';
import { isWithin } from '../../syntax/within.js';

/** What makes an async function of the generator function of a coroutine. */
export interface BodyPlan {
  readonly replacements: readonly Replacement[];
  readonly yields: number;
  readonly notes: readonly Decline[];
}

/** What is known of the file around one coroutine. */
export interface BodyContext {
  readonly sites: readonly CoroutineSite[];
  readonly kinds: YieldKinds;
  readonly specifier: string;
}

/** @throws {Decline} when the body has to stay a generator */
export function planBody(context: FileContext, site: CoroutineSite, known: BodyContext): BodyPlan {
  const { fn } = site;
  const { kinds, specifier } = known;
  checkStores(fn);
  checkReturns(context, site, known);
  checkName(context, site);
  const lowering = new YieldLowering(context, specifier, kinds);
  const plan = planGenerator(context, fn, { lower: lowering.of(fn) });
  const edits = new EditList();
  const kept = planReturns(context, fn, specifier, edits);
  planIterations(context, fn, specifier, edits);
  planReturnType(fn, edits);
  const notes = [
    ...kept.map((statement) => new Decline('return-is-swallowed', statement, {})),
    ...checkResults(context, fn, known),
    ...(plan.yields > 0 ? [new Decline('wait-in-microtasks', site.node, { name: site.name })] : []),
  ];
  return { replacements: [...plan.replacements, ...edits.replacements()], yields: plan.yields, notes };
}

/** A coroutine enters stores for itself alone; an async function enters them for its caller as well. */
function checkStores(fn: FunctionNode): void {
  walk(fn.body, {
    enter(node) {
      if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return;
      const { property } = node.callee;
      if (property.type === 'Identifier' && property.name === 'enterWith')
        throw new Decline('store-is-entered', node, {});
    },
  });
}

/** A `Return` of a function inside concerns the coroutine around it; one outside of all may concern any. */
function checkReturns(context: FileContext, { fn }: CoroutineSite, { sites, specifier }: BodyContext): void {
  const all = sites.map((site) => site.fn);
  for (const node of strayReturns(context, all, specifier)) {
    const owners = all.filter((one) => isWithin(node, one));
    if (owners.length === 0 || owners.includes(fn)) throw new Decline('return-thrown-elsewhere', node, {});
  }
}

/** The generator function may be reached by its own name, inside or where it is declared. */
function checkName(context: FileContext, { fn, argument, name }: CoroutineSite): void {
  const named = argument.type === 'Identifier' ? argument : undefined;
  if (context.file.source.text.includes('__wrapped__')) throw new Decline('generator-used-elsewhere', fn, { name });
  if (!('id' in fn) || !fn.id) {
    if (named) checkReferences(context, named, named);
    return;
  }
  checkReferences(context, fn.id, named);
}

function checkReferences(
  context: FileContext,
  identifier: Node & { type: 'Identifier' },
  allowed: Node | undefined,
): void {
  const binding = context.scopes.bindingOf(identifier);
  const other = binding?.references.find((reference) => reference.identifier !== allowed);
  const declaration = binding && context.parents.get(binding.declarations[0]!)?.parent;
  const isExported = [...(declaration ? context.parents.ancestors(declaration) : [])][0]?.type.startsWith('Export');
  if (other || isExported)
    throw new Decline('generator-used-elsewhere', other?.identifier ?? identifier, { name: identifier.name });
}

/** A future that is returned would be waited for. */
function checkResults(context: FileContext, fn: FunctionNode, { kinds, specifier }: BodyContext): Decline[] {
  const results: Node[] = [];
  walkFunctionBody(fn, {
    enter(node) {
      if (node.type === 'ReturnStatement' && node.argument) results.push(node.argument);
    },
  });
  for (const { created } of returnThrows(context, fn, specifier))
    if (created.arguments[0]) results.push(created.arguments[0]);
  const future = results.find((node) => kinds.kindOf(node) === 'future');
  if (future) throw new Decline('returns-a-future', future, {});
  return results
    .filter((node) => node.type === 'CallExpression')
    .map((node) => new Decline('result-is-flattened', node, { value: textOf(context, node) }));
}

/** `Generator<unknown, R, any>` is `Promise<R>`. */
function planReturnType(fn: FunctionNode, edits: EditList): void {
  if (fn.returnType?.type !== 'TSTypeAnnotation') return;
  const type = fn.returnType.typeAnnotation;
  const result = type.type === 'TSTypeReference' ? type.typeParameters?.params[1] : undefined;
  edits.replace(type.start!, type.end!, 'Promise<', result ? spanOf(result) : 'any', '>');
}

function textOf(context: FileContext, node: Node): string {
  return context.file.source.text.slice(node.start!, node.end!).replace(/\s+/g, ' ').slice(0, 40);
}
