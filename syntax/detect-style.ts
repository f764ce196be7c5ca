import type { File, Node } from '@babel/types';
import type { FileStyle } from '../core/index.js';
import { walk } from './walk.js';

/** Reads the habits of a file off its text: line ends, one level of indentation, quotes, semicolons. */
export function detectStyle(text: string, ast: File): FileStyle {
  return {
    eol: dominantEol(text),
    indent: indentUnit(text, ast),
    ...quotesAndSemicolons(text, ast),
  };
}

function dominantEol(text: string): '\n' | '\r\n' {
  let crlf = 0;
  let lf = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
    if (text.charCodeAt(at - 1) === 13) crlf++;
    else lf++;
  }
  return crlf > lf ? '\r\n' : '\n';
}

/** The most frequent step from the line of a block's owner to the line of its first statement. */
function indentUnit(text: string, ast: File): string {
  const votes = new Map<string, number>();
  walk(ast, {
    enter(node) {
      const inner = firstInner(node);
      if (!inner) return;
      const outerIndent = lineIndent(text, node.start!);
      const innerIndent = lineIndent(text, inner.start!);
      if (!innerIndent.startsWith(outerIndent) || innerIndent.length === outerIndent.length) return;
      const unit = innerIndent.slice(outerIndent.length);
      if (unit.startsWith('\t') ? unit === '\t' : unit.length <= 8) votes.set(unit, (votes.get(unit) ?? 0) + 1);
    },
  });
  return mostVoted(votes) ?? '  ';
}

function firstInner(node: Node): Node | undefined {
  if (node.type === 'BlockStatement' || node.type === 'ClassBody') return node.body[0];
  return node.type === 'ObjectExpression' ? node.properties[0] : undefined;
}

function lineIndent(text: string, offset: number): string {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  let end = lineStart;
  while (text[end] === ' ' || text[end] === '\t') end++;
  return text.slice(lineStart, end);
}

function quotesAndSemicolons(text: string, ast: File): Pick<FileStyle, 'quote' | 'semicolons'> {
  let single = 0;
  let double = 0;
  let withSemicolon = 0;
  let without = 0;
  walk(ast, {
    enter(node, parent) {
      const type = node.type;
      if ((type === 'StringLiteral' && parent?.type !== 'JSXAttribute') || type === 'DirectiveLiteral') {
        if (text[node.start!] === "'") single++;
        else double++;
      } else if (endsWithSemicolon.has(type) && !isLoopHead(node, parent)) {
        if (text[node.end! - 1] === ';') withSemicolon++;
        else without++;
      }
    },
  });
  return { quote: double > single ? '"' : "'", semicolons: withSemicolon >= without };
}

const endsWithSemicolon = new Set<string>([
  'ExpressionStatement',
  'VariableDeclaration',
  'ReturnStatement',
  'ThrowStatement',
  'ImportDeclaration',
  'Directive',
]);

function isLoopHead(node: Node, parent: Node | null): boolean {
  if (node.type !== 'VariableDeclaration' || !parent) return false;
  return (
    (parent.type === 'ForStatement' || parent.type === 'ForInStatement' || parent.type === 'ForOfStatement') &&
    parent.body !== (node as Node)
  );
}

function mostVoted(votes: ReadonlyMap<string, number>): string | undefined {
  let best: string | undefined;
  for (const [unit, count] of votes) if (best === undefined || count > votes.get(best)!) best = unit;
  return best;
}
