import type { Function as FunctionNode, Identifier, JSXIdentifier } from '@babel/types';
import type { FileContext } from '../../../analysis/file-context.js';
import type { Binding, Scope } from '../../../syntax/scope.js';
import { uniqueName } from '../../../syntax/names.js';
import type { Rename, Span } from '../../items.js';
import { isWithin } from '../../../syntax/within.js';
import { childHost, covers, isInHost, type Host } from './host.js';
import { occurrencesOf } from './occurrences.js';
import { PlacedVariables } from './placed-variables.js';

/**
 * Gives every variable that moves into another block a name that means the same there as it did before.
 * A name is free in a block when nothing else was moved there under it and no code of the block reads another variable
 * of that name.
 */
export class NamePlan {
  private readonly placed = new PlacedVariables();
  private readonly names = new Map<Binding, string>();
  private readonly gone: Span[] = [];
  /** The plans of the functions around and inside, this one included. */
  private readonly family: NamePlan[];

  /**
   * @param around the plan of the function in which this one's function stands
   * @param settled plans of other parts of the file that hold already
   */
  constructor(
    private readonly context: FileContext,
    private readonly functionHost: Host,
    around?: NamePlan,
    settled: readonly NamePlan[] = [],
  ) {
    this.family = around ? around.family : [...settled];
    this.family.push(this);
  }

  /** The code of a span does not appear in the output: names in it no longer count. */
  forget(span: Span): void {
    this.gone.push(span);
  }

  /**
   * Moves a variable into a block.
   *
   * @param functionScoped true for `var`, which is visible in the whole function
   * @param other what it is called when its own name is taken; with a number otherwise
   */
  place(binding: Binding, host: Host, functionScoped = false, other?: string): string {
    // What the last of several calls goes on with was planned inside of that call.
    for (const plan of this.family) if (plan !== this) plan.release(binding);
    const target = functionScoped ? this.functionHost : host;
    // A `var` may not pass a `let` of its name on the way up.
    const hosts = functionScoped ? [target, ...withParents(host)] : [host];
    const isUsed = (candidate: string): boolean =>
      (candidate !== binding.name && occurrencesOf(this.context, candidate).length > 0) ||
      hosts.some((one) => this.isTaken(candidate, one, binding, functionScoped));
    const name = uniqueName(other !== undefined && isUsed(binding.name) ? other : binding.name, isUsed);
    this.placed.add({ name, host: target, binding, functionScoped });
    this.names.set(binding, name);
    return name;
  }

  /** A new variable. */
  fresh(base: string, host: Host): string {
    const name = uniqueName(base, (candidate) => this.isTaken(candidate, host, undefined, false));
    this.placed.add({ name, host, binding: undefined, functionScoped: false });
    return name;
  }

  /** A parameter of a `catch` that reads nothing but itself. It hides no variable that code around it reads. */
  caught(base: string, host: Host): string {
    const inner = childHost(host, { start: 0, end: 0 });
    // A call that runs beside others has a plan of its own, and reads the variables of the function around.
    const hosts = [...withParents(host), ...this.family.map((plan) => plan.functionHost)];
    const name = uniqueName(
      base,
      (candidate) =>
        this.isTaken(candidate, inner, undefined, false) ||
        hosts.some((around) => this.isRead(candidate, around, undefined)),
    );
    this.placed.add({ name, host: inner, binding: undefined, functionScoped: false });
    return name;
  }

  /** Puts what a block declares into the one around it. @returns false when a name is taken there */
  lift(from: Host, to: Host): boolean {
    const own = this.placed.take(({ host }) => host === from);
    const isFree = own.every(({ name, binding }) => !this.isTaken(name, to, binding, false));
    for (const one of own) this.placed.add(isFree ? { ...one, host: to } : one);
    return isFree;
  }

  /** The variable moved on, into the block of another plan. */
  private release(binding: Binding): void {
    if (this.names.delete(binding)) this.placed.take((one) => one.binding === binding);
  }

  nameOf(binding: Binding): string {
    return this.names.get(binding) ?? binding.name;
  }

