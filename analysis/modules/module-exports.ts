import type { ExportNamedDeclaration, Identifier, Node, StringLiteral } from '@babel/types';
import type { FileContext } from '../file-context.js';
import { coroutineOfBinding } from '../futures/coroutine-body.js';
import { functionOfBinding } from '../local-function.js';
import { fixedValue, targetOf, type ExportTarget } from './export-target.js';

export interface ModuleExports {
  readonly format: 'commonjs' | 'module';
  readonly entries: ReadonlyMap<string, ExportTarget>;
  readonly stars: readonly string[];
  readonly open: boolean;
}

/** What an ES module exports; `undefined` for a file without `import` and `export`. */
export function moduleExports(context: FileContext): ModuleExports | undefined {
  const { body } = context.file.ast.program;
  const isModule = body.some((statement) => /^(?:Import|Export(?:Named|Default|All))Declaration$/.test(statement.type));
  const equals = body.find((statement) => statement.type === 'TSExportAssignment');
  if (!isModule && !equals) return undefined;
  const entries = new Map<string, ExportTarget>();
  const stars: string[] = [];
  for (const statement of body) {
    if (statement.type === 'ExportNamedDeclaration') addNamed(context, entries, statement);
    else if (statement.type === 'ExportDefaultDeclaration')
      entries.set('default', targetOf(context, statement.declaration));
    else if (statement.type === 'ExportAllDeclaration') stars.push(statement.source.value);
    else if (statement.type === 'TSExportAssignment') entries.set('default', targetOf(context, statement.expression));
  }
  return { format: equals ? 'commonjs' : 'module', entries, stars, open: equals !== undefined };
}

function addNamed(
  context: FileContext,
  entries: Map<string, ExportTarget>,
  { declaration, specifiers, source }: ExportNamedDeclaration,
): void {
  if (declaration)
    for (const identifier of declared(declaration)) entries.set(identifier.name, local(context, identifier));
  for (const specifier of specifiers) {
    const name = exportedName(specifier.exported);
    if (specifier.type !== 'ExportSpecifier')
      entries.set(
        name,
        source ? { kind: 'from', specifier: source.value, form: 'namespace', member: undefined } : other,
      );
    else if (!source) entries.set(name, targetOf(context, specifier.local));
    else
      entries.set(name, {
        kind: 'from',
        specifier: source.value,
        form: 'name',
        member: specifier.local.name === 'default' ? undefined : specifier.local.name,
      });
  }
}

const other: ExportTarget = { kind: 'other' };

const exportedName = (name: Identifier | StringLiteral): string =>
  name.type === 'Identifier' ? name.name : name.value;

function declared(declaration: Node): Identifier[] {
  if (declaration.type === 'VariableDeclaration')
    return declaration.declarations.flatMap(({ id }) => (id.type === 'Identifier' ? [id] : []));
  return 'id' in declaration && declaration.id?.type === 'Identifier' ? [declaration.id] : [];
}

function local(context: FileContext, identifier: Identifier): ExportTarget {
  const binding = context.scopes.bindingOf(identifier);
  const fn = binding && (functionOfBinding(context, binding) ?? coroutineOfBinding(context, binding));
  const value = binding && !fn ? fixedValue(context, binding) : undefined;
  return fn ? { kind: 'function', fn } : { kind: 'other', ...(value && { value }) };
}
