import type { Expression, V8IntrinsicIdentifier } from '@babel/types';
import type { Operation } from '../../../analysis/operations/operation.js';
import type { Binding } from '../../../syntax/scope.js';

/** Longer than this, in characters, a name says less than a number. */
const LONGEST = 24;

const ERROR_NAME = /^_*(?:e|er|err|error)\d*$/;

/** What an error is called beside others of its name: `statErr`, after the call that it comes from. */
export function errorNameOf({ call }: Operation, { name }: Binding): string | undefined {
  if (!ERROR_NAME.test(name)) return undefined;
  const callee = nameOf(call.callee)?.replace(/^[_$]+/, '');
  const kind = name.replace(/[_\d]/g, '');
  if (!callee || /[^A-Za-z]/.test(callee) || /err(?:or)?$/i.test(callee)) return undefined;
  const ending = kind === 'e' ? 'Err' : kind[0]!.toUpperCase() + kind.slice(1);
  const whole = callee[0]!.toLowerCase() + callee.slice(1) + ending;
  return whole.length > LONGEST ? undefined : whole;
}

/** The last name of `a.b.load`; of `load.call` it is that of the function. */
function nameOf(callee: Expression | V8IntrinsicIdentifier): string | undefined {
  if (callee.type === 'Identifier') return callee.name;
  if (callee.type !== 'MemberExpression' || callee.computed || callee.property.type !== 'Identifier') return undefined;
  const { name } = callee.property;
  return /^(?:call|apply)$/.test(name) && callee.object.type !== 'Super' ? nameOf(callee.object) : name;
}
