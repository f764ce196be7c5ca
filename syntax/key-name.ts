import type { Node } from '@babel/types';

/** A property of an object literal or a member of a class. */
interface Keyed {
  readonly key: Node;
  readonly computed?: boolean | null;
}

/** `fs` of `{ fs: … }` and `{ 'fs': … }`; nothing for `{ [name]: … }`. */
export function keyName({ key, computed }: Keyed): string | undefined {
  if (computed) return undefined;
  return key.type === 'Identifier' ? key.name : key.type === 'StringLiteral' ? key.value : undefined;
}
