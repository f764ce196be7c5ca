/** The names of one function or block while a program is being written: which are visible, taken, or used already. */
export class Scope {
  /** Declared here by `let`, `const` or as a parameter. */
  private readonly lexical = new Set<string>();
  /** Declared by `var` here or in a block inside. */
  private readonly hoisted = new Set<string>();
  /** Read here or further inside: declaring them again would change what was read. */
  private readonly used = new Set<string>();
  private readonly values: string[] = [];
  private readonly constants = new Set<string>();
  private readonly errors: string[] = [];
  private readonly parameters = new Set<string>();

  constructor(
    private readonly parent: Scope | undefined,
    private readonly isFunction: boolean,
    private readonly isCase = false,
  ) {}

  /** The scope of the function in which this one stands. */
  get owner(): Scope {
    return this.isFunction || !this.parent ? this : this.parent.owner;
  }

  block(): Scope {
    return new Scope(this, false);
  }

  /** A `case`: it shares its scope with the others, so that a `let` of one could be seen, but not used, in the next. */
  case(): Scope {
    return new Scope(this, false, true);
  }

  /** The keyword that may stand here for the one that is wanted. */
  keyword<Keyword extends string>(wanted: Keyword): Keyword | 'var' {
    return this.isCase ? 'var' : wanted;
  }

  inner(): Scope {
    return new Scope(this, true);
  }

  /** A parameter; a second one of the same name gets another. */
  parameter(base: string, isError = false): string {
    const name = unique(base, (candidate) => this.lexical.has(candidate));
    this.lexical.add(name);
    this.parameters.add(name);
    (isError ? this.errors : this.values).push(name);
    return name;
  }

  /** A variable; `isValue` false hides it from {@link value}. */
  declare(keyword: 'var' | 'let' | 'const', base: string, isValue = true): string {
    const name = keyword === 'var' ? this.declareVar(base) : this.declareLexical(base);
    const home = keyword === 'var' ? this.owner : this;
    if (isValue && !home.values.includes(name)) home.values.push(name);
    if (keyword === 'const') this.constants.add(name);
    return name;
  }

  /** A helper variable of this function, under a name that means nothing else here. */
  helper(base: string): string {
    const { owner } = this;
    const name = unique(
      base,
      (candidate) => this.path().some((scope) => scope.owns(candidate)) || owner.owns(candidate),
    );
    this.path().forEach((scope) => scope.hoisted.add(name));
    return name;
  }

  /** Keeps a variable from being assigned, until {@link release}. */
  protect(name: string): void {
    this.constants.add(name);
  }

  release(name: string): void {
    this.constants.delete(name);
  }

  /** Says that a name is read here. */
  use(name: string): string {
    for (let scope: Scope | undefined = this; scope; scope = scope.parent) {
      scope.used.add(name);
      if (scope.declares(name)) break;
    }
    return name;
  }

  /** One of the visible variables. */
  value(pick: number, mutable = false): string | undefined {
    const names = this.visible((scope) => scope.values).filter((name) => !mutable || !this.isConstant(name));
    const name = names[pick % Math.max(1, names.length)];
    return name === undefined ? undefined : this.use(name);
  }

  /** The nearest error variable. */
  error(): string | undefined {
    const [name] = this.visible((scope) => [...scope.errors].reverse());
    return name === undefined ? undefined : this.use(name);
  }

  private declareVar(base: string): string {
    const path = this.path();
    // A `var` of the function's own scope may repeat a parameter or another `var`, and hide what was read before.
    const name = unique(base, (candidate) =>
      path.some(
        (scope) =>
          scope.constants.has(candidate) ||
          (scope.lexical.has(candidate) && !(scope.isFunction && scope.parameters.has(candidate))),
      ),
    );
    path.forEach((scope) => scope.hoisted.add(name));
    return name;
  }

  private declareLexical(base: string): string {
    const name = unique(base, (candidate) => this.owns(candidate));
    this.lexical.add(name);
    return name;
  }

  private owns(name: string): boolean {
    return this.lexical.has(name) || this.hoisted.has(name) || this.used.has(name);
  }

  private declares(name: string): boolean {
    return this.lexical.has(name) || (this.isFunction && this.hoisted.has(name));
  }

  private path(): Scope[] {
    return this.isFunction || !this.parent ? [this] : [this, ...this.parent.path()];
  }

  /** What the scopes list, without names that an inner scope hides. */
  private visible(listed: (scope: Scope) => readonly string[]): string[] {
    const found: string[] = [];
    const hidden = new Set<string>();
    for (let scope: Scope | undefined = this; scope; scope = scope.parent) {
      for (const name of listed(scope)) if (!hidden.has(name) && !found.includes(name)) found.push(name);
      for (const name of [...scope.lexical, ...(scope.isFunction ? scope.hoisted : [])]) hidden.add(name);
    }
    return found;
  }

  private isConstant(name: string): boolean {
    for (let scope: Scope | undefined = this; scope; scope = scope.parent) {
      if (scope.constants.has(name)) return true;
      if (scope.declares(name)) return false;
    }
    return false;
  }
}

function unique(base: string, isTaken: (name: string) => boolean): string {
  let name = base;
  for (let number = 2; isTaken(name); number++) name = base + number;
  return name;
}
