import type { Node } from '@babel/types';

/** `fs` of `{ fs: … }` and `{ 'fs': … }`. */
export const keyName = (key: Node): string | undefined =>
  key.type === 'Identifier' ? key.name : key.type === 'StringLiteral' ? key.value : undefined;
