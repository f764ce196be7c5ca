import type {
  Identifier,
  ImportDeclaration,
  Node,
  Statement,
  VariableDeclaration,
  VariableDeclarator,
} from '@babel/types';
import type { ParsedFile } from '../core/index.js';
import { isRequireCall } from './module-style.js';
import { analyzeScopes, type Binding } from './scope.js';

/** A name at the top level of a file that stands for a module or a part of it. */
export interface ImportedItem {
  /** The specifier of an import, the property of a pattern, or the name itself. */
  readonly node: Node;
  readonly binding: Binding;
}

/** What one import statement, or one declarator, gets from a module. */
export interface ImportUnit {
  readonly statement: ImportDeclaration | VariableDeclaration;
  /** `undefined` for an import statement. */
  readonly declarator: VariableDeclarator | undefined;
  readonly items: readonly ImportedItem[];
  /** `braces`: `{ a, b: c }`; `name`: the whole module or one member under one name. */
  readonly form: 'braces' | 'name';
  /** True when it names the module itself, not a variable that holds it. */
  readonly direct: boolean;
}

/**
 * Finds what the top level of a file gets from a module: imports, requires, and variables made of those (`const Task =
 * gen.Task`). What has more parts than names in braces, such as a default beside them, is left out.
 */
export function importUnits(file: ParsedFile, specifier: string): ImportUnit[] {
  const { body } = file.ast.program;
  const units: ImportUnit[] = [];
  const holders = new Set<Binding>();
  for (const statement of body) {
    const found = unitsOf(file, statement, specifier, holders);
    units.push(...found);
    for (const { form, items, direct } of found) if (form === 'name' && direct) holders.add(items[0]!.binding);
  }
  return units;
}

function unitsOf(
  file: ParsedFile,
  statement: Statement,
  specifier: string,
  holders: ReadonlySet<Binding>,
): ImportUnit[] {
  if (statement.type === 'ImportDeclaration') {
    const unit = statement.source.value === specifier ? importUnit(file, statement) : undefined;
    return unit ? [unit] : [];
  }
  if (statement.type !== 'VariableDeclaration') return [];
  return statement.declarations.flatMap((declarator) => {
    const source = sourceOf(file, declarator.init, specifier, holders);
    const items = source && itemsOf(file, declarator.id);
    if (!items) return [];
    const form = declarator.id.type === 'Identifier' ? 'name' : 'braces';
    return [{ statement, declarator, items, form, direct: source === 'module' } as const];
  });
}

function importUnit(file: ParsedFile, statement: ImportDeclaration): ImportUnit | undefined {
  if (statement.importKind === 'type' || statement.importKind === 'typeof' || statement.specifiers.length === 0)
    return undefined;
  const items = statement.specifiers.map((node) => ({ node, binding: bindingOf(file, node.local) }));
  const named = statement.specifiers.filter(({ type }) => type === 'ImportSpecifier').length;
  if (named > 0 && named < items.length) return undefined;
  if (items.some(({ binding }) => !binding)) return undefined;
  const form = named > 0 ? 'braces' : 'name';
  return { statement, declarator: undefined, items: items as ImportedItem[], form, direct: true };
}

/** Whether an expression is the module itself or a member of it. */
function sourceOf(
  file: ParsedFile,
  init: Node | null | undefined,
  specifier: string,
  holders: ReadonlySet<Binding>,
): 'module' | 'member' | undefined {
  if (!init) return undefined;
  if (isRequireCall(init)) return init.arguments[0].value === specifier ? 'module' : undefined;
  if (init.type === 'Identifier') {
    const binding = bindingOf(file, init);
    return binding && holders.has(binding) ? 'member' : undefined;
  }
  if (init.type !== 'MemberExpression' || init.computed) return undefined;
  return sourceOf(file, init.object, specifier, holders) ? 'member' : undefined;
}

function itemsOf(file: ParsedFile, id: VariableDeclarator['id']): readonly ImportedItem[] | undefined {
  if (id.type === 'Identifier') {
    const binding = bindingOf(file, id);
    return binding && [{ node: id, binding }];
  }
  if (id.type !== 'ObjectPattern' || id.properties.length === 0) return undefined;
  const items = id.properties.map((node) => {
    const isPlain = node.type === 'ObjectProperty' && !node.computed && node.value.type === 'Identifier';
    return { node, binding: isPlain ? bindingOf(file, node.value as Identifier) : undefined };
  });
  return items.every(({ binding }) => binding) ? (items as ImportedItem[]) : undefined;
}

function bindingOf(file: ParsedFile, identifier: Identifier): Binding | undefined {
  const binding = analyzeScopes(file.ast).bindingOf(identifier);
  return binding?.declarations.length === 1 ? binding : undefined;
}
