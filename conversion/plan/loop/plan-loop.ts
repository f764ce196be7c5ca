import type { CallExpression, Identifier, Statement } from '@babel/types';
import type { Operation } from '../../../analysis/operations/operation.js';
import { argumentSpan } from '../../argument-span.js';
import { Decline } from '../../decline.js';
import { line, type Item, type Part } from '../../items.js';
import { childHost, type Host } from '../names/host.js';
import { adoptNamedHandler } from '../operations/inline-handler.js';
import { planList, requireCompletion } from '../statements/plan-list.js';
import {
  blockList,
  noFlow,
  replace,
  standInBlock,
  type Ends,
  type Region,
  type StatementList,
} from '../regions/region.js';
import { listItems } from '../statements/statement-items.js';
import { withoutTrailing } from '../leftovers/trailing-return.js';
import type { LoopFrame } from './loop-frame.js';
import { checkFreshVariable } from './fresh-variable.js';
import { countsByOne, exitOf, loopHead } from './loop-head.js';
import type { SelfLoop } from './read-self-loop.js';
import { behindError, declared, received } from './self-call.js';
import { withoutErrorGuard } from './error-guard.js';
import { isWithin } from '../../../syntax/within.js';

/** `next(0)` where `next` calls itself at its end: a loop stands in the place of the call. */
export function planCalledLoop(
  region: Region,
  statement: Statement,
  loop: SelfLoop,
  call: CallExpression,
  host: Host,
): Ends {
  const args = call.arguments;
  if (args.length > loop.params.length || args.some(({ type }) => type === 'SpreadElement'))
    throw new Decline('operation-in-loop', call, {});
  if (call.callee.type === 'Identifier') region.consumed.add(call.callee);
  return planLoop(region, statement, loop, host, args);
}

/** `fs.read(fd, onread)` where `onread` hands itself to the next call. */
export function planReceivingLoop(
  region: Region,
  statement: Statement,
  loop: SelfLoop,
  operation: Operation,
  host: Host,
): Ends {
  const argument = operation.call.arguments[operation.at]!;
  if (argument.type === 'Identifier') region.consumed.add(argument);
  return planLoop(region, statement, loop, host, operation);
}

function planLoop(
  region: Region,
  statement: Statement,
  { fn, ...read }: SelfLoop,
  host: Host,
  entry: CallExpression['arguments'] | Operation,
): Ends {
  if (region.loopFunctions.has(fn)) throw new Decline('operation-in-loop', statement, {});
  const loop = withoutErrorGuard(region, { fn, ...read }, entry);
  const args = Array.isArray(entry) ? behindError(loop, entry) : undefined;
  const comments = isWithin(fn, statement) ? [] : adoptNamedHandler(region, { fn }, host);
  region.loopFunctions.add(fn);
  region.inlined.add(fn);
  const { list } = loop;
  const body = childHost(host, blockList(fn.body).span);
  placeLocals(region, loop, host, body);
  const start = args ? initial(region, loop, args) : [line(...received(region, loop, 'let ', entry as Operation))];
  const exit = exitOf(region, loop);
  const rest: StatementList = exit
    ? { statements: list.statements.slice(1), span: { start: exit.end!, end: list.span.end } }
    : list;
  const frame: LoopFrame = {
    ...loop,
    counts: args?.length === 1 && countsByOne(region, loop),
    outer: region.loop,
    reachable: true,
  };
  const inner: Region = { ...region, loop: frame };
  const ends = planList(inner, rest, true, noFlow, body);
  region.tolerant ||= inner.tolerant;
  requireCompletion(region, ends, fn, 'the loop');
  const behind = exit ? planExit(region, exit.consequent, host) : [];
  checkUses(region, loop);
  const items = withoutTrailing(
    region,
    [...listItems(inner, rest), ...(ends === 'always' ? [] : [line('return')])],
    'continue',
  );
  const head = loopHead(region, loop, args, exit?.test);
  replace(region, statement, [
    ...comments,
    ...start,
    { kind: 'braced', clauses: [{ head, body: items }], end: [] },
    ...behind,
  ]);
  return 'always';
}

function planExit(region: Region, body: Statement, host: Host): Item[] {
  const list = blockList(body);
  for (const binding of region.context.scopes.ownScope(body)?.bindings.values() ?? [])
    region.names.place(binding, host);
  const ends = planList(region, list, true, noFlow, host);
  requireCompletion(region, ends, list.statements[0]!, 'the loop');
  standInBlock(region, list);
  return listItems(region, list);
}

/** `let i = 0, left = n`; a counting loop declares its variable itself. */
function initial(region: Region, loop: SelfLoop, args: readonly CallExpression['arguments'][number][]): Item[] {
  const { params } = loop;
  if (params.length === 0 || (args.length === 1 && countsByOne(region, loop))) return [];
  const parts = params.flatMap((param, index): Part[] => {
    const value = args[index];
    return [
      index === 0 ? '' : ', ',
      declared(param),
      ...(value ? [' = ', argumentSpan(region.context.file, value)] : []),
    ];
  });
  return [line('let ', ...parts)];
}

/** Parameters become variables in front of the loop; what the body declares is new in each turn. */
function placeLocals(region: Region, { fn, params }: SelfLoop, host: Host, body: Host): void {
  const { scopes } = region.context;
  for (const binding of scopes.functionScope(fn).bindings.values()) {
    // Set anew from anywhere inside: nothing in the loop may go by the same name.
    if (params.includes(binding)) region.names.place(binding, host, true);
    else if (binding.kind === 'var') {
      checkFreshVariable(region, binding);
      region.names.place(binding, host, true);
    } else if (binding.kind !== 'param') {
      // In a block, a function of sloppy code is visible outside of it as well.
      region.names.place(binding, body, binding.kind === 'function');
    }
  }
}

/** Every use was a turn of the loop, and no function that lives longer sees the variables of another turn. */
function checkUses(region: Region, { fn, names }: SelfLoop): void {
  const { scopes, parents } = region.context;
  const open = [...names]
    .flatMap(({ references }) => references)
    .find(({ identifier }) => !region.consumed.has(identifier as Identifier));
  if (open) throw new Decline('continuation-function-escapes', open.identifier, { name: open.identifier.name });
  for (const { identifier, binding } of scopes.referencesIn(fn.body)) {
    if (!binding || !isWithin(binding.scope.node, fn) || !/^(?:param|var)$/.test(binding.kind)) continue;
    const owner = parents.enclosingFunction(binding.declarations[0]!);
    if (owner && owner !== fn && !region.inlined.has(owner)) continue;
    for (
      let around = parents.enclosingFunction(identifier);
      around && around !== owner;
      around = parents.enclosingFunction(around)
    )
      if (!region.inlined.has(around)) throw new Decline('operation-in-loop', identifier, {});
  }
}
