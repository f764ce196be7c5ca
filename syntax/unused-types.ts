import type { Identifier, ImportDeclaration, Node, TSInterfaceDeclaration, TSTypeAliasDeclaration } from '@babel/types';
import type { ParsedFile } from '../core/index.js';
import { commentsIn } from './comments.js';
import { editUnit, mayChange, removeStatement, textOf } from './import-update.js';
import type { ImportedItem, ImportUnit } from './import-units.js';
import { analyzeScopes, type Binding } from './scope.js';
import type { TextEdit } from './text-edits.js';
import { parsedAfter, unusedAfter } from './unused-imports.js';
import { isWithin } from './within.js';

/**
 * Takes away the types, imported or declared, that nobody names any more once a TypeScript file is edited: a project may
 * forbid to keep them. Nothing runs for a type, so that nothing of its module is lost.
 *
 * @param edits what is going to change, but for imports
 * @param except a module whose imports somebody else takes care of
 */
export function dropUnusedTypes(file: ParsedFile, edits: readonly TextEdit[], except: string): TextEdit[] {
  const all = edits.length > 0 ? typeUnits(file) : [];
  const units = all.filter(({ statement }) => (statement as ImportDeclaration).source.value !== except);
  const locals = edits.length > 0 ? unusedLocals(file, edits) : [];
  const unused = unusedAfter(file, units, edits);
  const imports = units
    .map((unit) => ({ unit, kept: unit.items.filter((item) => !unused.has(item) || !isType(item)) }))
    .filter(({ unit, kept }) => kept.length < unit.items.length && mayChange(file, unit))
    .flatMap(({ unit, kept }) =>
      editUnit(
        file,
        unit,
        kept.map(({ node }) => textOf(file, node)),
        [],
      ),
    );
  return [...imports, ...locals.map(({ start, end }) => removeStatement(file, start!, end!))];
}

/** Where the statements stand that {@link dropUnusedTypes} may take away. */
export const removableTypes = (file: ParsedFile): { start: number; end: number }[] =>
  [
    ...typeUnits(file)
      .filter(({ items }) => items.every(isType))
      .map(({ statement }) => statement),
    ...localTypes(file).map(({ statement }) => statement),
  ].map(({ start, end }) => ({ start: start!, end: end! }));

interface LocalType {
  readonly statement: TSTypeAliasDeclaration | TSInterfaceDeclaration;
  readonly binding: Binding;
}

/** Types that are declared at the top level of a TypeScript file for the file alone, and named somewhere else in it. */
function localTypes(file: ParsedFile): LocalType[] {
  if (!isTypeScript(file)) return [];
  const { types } = analyzeScopes(file.ast).root;
  return file.ast.program.body.flatMap((statement): LocalType[] => {
    if (statement.type !== 'TSTypeAliasDeclaration' && statement.type !== 'TSInterfaceDeclaration') return [];
    const binding = types.get(statement.id.name);
    const isUsed = binding?.declarations.length === 1 && !isNamedOnlyIn(binding, statement);
    return isUsed ? [{ statement, binding }] : [];
  });
}

const isNamedOnlyIn = ({ references }: Binding, { start, end }: Node): boolean =>
  references.every(({ identifier }) => isWithin(identifier, { start, end }));

/** What is said above such a type, or in it, is more than the file needs to lose. */
function unusedLocals(file: ParsedFile, edits: readonly TextEdit[]): LocalType['statement'][] {
  const before = localTypes(file).filter(({ statement }) => !hasComment(file, statement));
  const after = before.length > 0 ? parsedAfter(file, edits) : undefined;
  const left = after ? new Set(localTypes(after).map(({ binding }) => binding.name)) : undefined;
  return left ? before.filter(({ binding }) => !left.has(binding.name)).map(({ statement }) => statement) : [];
}

function hasComment(file: ParsedFile, { start, end }: Node): boolean {
  const above = file.source.text.slice(0, start!).trimEnd().length;
  return (
    commentsIn(file, start!, end!).length > 0 || (file.ast.comments ?? []).some((comment) => comment.end === above)
  );
}

const isTypeScript = ({ source }: ParsedFile): boolean => /\.[cm]?tsx?$/.test(source.path);

/** The imports of a TypeScript file that bring types, among others. */
function typeUnits(file: ParsedFile): ImportUnit[] {
  if (!isTypeScript(file)) return [];
  return file.ast.program.body
    .filter((statement) => statement.type === 'ImportDeclaration')
    .flatMap((statement) => unitOf(file, statement) ?? [])
    .filter(({ items }) => items.some(isType));
}

function unitOf(file: ParsedFile, statement: ImportDeclaration): ImportUnit | undefined {
  const { specifiers } = statement;
  const named = specifiers.filter(({ type }) => type === 'ImportSpecifier').length;
  if (specifiers.length === 0 || (named > 0 ? named < specifiers.length : specifiers.length > 1)) return undefined;
  const items = specifiers.flatMap((node): ImportedItem[] => {
    const binding = bindingOf(file, node.local);
    return binding ? [{ node, binding }] : [];
  });
  if (items.length < specifiers.length) return undefined;
  return { statement, declarator: undefined, items, form: named > 0 ? 'braces' : 'name', direct: true };
}

function bindingOf(file: ParsedFile, identifier: Identifier) {
  const binding = analyzeScopes(file.ast).bindingOf(identifier);
  return binding?.declarations.length === 1 ? binding : undefined;
}

/** True for a name that only types mention. */
function isType({ binding: { declarations, references } }: ImportedItem): boolean {
  const uses = references.filter(({ identifier }) => identifier !== declarations[0]);
  return uses.length > 0 && uses.every((use) => use.isType);
}
