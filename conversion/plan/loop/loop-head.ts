import type { Expression, IfStatement, Node } from '@babel/types';
import { isErrorName } from '../../../analysis/names-by-convention.js';
import { outerSpan } from '../../../syntax/outer-span.js';
import { argumentSpan } from '../../argument-span.js';
import { spanOf, type Part } from '../../items.js';
import type { Region, StatementList } from '../regions/region.js';
import { commentsWithin } from '../statements/statement-items.js';
import type { SelfLoop } from './read-self-loop.js';
import { declared, isStep } from './self-call.js';
import { isWithin } from '../../../syntax/within.js';

/**
 * `if (i === n) return cb(null);` at the top: the loop ends there, and what it does stands behind the loop. `if (i < n)
 * return load(i++, next)` is a turn.
 */
export function exitOf(region: Region, { list, calls, handed }: SelfLoop): IfStatement | undefined {
  const { statements, span } = list;
  const [first, second] = statements;
  if (first?.type !== 'IfStatement' || first.alternate || !second) return undefined;
  const { consequent, test } = first;
  if (test.type === 'Identifier' && isErrorName(test.name)) return undefined;
  const isTurn = [...calls, ...handed].some((node) => isWithin(node, consequent));
  if (isTurn) return undefined;
  const last = consequent.type === 'BlockStatement' ? consequent.body.at(-1) : consequent;
  if (last?.type !== 'ReturnStatement') return undefined;
  if (usesBodyOf(region, span, consequent)) return undefined;
  const around = commentsWithin(region, { start: span.start, end: second.start! });
  return around.every((node) => isWithin(node, consequent)) ? first : undefined;
}

/** True when every turn adds one to the only parameter, and nothing else changes it: `for (let i = 0; …; i++)`. */
export function countsByOne(region: Region, loop: SelfLoop): boolean {
  const { params, calls, handed, guarded } = loop;
  const [param, ...others] = params;
  if (guarded || !param || others.length > 0 || handed.length > 0) return false;
  if (param.references.some(({ kind }) => kind !== 'read')) return false;
  const exit = exitOf(region, loop)?.consequent;
  // Behind the loop its variable is gone.
  if (exit && param.references.some(({ identifier }) => isWithin(identifier, exit))) return false;
  return calls.every(({ arguments: args }) => args.length === 1 && isStep(region, args[0]!, param.name, '+'));
}

export function loopHead(
  region: Region,
  loop: SelfLoop,
  entry: readonly Node[] | undefined,
  test: Expression | undefined,
): Part[] {
  const condition = test ? negated(region, test) : undefined;
  const [param] = loop.params;
  if (entry?.length !== 1 || !param || !countsByOne(region, loop)) return ['while (', ...(condition ?? ['true']), ')'];
  const index = declared(param);
  return [
    'for (let ',
    index,
    ' = ',
    argumentSpan(region.context.file, entry[0]!),
    ';',
    ...(condition ? [' ', ...condition] : []),
    '; ',
    index,
    '++)',
  ];
}

const OPPOSITE: Readonly<Record<string, string>> = { '===': '!==', '!==': '===', '==': '!=', '!=': '==' };
/** Only where neither side can be NaN. */
const OPPOSITE_ORDER: Readonly<Record<string, string>> = { '>=': '<', '>': '<=', '<': '>=', '<=': '>' };

/** The condition under which the loop goes on. */
function negated(region: Region, test: Expression): Part[] {
  if (test.type === 'UnaryExpression' && test.operator === '!') return [spanOf(test.argument)];
  if (test.type === 'BinaryExpression') {
    const { text } = region.context.file.source;
    const isNumber = /^\d+$|\.length$/.test(text.slice(test.right.start!, test.right.end!));
    const opposite = OPPOSITE[test.operator] ?? (isNumber ? OPPOSITE_ORDER[test.operator] : undefined);
    const side = (node: Node): Part => outerSpan(region.context.file, node);
    if (opposite) return [side(test.left), ` ${opposite} `, side(test.right)];
  }
  const isSimple = /^(?:Identifier|MemberExpression|CallExpression)$/.test(test.type);
  return isSimple ? ['!', spanOf(test)] : ['!(', spanOf(test), ')'];
}

/** True when the way out uses what the body declares: that is not there behind the loop. */
function usesBodyOf(region: Region, body: StatementList['span'], exit: Node): boolean {
  return region.context.scopes
    .referencesIn(exit)
    .some(({ binding }) => binding?.declarations.some((node) => isWithin(node, body) && !isWithin(node, exit)));
}
