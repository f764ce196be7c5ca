import type { RunOptions } from '../../core/index.js';
import { digest } from './digest.js';

/** What a run was asked for, without what is asked about each site. */
export function ownOptions({ withhold: _, ...options }: RunOptions): RunOptions {
  return options;
}

/** A fingerprint of what a run was asked for. */
export function optionsKey(options: RunOptions): string {
  return digest(JSON.stringify(ownOptions(options)));
}
