import type { ParsedFile } from '../core/index.js';
import { commentCounts, literalCounts, missingFrom } from './literal-counts.js';
import { ParseError } from './parse-error.js';
import { parse } from './parse.js';
import type { RewriteCheck, RewriteProblem, ProblemKind } from './rewrite-check.js';
import { applyEdits, type TextEdit } from './text-edits.js';
import { checkBindings } from './verify-bindings.js';
import { checkStructure } from './verify-structure.js';

/**
 * Compares a rewritten file with its original: it parses, text outside of the edits is the same and made of the same
 * statements, no comment, string, template or regular expression is lost, and names stand for what they stood for.
 *
 * @returns what is wrong; nothing else is checked when the new text does not parse
 */
export function verifyRewrite(check: RewriteCheck): RewriteProblem[] {
  const { before, after, edits, allowLost = [] } = check;
  const untouched = checkUntouched(before, after, edits);
  if (untouched.length > 0) return untouched;
  const parsed = reparse(before, after);
  if ('kind' in parsed) return [parsed];
  return [
    ...lost('comment-lost', 'comment', missingFrom(commentCounts(parsed), commentCounts(before, allowLost))),
    ...lost('literal-lost', 'literal', missingFrom(literalCounts(parsed), literalCounts(before, allowLost))),
    ...checkStructure(check, parsed),
    ...checkBindings(check, parsed),
  ];
}

function checkUntouched(before: ParsedFile, after: string, edits: readonly TextEdit[]): RewriteProblem[] {
  try {
    if (applyEdits(before.source.text, edits) === after) return [];
    return [{ kind: 'untouched-text', message: 'text outside of the edits changed' }];
  } catch (error) {
    return [{ kind: 'untouched-text', message: (error as Error).message }];
  }
}

function reparse(before: ParsedFile, after: string): ParsedFile | RewriteProblem {
  try {
    const parsed = parse({ path: before.source.path, text: after });
    const known = recoveredErrors(before);
    const added = recoveredErrors(parsed).find((message) => !known.includes(message));
    return added === undefined ? parsed : { kind: 'syntax', message: added };
  } catch (error) {
    if (error instanceof ParseError) return { kind: 'syntax', message: error.message };
    throw error;
  }
}

/** Messages of the errors that the parser got over, without their positions. */
function recoveredErrors({ ast }: ParsedFile): string[] {
  const { errors = [] } = ast as { errors?: readonly unknown[] };
  return errors.map((error) => String(error).replace(/ \(\d+:\d+\)$/, ''));
}

function lost(kind: ProblemKind, what: string, texts: readonly string[]): RewriteProblem[] {
  return texts.map((text) => ({
    kind,
    message: `${what} lost: ${text.length > 80 ? `${text.slice(0, 77)}...` : text}`,
  }));
}
