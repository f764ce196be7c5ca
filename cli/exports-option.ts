import { InvalidArgumentError } from 'commander';
import { defaultRunOptions, type ExportRule, type ExportsPolicy } from '../core/index.js';

/** What `--exports` says, all of its uses together. */
export interface ExportsOption {
  readonly policy: ExportsPolicy;
  readonly rules: readonly ExportRule[];
}

export const noExportsOption: ExportsOption = { policy: defaultRunOptions.exports, rules: [] };

const policies: readonly ExportsPolicy[] = ['dual', 'promise', 'callback'];

/** Reads `promise`, `@scope/package=promise`, `package#name=callback` or `#name=dual`; for an option that can be repeated. */
export function parseExports(value: string, { policy, rules }: ExportsOption = noExportsOption): ExportsOption {
  const [, target, name] = /^(?:(.*)=)?([^=]*)$/.exec(value)!;
  const found = policies.find((each) => each === name);
  if (!found)
    throw new InvalidArgumentError(
      `Allowed choices are ${policies.join(', ')}; put PACKAGE=, PACKAGE#NAME= or #NAME= in front for some of the exports.`,
    );
  if (target === undefined) return { policy: found, rules };
  const [owner, member] = target.split('#') as [string, string | undefined];
  const rule = {
    ...(owner !== '' && { package: owner }),
    ...(member !== undefined && { name: member }),
    policy: found,
  };
  return { policy, rules: [...rules, rule] };
}
