import type { TypedMember } from '../../../core/index.js';
import type { FileContext } from '../../../analysis/file-context.js';
import type { KnownFunction } from './known-function.js';
import type { LocalFunctions } from './local-functions.js';

/** What stands behind a member of a type, and the decisions about it that are made in other files. */
export interface KnownMember {
  readonly known: KnownFunction;
  readonly requires: readonly string[];
}

/**
 * The functions that implement a member as if they were one; `undefined` unless all of them lose their callbacks and give
 * their results in the same way.
 */
export function knownMember(
  { file }: FileContext,
  locals: LocalFunctions,
  { functions }: TypedMember,
): KnownMember | undefined {
  const all = functions.map(({ path, at, planned }) => {
    if (path !== file.source.path) return planned;
    const [, local] = [...locals].find(([{ start }]) => start === at) ?? [];
    return local?.verdict === 'leave' ? undefined : (local as KnownFunction | undefined);
  });
  const [first] = all;
  const isOne = all.every((one) => one?.verdict === 'convert' && isAlike(one, first!));
  if (!first || !isOne) return undefined;
  return {
    known: { ...first, uniform: all.every((one) => one!.uniform), cleanErrors: all.every((one) => one!.cleanErrors) },
    requires: functions.flatMap(({ path, planned }) =>
      path === file.source.path ? [] : [...(planned?.decisions ?? [])],
    ),
  };
}

/** Awaited, there is no difference between nothing at all and nothing behind the error. */
const isAlike = (one: KnownFunction, other: KnownFunction): boolean =>
  one.at === other.at && (one.convention === other.convention || (givesNothing(one) && givesNothing(other)));

const givesNothing = ({ convention }: KnownFunction): boolean => convention === 'void' || convention === 'null';
