import type { ImportDeclaration, Node, ObjectPattern, Statement } from '@babel/types';
import type { ParsedFile } from '../core/index.js';
import { isRequireCall } from './module-style.js';

/** An import or require of a specifier to which more names can be added. */
export interface ExistingImport {
  /** Imported name to local name. */
  readonly names: ReadonlyMap<string, string>;
  /** The braces, or the default import behind which braces can be opened. */
  readonly target:
    | {
        readonly kind: 'braces';
        readonly start: number;
        readonly end: number;
        readonly items: readonly Node[];
        readonly separator: ' as ' | ': ';
      }
    | { readonly kind: 'default'; readonly end: number };
}

/**
 * Finds the top-level imports and destructured requires of a specifier.
 *
 * @param lastRequire the last statement at which a require still comes before the file's other code
 */
export function findExistingImports(
  file: ParsedFile,
  specifier: string,
  lastRequire: Statement | undefined,
): ExistingImport[] {
  const found: ExistingImport[] = [];
  for (const statement of file.ast.program.body) {
    if (statement.type === 'ImportDeclaration') {
      const existing = statement.source.value === specifier ? fromImport(file, statement) : undefined;
      if (existing) found.push(existing);
    } else if (statement.type === 'VariableDeclaration' && lastRequire && statement.start! <= lastRequire.start!) {
      for (const { id, init } of statement.declarations) {
        if (id.type !== 'ObjectPattern' || !isRequireCall(init) || init.arguments[0].value !== specifier) continue;
        const existing = fromPattern(id);
        if (existing) found.push(existing);
      }
    }
  }
  return found;
}

function fromImport(file: ParsedFile, statement: ImportDeclaration): ExistingImport | undefined {
  if (statement.importKind === 'type' || statement.importKind === 'typeof') return undefined;
  const names = new Map<string, string>();
  const items = statement.specifiers.filter((specifier) => specifier.type === 'ImportSpecifier');
  for (const { imported, local, importKind } of items) {
    if (importKind === 'type' || importKind === 'typeof') continue;
    names.set(imported.type === 'Identifier' ? imported.name : imported.value, local.name);
  }
  if (items.length > 0) {
    const start = file.source.text.lastIndexOf('{', items[0]!.start!);
    const end = endOfBraces(file, items.at(-1)!.end!);
    return { names, target: { kind: 'braces', start, end, items, separator: ' as ' } };
  }
  const [only] = statement.specifiers;
  if (statement.specifiers.length !== 1 || only!.type !== 'ImportDefaultSpecifier') return undefined;
  return { names, target: { kind: 'default', end: only!.end! } };
}

function fromPattern(pattern: ObjectPattern): ExistingImport | undefined {
  const names = new Map<string, string>();
  for (const property of pattern.properties) {
    // Nothing may follow a rest element.
    if (property.type === 'RestElement') return undefined;
    if (!property.computed && property.key.type === 'Identifier' && property.value.type === 'Identifier') {
      names.set(property.key.name, property.value.name);
    }
  }
  const { start, end } = pattern;
  const close = pattern.typeAnnotation ? pattern.typeAnnotation.start! : end!;
  return {
    names,
    target: { kind: 'braces', start: start!, end: close - 1, items: pattern.properties, separator: ': ' },
  };
}

/** Offset of the closing brace behind the last item. */
function endOfBraces(file: ParsedFile, from: number): number {
  const { text } = file.source;
  let at = from;
  for (;;) {
    const comment = file.ast.comments?.find((candidate) => candidate.start === at);
    if (comment) at = comment.end!;
    else if (text[at] === '}') return at;
    else at++;
  }
}
