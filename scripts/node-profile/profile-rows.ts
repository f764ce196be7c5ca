import ts from 'typescript';
import type { BuiltinCallback } from '../../analysis/profiles/builtin-callback.js';
import type { Declarations, DeclaredModule } from './declared-modules.js';
import { profileRow } from './profile-row.js';
import { promisifyName } from './promise-form.js';

/** Every function and method of Node that takes a callback which ends it, sorted by module and name. */
export function profileRows(declarations: Declarations): BuiltinCallback[] {
  const modules = declarations.modules.filter(({ name }) => !name.endsWith('/promises'));
  const listening = listenerMethods(declarations);
  const rows = modules.flatMap((module) => [
    ...functionRows(declarations, module),
    ...methodRows(declarations, module, listening),
  ]);
  return rows.sort((a, b) => compare(a.module, b.module) || compare(a.name, b.name));
}

function functionRows(declarations: Declarations, module: DeclaredModule): BuiltinCallback[] {
  return module.exports.filter(isFunction).flatMap((symbol) => {
    const inner = [...(symbol.exports?.values() ?? [])].filter(
      (one) => isFunction(one) && one.escapedName !== promisifyName,
    );
    const named = [
      { name: symbol.name, symbol },
      ...inner.map((one) => ({ name: `${symbol.name}.${one.name}`, symbol: one })),
    ];
    return named
      .map((one) => profileRow(declarations, { module: module.name, ...one }))
      .filter((row) => row !== undefined);
  });
}

function methodRows(
  declarations: Declarations,
  module: DeclaredModule,
  listening: ReadonlySet<string>,
): BuiltinCallback[] {
  const classes = module.exports.filter(({ flags }) => flags & ts.SymbolFlags.Class);
  return classes.flatMap((owner) => {
    // A leading underscore marks what a subclass implements and nobody calls.
    const own = [...(owner.members?.values() ?? [])].filter(
      ({ name }) => !listening.has(name) && !name.startsWith('_'),
    );
    const members = own.filter(isMethod);
    return members
      .map((symbol) => profileRow(declarations, { module: module.name, name: symbol.name, owner: owner.name, symbol }))
      .filter((row) => row !== undefined);
  });
}

/** Methods of emitters: their listeners are called many times, and the error of an event is no completion. */
function listenerMethods({ checker, modules }: Declarations): ReadonlySet<string> {
  const emitter = modules.find(({ name }) => name === 'events')?.exports.find(({ name }) => name === 'EventEmitter');
  if (!emitter) throw new Error('the declarations of events have no EventEmitter');
  return new Set(checker.getPropertiesOfType(checker.getDeclaredTypeOfSymbol(emitter)).map(({ name }) => name));
}

function isFunction({ flags }: ts.Symbol): boolean {
  return (flags & ts.SymbolFlags.Function) !== 0;
}

/** Methods, and properties declared as `typeof` a function; other function properties are for users to set. */
function isMethod({ flags, valueDeclaration }: ts.Symbol): boolean {
  if (flags & ts.SymbolFlags.Method) return true;
  return (
    valueDeclaration !== undefined &&
    ts.isPropertyDeclaration(valueDeclaration) &&
    valueDeclaration.type?.kind === ts.SyntaxKind.TypeQuery
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
