import type { Node } from '@babel/types';
import type { FileContext } from './file-context.js';
import { moduleOf } from './module-binding.js';

/** Whether a file got something from the shim by this specifier or the other one, and from which of its entry points. */
export interface ShimMember {
  /** The exported name. */
  readonly name: string;
  /** The entry point: `''`, `queues`, `locks`. */
  readonly entry: string;
}

const PACKAGE = 'coshift-shim';

/**
 * What an expression gives of the shim: `coroutine` that was imported from it, or `gen.coroutine` of its namespace. Only
 * bindings that are never assigned again count, so a function of the file that has the same name is none.
 *
 * @param specifier what the run calls the shim; `coshift-shim` is always known, and nothing else when it is empty
 */
export function shimMember(context: FileContext, node: Node, specifier: string): ShimMember | undefined {
  const found = moduleOf(context, node);
  if (found?.member === undefined) return undefined;
  for (const base of specifier === '' ? [PACKAGE] : [PACKAGE, specifier]) {
    if (found.specifier === base) return { name: found.member, entry: '' };
    if (found.specifier.startsWith(`${base}/`))
      return { name: found.member, entry: found.specifier.slice(base.length + 1) };
  }
  return undefined;
}

/** The name of what an expression gives of the shim, whatever the entry point. */
export function shimName(context: FileContext, node: Node, specifier: string): string | undefined {
  return shimMember(context, node, specifier)?.name;
}

/** Whether an expression gives the shim as a whole. */
export function isShimModule(context: FileContext, node: Node, specifier: string): boolean {
  const found = moduleOf(context, node);
  return (
    found !== undefined && found.member === undefined && (found.specifier === PACKAGE || found.specifier === specifier)
  );
}
