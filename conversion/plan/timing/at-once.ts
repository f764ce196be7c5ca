import type { Function as FunctionNode, Node } from '@babel/types';
import { isFunctionNode, walk } from '../../../syntax/walk.js';
import { Decline } from '../../decline.js';
import type { Part } from '../../items.js';
import type { Region } from '../regions/region.js';
import { isTypeScript } from '../typed/declared-type.js';

/**
 * Reasons that stand against `await` because it goes on later than the callback. A generator that is resumed inside of the
 * callback does not, so that callers see what they saw.
 */
const MATTERS_OF_TIMING: ReadonlySet<string> = new Set([
  'timing-is-observed',
  'callee-may-complete-at-once',
  'completes-among-ticks',
  'field-is-raced',
  'handler-subscribes',
  'callback-subscribes',
  'listener-follows',
  'queue-goes-on',
  'callee-goes-on',
]);

export const mayGoOnAtOnce = ({ reason }: Decline): boolean => MATTERS_OF_TIMING.has(reason);

/** The same of an operation that nobody waits for: what its handler throws reaches whoever calls back. */
export const mayFloatAtOnce = (decline: Decline): boolean =>
  mayGoOnAtOnce(decline) || ['handler-throws-at-once', 'throw-is-caught'].includes(decline.reason);

/**
 * What a `yield` gives has no type: in TypeScript only `asCallback.engine` is waited in under one, by `until`. A compiler that
 * makes old JavaScript of the file may refuse generators altogether.
 */
export function checkGenerator(region: Region, fn: Node, isTyped = false): void {
  const { context, project } = region;
  if (waitsForNothing(region) || (onlyHandsOn(region) && !isTypeScript(context))) return;
  if (project.refusesGenerators(context.file.source.path)) throw cannotGoOn(fn);
  if (!isTypeScript(context)) return;
  if (!isTyped || region.continuationFunctions.size > 0) throw cannotGoOn(fn);
}

/** A body that starts nothing is a plain function. */
export const waitsForNothing = ({ operations, continuationFunctions }: Region): boolean =>
  operations.length === 0 && continuationFunctions.size === 0;

export const cannotGoOn = (node: Node): Decline => new Decline('function-is-special', node, {});

/** A body that only lets somebody else complete the function needs no generator: it returns what ends as that does. */
export const onlyHandsOn = ({ operations, continuationFunctions, waits }: Region): boolean =>
  waits.count === 0 &&
  continuationFunctions.size === 0 &&
  operations.length > 0 &&
  operations.every(({ kind, receiver }) => receiver.kind === 'continuation' && kind !== 'timer');

/** How the body of a region waits. */
export function waitWord({ atOnce, context, waits }: Region): string {
  waits.count++;
  if (!atOnce) return 'await ';
  return isTypeScript(context) ? 'yield* ' : 'yield ';
}

/** `await task(f, a)`, `yield task(f, a)`, `yield* until(task(f, a))`. */
export function waitFor(region: Region, awaited: readonly Part[]): Part[] {
  if (!region.atOnce || !isTypeScript(region.context)) return [waitWord(region), ...awaited];
  region.shim.add('until');
  return [waitWord(region), { shim: 'until' }, '(', ...awaited, ')'];
}

/**
 * How a body gives what a local function of its kind gives: a promise is taken as it is. A function that is being planned
 * calls itself, directly or not: generators that delegated to one another again and again would pile up, and each step would go
 * through all of them, so that the shim runs these. To be asked for when the function is planned.
 */
export function delegateWord({ atOnce, continuationFunctions, waits }: Region, fn: FunctionNode): string {
  if (!atOnce || continuationFunctions.get(fn) === 'plain') return '';
  waits.count++;
  return continuationFunctions.get(fn) === 'planning' ? 'yield ' : 'yield* ';
}

/** The function of the body, from its head to what stands behind it: `async () => …`, `function* () …, this`, `() => …`. */
export function bodyFunction(region: Region, statements: readonly Node[]): { helper: string; head: string; end: Part } {
  if (!region.atOnce) return { helper: '', head: 'async () =>', end: ')' };
  if (waitsForNothing(region)) return { helper: '.sync', head: '() =>', end: ')' };
  if (onlyHandsOn(region)) return { helper: '.engine', head: '() =>', end: ')' };
  return { helper: '.engine', head: 'function* ()', end: usesThis(region, statements) ? ', this)' : ')' };
}

/** An item's body, which is started where it stands: `(async () =>` … `)()`, or a generator that goes on at once. */
export function startedBody(region: Region, nodes: readonly Node[]): { head: Part[]; end: Part } {
  if (!region.atOnce) return { head: ['(async () =>'], end: ')()' };
  if (isTypeScript(region.context)) throw cannotGoOn(nodes[0]!);
  region.shim.add('asCallback');
  const { head, end } = bodyFunction(region, nodes);
  return { head: [{ shim: 'asCallback' }, `.engine(null, ${head}`], end };
}

/** What waits for all of a list: `await Promise.all(`, and what stands behind the list. */
export function waitForAll({ atOnce, context, waits }: Region): { head: string; end: string } {
  waits.count++;
  if (atOnce && isTypeScript(context)) throw cannotGoOn(context.file.ast.program);
  return atOnce ? { head: 'yield ', end: '' } : { head: 'await Promise.all(', end: ')' };
}

function usesThis(region: Region, statements: readonly Node[]): boolean {
  let found = false;
  // Handlers and methods that stood elsewhere are part of the body now.
  const moved = [...region.inlined].map(({ body }) => body);
  for (const part of [...statements, ...moved]) {
    walk(part, {
      enter(node) {
        const isArguments = node.type === 'Identifier' && node.name === 'arguments';
        if (isArguments || node.type === 'Super' || node.type === 'MetaProperty') throw cannotGoOn(node);
        if (node.type === 'ThisExpression') found = true;
        const isOwn = node.type === 'ArrowFunctionExpression' || region.inlined.has(node as FunctionNode);
        return isFunctionNode(node) && !isOwn ? 'skip' : undefined;
      },
    });
  }
  return found;
}
