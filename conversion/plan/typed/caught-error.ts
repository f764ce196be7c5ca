import type { TSType } from '@babel/types';
import type { HandlerFunction } from '../../../analysis/handler.js';
import type { Operation } from '../../../analysis/operations/operation.js';
import type { Binding, Reference } from '../../../syntax/scope.js';
import { spanOf, type Part } from '../../items.js';
import { matchCompletion } from '../completions/completion.js';
import type { Division } from '../errors/divide-handler.js';
import type { Region } from '../regions/region.js';
import { annotatedType, isTypeScript } from './declared-type.js';
import { isWithin } from '../../../syntax/within.js';

/**
 * What `catch` has to say about an error that a handler's parameter declared, since TypeScript knows nothing of it there:
 * a type; or nothing, where it is only thrown, printed or handed over.
 *
 * @returns `undefined` when a type is needed and none is known
 */
export function caughtType(
  region: Region,
  operation: Operation,
  fn: HandlerFunction,
  error: Binding,
  division: Division,
): readonly Part[] | 'none' | undefined {
  if (!isTypeScript(region.context)) return 'none';
  const uses = error.references.filter(({ identifier }) =>
    division.failures.some(
      ({ condition, body }) =>
        (condition && isWithin(identifier, condition)) ?? (body !== undefined && isWithin(identifier, body)),
    ),
  );
  const declared = annotatedType(fn.params[0]!);
  if (declared?.type === 'TSUnknownKeyword' || uses.every((use) => takesAnything(region, use))) return 'none';
  if (declared) return presentType(region, declared);
  return operation.callee.kind === 'builtin' ? ['NodeJS.ErrnoException'] : undefined;
}

/** True where a value of any type may stand: `throw err`, `console.error(err)`, `cb(err)`, `if (err)`. */
function takesAnything(region: Region, { identifier }: Reference): boolean {
  const { parents } = region.context;
  const link = parents.get(identifier);
  if (!link) return false;
  const { parent, key } = link;
  if (parent.type === 'ThrowStatement' || (parent.type === 'UnaryExpression' && parent.operator === '!')) return true;
  if (parent.type !== 'CallExpression' || key !== 'arguments') return false;
  const { callee } = parent;
  if (callee.type === 'MemberExpression' && callee.object.type === 'Identifier' && callee.object.name === 'console')
    return true;
  const statement = parents.enclosingStatement(identifier);
  const { mode } = region;
  return (
    mode.kind === 'callback' &&
    statement !== undefined &&
    matchCompletion(region.context, statement, (binding) => mode.continuations.has(binding))?.call === parent
  );
}

/** The type of an error that is there: `Error` of `Error | null`. */
function presentType(region: Region, type: TSType): readonly Part[] {
  const members = type.type === 'TSUnionType' ? type.types : [type];
  const present = members.filter((member) => member.type !== 'TSNullKeyword' && member.type !== 'TSUndefinedKeyword');
  const [only] = present;
  const isPlain = present.length < members.length || !only || only.type !== 'TSTypeReference' || isError(region, only);
  const text = present.flatMap((member, index): Part[] => (index > 0 ? [' | ', spanOf(member)] : [spanOf(member)]));
  return isPlain ? text : ['NonNullable<', ...text, '>'];
}

/** A name that says what it is; another may stand for a type with `null` in it. */
const isError = (region: Region, { start, end }: TSType): boolean =>
  /(?:Error|Exception)$/.test(region.context.file.source.text.slice(start!, end!));