  /** The edits that carry out all renamings. */
  renames(): Rename[] {
    const renames: Rename[] = [];
    for (const [binding, name] of this.names) {
      if (name === binding.name) continue;
      const identifiers = [...binding.declarations, ...binding.references.map((reference) => reference.identifier)];
      for (const identifier of new Set(identifiers)) {
        const text = this.isShorthand(identifier) ? `${binding.name}: ${name}` : name;
        renames.push({ start: identifier.start!, end: identifier.start! + binding.name.length, text });
      }
    }
    return renames;
  }

  /** True when code of `fn`, standing in `host`, would read a variable that was moved there instead of its own. */
  wouldCapture(fn: FunctionNode, host: Host): boolean {
    const scope = this.context.scopes.functionScope(fn);
    return this.context.scopes.referencesIn(fn).some(({ identifier, binding }) => {
      if (binding && isWithin(binding.scope, scope)) return false;
      return this.family.some((plan) =>
        plan.placed.named(identifier.name).some((other) => other.binding !== binding && isInHost(host, other.host)),
      );
    });
  }

  private isTaken(name: string, host: Host, self: Binding | undefined, functionScoped: boolean): boolean {
    if (this.placed.clashes(name, host, self, functionScoped)) return true;
    if (this.family.some((plan) => plan !== this && plan.placed.crosses(name, host, self))) return true;
    if (self && name !== self.name && (this.isShadowedAtUse(name, self) || this.isDeclaredOnTheWay(name, self)))
      return true;
    return this.isRead(name, host, self);
  }

  /** True when code of a block means another variable of that name, which comes from outside of the block. */
  private isRead(name: string, host: Host, self: Binding | undefined): boolean {
    return occurrencesOf(this.context, name).some(
      ({ identifier, binding }) =>
        binding !== self &&
        covers(host, identifier.start!) &&
        !this.isGone(identifier.start!) &&
        !this.isInner(binding, host, name),
    );
  }

  /** A `var` that gets a new name must not meet a `let` of that name in a block on its way up. */
  private isDeclaredOnTheWay(name: string, { declarations, scope: home }: Binding): boolean {
    return declarations.some((declared) => {
      for (let scope: Scope | undefined = this.context.scopes.scopeOf(declared); scope; scope = scope.parent) {
        if (scope === home) return false;
        if (scope.bindings.has(name)) return true;
      }
      return false;
    });
  }

  /** A new name must not be caught by a declaration between the block and a use. */
  private isShadowedAtUse(name: string, self: Binding): boolean {
    return self.references.some((reference) => {
      const found = this.context.scopes.lookup(reference.scope, name);
      return found !== undefined && found.scope !== self.scope && found.scope.start >= self.scope.start;
    });
  }

  /** A variable declared in a function or block further inside shadows ours, and is none of our business. */
  private isInner(binding: Binding | undefined, host: Host, name: string): boolean {
    if (!binding || binding.scope.parent === undefined) return false;
    if (this.names.has(binding)) return this.names.get(binding) !== name || !this.isPlacedAround(binding, name, host);
    return host.spans.some(
      (span) => span.start < binding.scope.start && binding.scope.end <= span.end && !isOwnScope(binding, span),
    );
  }

  /** What was moved into a block further inside hides ours there. */
  private isPlacedAround(binding: Binding, name: string, host: Host): boolean {
    return this.placed.named(name).some((other) => other.binding === binding && isInHost(host, other.host));
  }

  private isGone(offset: number): boolean {
    return this.gone.some((span) => span.start <= offset && offset < span.end);
  }

  private isShorthand(identifier: Identifier | JSXIdentifier): boolean {
    let link = this.context.parents.get(identifier);
    if (link?.parent.type === 'AssignmentPattern' && link.key === 'left') link = this.context.parents.get(link.parent);
    return link?.parent.type === 'ObjectProperty' && link.parent.shorthand;
  }
}

function* withParents(host: Host): Iterable<Host> {
  for (let each: Host | undefined = host; each; each = each.parent) yield each;
}

/** The scope of a function begins behind its name; nothing else ends where the function ends. */
const isOwnScope = ({ scope }: Binding, span: Span): boolean => scope.kind === 'function' && scope.end === span.end;
