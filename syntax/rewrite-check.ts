import type { ParsedFile } from '../core/index.js';
import type { TextRange } from './protected-ranges.js';
import type { TextEdit } from './text-edits.js';

export type ProblemKind =
  'syntax' | 'untouched-text' | 'structure' | 'comment-lost' | 'literal-lost' | 'unbound' | 'captured' | 'duplicate';

/** Something that a rewrite did and may not do. */
export interface RewriteProblem {
  readonly kind: ProblemKind;
  readonly message: string;
  /** Offset into the new text, where known. */
  readonly offset?: number;
}

export interface RewriteCheck {
  readonly before: ParsedFile;
  readonly after: string;
  readonly edits: readonly TextEdit[];
  /** Parts of the original whose literals and comments were removed on purpose. */
  readonly allowLost?: readonly TextRange[];
  /** Globals that the new text may read although the original did not. */
  readonly allowGlobals?: ReadonlySet<string>;
}
