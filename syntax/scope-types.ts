import type { Identifier, JSXIdentifier, Node } from '@babel/types';

export type ScopeKind =
  | 'program'
  | 'function'
  /** Holds nothing but the name of a named function expression. */
  | 'function-name'
  /** A default value or computed key in a parameter list: sees parameters, but not what the body declares. */
  | 'parameter'
  | 'block'
  | 'for'
  | 'switch'
  | 'catch'
  | 'class'
  | 'static-block'
  | 'with'
  | 'namespace'
  | 'enum'
  /** A type that brings names of its own: type parameters, parameter names of function types. */
  | 'type';

export type BindingKind =
  | 'var'
  | 'let'
  | 'const'
  | 'using'
  | 'function'
  | 'param'
  | 'class'
  | 'import'
  | 'catch'
  | 'function-name'
  | 'enum'
  | 'enum-member'
  | 'namespace'
  | 'type';

/** A region of the source with names of its own. */
export interface Scope {
  readonly kind: ScopeKind;
  readonly node: Node;
  readonly parent: Scope | undefined;
  readonly children: readonly Scope[];
  /** Names that stand for values (classes, enums and imports included). */
  readonly bindings: ReadonlyMap<string, Binding>;
  /** Names that stand for types alone. */
  readonly types: ReadonlyMap<string, Binding>;
  /** True when a direct `eval` here or further inside may read and write any name of this scope. */
  readonly hasDirectEval: boolean;
  readonly strict: boolean;
  /** The part of the text in which the names hold. */
  readonly start: number;
  readonly end: number;
}

export interface Binding {
  readonly name: string;
  readonly kind: BindingKind;
  readonly scope: Scope;
  /** The identifiers that declare the name; several for a redeclared `var`, none for a type parameter. */
  readonly declarations: readonly Identifier[];
  /** Uses in source order. A declaration with an initial value is not among them. */
  readonly references: readonly Reference[];
  /**
   * True for a function declared in a block of sloppy code, which is visible in the whole function as well (ES2024
   * B.3.2). Both names are one binding here, although the outer one is undefined until the block has run.
   */
  readonly sloppyBlockFunction: boolean;
}

export interface Reference {
  readonly identifier: Identifier | JSXIdentifier;
  /** The scope in which the reference stands. */
  readonly scope: Scope;
  readonly binding: Binding | undefined;
  readonly kind: 'read' | 'write' | 'readwrite';
  /** True where only the type checker reads the name. */
  readonly isType: boolean;
}
