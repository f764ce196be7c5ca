import ts from 'typescript';

/** How each member of a class or interface may be called, as its declarations say it: one text for each overload. */
export type DeclaredMembers = Readonly<Record<string, readonly string[]>>;

type Declaration = ts.ClassDeclaration | ts.InterfaceDeclaration | ts.ModuleDeclaration;

/**
 * Reads the signatures of the members of a type, of its bases in the same files, and of the functions of a namespace.
 *
 * @param names of the type, of types that it inherits from under another name, or of the namespace
 */
export function declaredMembers(files: readonly ts.SourceFile[], names: readonly string[]): DeclaredMembers {
  const members: Record<string, string[]> = {};
  const seen = new Set<string>();
  const visit = (name: string): void => {
    if (seen.has(name)) return;
    seen.add(name);
    for (const declaration of files.flatMap((file) => declarationsOf(file, name))) {
      for (const [member, text] of signaturesOf(declaration)) (members[member] ??= []).push(text);
      if (!ts.isModuleDeclaration(declaration)) basesOf(declaration).forEach(visit);
    }
  };
  names.forEach(visit);
  return Object.fromEntries(Object.entries(members).map(([name, texts]) => [name, [...new Set(texts)]]));
}

function declarationsOf(file: ts.SourceFile, name: string): Declaration[] {
  const found: Declaration[] = [];
  const visit = (node: ts.Node): void => {
    const isType = ts.isClassDeclaration(node) || ts.isInterfaceDeclaration(node) || ts.isModuleDeclaration(node);
    if (isType && node.name?.text === name) found.push(node);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

function basesOf({ heritageClauses }: ts.ClassDeclaration | ts.InterfaceDeclaration): string[] {
  return [...(heritageClauses ?? [])].flatMap(({ types }) =>
    types.flatMap(({ expression }) => (ts.isIdentifier(expression) ? [expression.text] : [])),
  );
}

function* signaturesOf(declaration: Declaration): Iterable<[string, string]> {
  const body = ts.isModuleDeclaration(declaration)
    ? declaration.body && ts.isModuleBlock(declaration.body)
      ? declaration.body.statements
      : []
    : declaration.members;
  for (const node of body) {
    if (ts.isCallSignatureDeclaration(node)) yield ['()', textOf(node)];
    const isNamed = ts.isMethodDeclaration(node) || ts.isMethodSignature(node) || ts.isFunctionDeclaration(node);
    if (isNamed && node.name && ts.isIdentifier(node.name)) yield [node.name.text, textOf(node)];
    if (ts.isPropertySignature(node) && ts.isIdentifier(node.name)) yield [node.name.text, textOf(node)];
  }
}

/** Without comments, modifiers and line breaks. */
function textOf(node: ts.Node): string {
  const printer = ts.createPrinter({ removeComments: true });
  const text = printer.printNode(ts.EmitHint.Unspecified, node, node.getSourceFile());
  return text
    .replace(/\s+/g, ' ')
    .replace(/^(?:export |declare |function |static |readonly |public )*/, '')
    .replace(/;$/, '');
}
