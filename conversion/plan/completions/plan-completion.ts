import type { CallExpression, Node, Statement } from '@babel/types';
import { argumentSpan } from '../../argument-span.js';
import { Decline } from '../../decline.js';
import { makesLibraryError } from '../../../analysis/library-error.js';
import { isTruthyVariable } from '../../../analysis/truthy-variable.js';
import { withoutTypes } from '../../../syntax/typed-expression.js';
import type { Item, Part } from '../../items.js';
import { hasSpread, isNullish, isTruthyExpression, type Completion } from './completion.js';
import { continuationUses } from './continuation-uses.js';
import type { PendingCompletion } from './convention.js';
import { executorShape } from '../promises/executor-mode.js';
import { dropTypeTest, testedName } from '../statements/tested-name.js';
import { isPlain, replace, type Ends, type Flow, type Region } from '../regions/region.js';
import { completionComments } from '../statements/stray-comments.js';
import { planTestCompletion } from '../test-functions/test-completion.js';
import { isDirectCall } from '../../../syntax/direct-call.js';

/** Turns `return cb(err)` into `throw err` and `return cb(null, v)` into `return v`. */
export function planCompletion(
  region: Region,
  statement: Statement,
  completion: Completion,
  tail: boolean,
  flow: Flow,
): Ends {
  const { call, returned, optional } = completion;
  if (!returned && !tail) throw new Decline('code-after-completion', statement, { name: nameOf(region, call) });
  if (optional) region.tolerant = true;
  if (region.mode.kind === 'callback' && region.mode.test)
    return planTestCompletion(region, statement, completion, flow, () => consumeCallee(region, statement));
  consumeCallee(region, statement);
  const isExecutor = region.mode.kind === 'callback' && region.mode.executor !== undefined;
  const shape = isExecutor ? executorShape(region, call) : completionShape(region, call.arguments, flow);
  const pending: PendingCompletion = { parts: [], shape };
  if (pending.shape.kind === 'throw' && flow.guarded) throw new Decline('error-completion-in-try', statement, {});
  region.completions.push(pending);
  noteDifferences(region, call, returned, flow);
  const item: Item = { kind: 'line', parts: pending.parts };
  replace(region, statement, [...completionComments(region, call, statement), item]);
  return 'always';
}

/** Nobody reads what a completion returns (E4), and its own throw no longer completes a second time (E6). */
function noteDifferences(region: Region, call: CallExpression, returned: boolean, flow: Flow): void {
  const name = nameOf(region, call);
  if (returned) region.notes.push(new Decline('return-value-gone', call, { name }));
  if (flow.guarded) region.notes.push(new Decline('second-completion-gone', call, { name }));
}

/** `cb`, `req.callback`. */
const nameOf = ({ context }: Region, { callee }: CallExpression): string =>
  context.file.source.text.slice(callee.start!, callee.end!);

function consumeCallee(region: Region, statement: Statement): void {
  for (const { identifier, expression } of continuationUses(region, statement)) {
    const link = region.context.parents.get(expression);
    const isCallee = isDirectCall(link?.parent) && link.key === 'callee';
    const isGuard = isTest(link);
    const isTested = isTypeGuard(region, identifier);
    if (isCallee || isGuard || isTested) region.consumed.add(identifier);
    if (isTested) dropTypeTest(region, identifier);
  }
}

/** `typeof cb === 'function' && cb(…)` */
function isTypeGuard({ context: { parents } }: Region, identifier: Node): boolean {
  const asked = parents.get(identifier)?.parent;
  const comparison = asked?.type === 'UnaryExpression' ? parents.get(asked)?.parent : undefined;
  const link = comparison && parents.get(comparison);
  return isTest(link) && testedName(comparison!) === identifier;
}

/** On the left of `&&`, or in front of `?`. */
const isTest = (link: { readonly parent: Node; readonly key: string } | undefined): boolean =>
  (link?.parent.type === 'LogicalExpression' && link.key === 'left') ||
  (link?.parent.type === 'ConditionalExpression' && link.key === 'test');

export function completionShape(region: Region, args: readonly Node[], flow: Flow): PendingCompletion['shape'] {
  const valuePart = (node: Node): Part => argumentSpan(region.context.file, node);
  if (hasSpread(args)) return { kind: 'exact', args: args.map(valuePart) };
  if (isPlain(region.mode)) return { kind: 'success', values: args.map(valuePart) };
  const [error, ...values] = args;
  if (!error) return { kind: 'bare' };
  if (isNullLiteral(error) || isKnown(region, error, flow.falsy)) {
    if (isNullLiteral(error)) return { kind: 'success', values: values.map(valuePart) };
    // The variable is falsy, but it may be undefined or null: the exact value is what the caller got.
    return { kind: 'exact', args: args.map(valuePart) };
  }
  if (isNullish(error)) return { kind: 'exact', args: args.map(valuePart) };
  const given = assigned(error);
  const truthy =
    isTruthyExpression(given) ||
    makesLibraryError(region.context, given) ||
    isTruthyName(region, given) ||
    isKnown(region, given, flow.truthy);
  if (truthy && values.length === 0) return { kind: 'throw', error: valuePart(error) };
  return { kind: 'exact', args: args.map(valuePart) };
}

const isNullLiteral = (node: Node): boolean => withoutTypes(node).type === 'NullLiteral';

const isTruthyName = ({ context }: Region, value: Node): boolean =>
  value.type === 'Identifier' && isTruthyVariable(context, value);

/** The value of `failed = err`. */
function assigned(value: Node): Node {
  const node = withoutTypes(value);
  return node.type === 'AssignmentExpression' && node.operator === '=' ? assigned(node.right) : node;
}

function isKnown(region: Region, value: Node, set: Flow['truthy']): boolean {
  const node = withoutTypes(value);
  if (node.type !== 'Identifier') return false;
  const binding = region.context.scopes.bindingOf(node);
  return binding !== undefined && set.has(binding);
}
