import type { Node } from '@babel/types';
import type { FileContext } from '../../analysis/file-context.js';
import { simplifyPromisified, type PromisifiedBook } from './promisified.js';
import { simplifyPromisifiedObjects } from './promisified-object.js';
import type { Region } from './region.js';

/** Takes away promise forms of converted functions that are not needed any more: of single ones, and of whole modules. */
export function simplifyPromiseForms(
  context: FileContext,
  regionFor: (node: Node) => Region,
  awaited: Map<number, string>,
  book: PromisifiedBook,
): void {
  simplifyPromisified(context, regionFor, awaited, book);
  simplifyPromisifiedObjects(context, regionFor, book);
}
