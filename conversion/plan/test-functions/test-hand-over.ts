import type { CallExpression, Expression, Identifier, Node, Statement } from '@babel/types';
import { calleeName } from '../../../analysis/callee.js';
import { findOwn, isFunctionNode } from '../../../syntax/walk.js';
import { line, spanOf, type Part } from '../../items.js';
import type { Host } from '../names/host.js';
import { replace, type Ends, type Region } from '../regions/region.js';
import { ended } from './test-completion.js';

/**
 * `server = app.listen(0, done);`, `stream.on('end', done);`: the last thing that a test does is to hand its callback to
 * a call. Whoever calls it, and with what: the first call ends the test, and an argument fails it.
 *
 * @returns `undefined` for any other statement
 */
export function planHandOver(region: Region, statement: Statement, tail: boolean, host: Host): Ends | undefined {
  if (region.mode.kind !== 'callback' || !region.mode.test || !tail) return undefined;
  const expression = valueOf(statement);
  const used = expression && soleUse(region, expression);
  const call = used && handedTo(region, used);
  if (!call || isUncertain(region, call, expression)) return undefined;
  const inner: Host = { parent: host, spans: [spanOf(statement)] };
  const resolve = region.names.fresh('resolve', inner);
  const callback: Part[] = [resolve];
  let params = resolve;
  if (!givesNothing(call)) {
    const reject = region.names.fresh('reject', inner);
    const err = region.names.fresh('err', inner);
    callback.splice(0, 1, `(${err}) => (${err} ? ${reject}(${err}) : ${resolve}())`);
    params = `${resolve}, ${reject}`;
  }
  const before: Part = { start: expression.start!, end: used.start! };
  const after: Part = { start: used.end!, end: expression.end! };
  const isValue = expression.type === 'CallExpression';
  const body: Part[] = isValue ? [before, ...callback, after] : ['(', before, ...callback, after, ')'];
  region.consumed.add(used);
  region.completions.push(ended());
  replace(region, statement, [line(`await new Promise((${params}) => `, ...body, ')'), line('return')]);
  return 'always';
}

/** `f(done)`, `return f(done)`: what it returns is of no use to anybody. */
function valueOf(statement: Statement): Expression | undefined {
  if (statement.type === 'ExpressionStatement') return statement.expression;
  return statement.type === 'ReturnStatement' ? (statement.argument ?? undefined) : undefined;
}

/** The only mention of the test's callback in an expression. */
function soleUse({ mode, context }: Region, expression: Node): Identifier | undefined {
  const uses = context.scopes
    .referencesIn(expression)
    .filter(({ binding }) => mode.kind === 'callback' && binding !== undefined && mode.continuations.has(binding));
  const [only, ...others] = uses;
  return others.length === 0 && only?.identifier.type === 'Identifier' ? only.identifier : undefined;
}

function handedTo({ context }: Region, identifier: Identifier): CallExpression | undefined {
  const link = context.parents.get(identifier);
  return link?.parent.type === 'CallExpression' && link.key === 'arguments' ? link.parent : undefined;
}

/** Inside of a function, in a branch that may not be taken, or in an expression that waits for something itself. */
function isUncertain({ context }: Region, call: CallExpression, expression: Node): boolean {
  if (/^(?:then|catch|finally|call|apply)$/.test(calleeName(call))) return true;
  for (let node: Node = call; node !== expression;) {
    const parent: Node = context.parents.get(node)!.parent;
    if (/^(?:Conditional|Logical)/.test(parent.type) || isFunctionNode(parent)) return true;
    node = parent;
  }
  return findOwn(expression, ({ type }) => /^(?:Await|Yield|Optional)/.test(type)) !== undefined;
}

/** What calls its callback without arguments. */
function givesNothing(call: CallExpression): boolean {
  const [event] = call.arguments;
  if (calleeName(call) === 'listen') return true;
  if (!/^(?:on|once|addListener)$/.test(calleeName(call))) return false;
  return event?.type === 'StringLiteral' && /^(?:end|finish|listening|ready)$/.test(event.value);
}
