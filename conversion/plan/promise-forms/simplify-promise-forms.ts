import { simplifyPromisified } from './promisified.js';
import { simplifyPromisifiedObjects } from './promisified-object.js';
import type { Round } from '../rounds/round.js';

/** Takes away promise forms of converted functions that are not needed any more: of single ones, and of whole modules. */
export function simplifyPromiseForms(round: Round): void {
  simplifyPromisified(round);
  simplifyPromisifiedObjects(round);
}
