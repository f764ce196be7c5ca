import type { Binding } from '../../../syntax/scope.js';
import { covers, isPartOf, isInHost, type Host } from './host.js';

/** A variable under the name, and in the block, that it has in the output. */
export interface Placed {
  readonly name: string;
  readonly host: Host;
  /** `undefined` for a variable that the source does not have. */
  readonly binding: Binding | undefined;
  /** True for `var`, which is visible in the whole function. */
  readonly functionScoped: boolean;
}

/** The variables that one plan has placed, by their names. */
export class PlacedVariables {
  private readonly byName = new Map<string, Placed[]>();

  add(one: Placed): void {
    const list = this.byName.get(one.name);
    if (list) list.push(one);
    else this.byName.set(one.name, [one]);
  }

  /** Those of a name. */
  named(name: string): readonly Placed[] {
    return this.byName.get(name) ?? [];
  }

  /** Removes some. @returns those that were removed */
  take(which: (one: Placed) => boolean): Placed[] {
    const taken: Placed[] = [];
    for (const [name, list] of this.byName) {
      taken.push(...list.filter(which));
      this.byName.set(
        name,
        list.filter((one) => !which(one)),
      );
    }
    return taken;
  }

  /** Two variables of one name: fine in blocks side by side, and in an inner block that does not use the outer one. */
  clashes(name: string, host: Host, self: Binding | undefined, functionScoped: boolean): boolean {
    return this.named(name).some((other) => {
      if (self && other.binding === self) return false;
      const isInside = isInHost(host, other.host);
      const isAround = isInHost(other.host, host);
      if (!isInside && !isAround) return false;
      if (other.host === host || functionScoped || other.functionScoped || !other.binding || !self) return true;
      return isInside ? isUsedIn(other.binding, host) : isUsedIn(self, other.host);
    });
  }

  /** True when a name that was given in another function would hide, or be hidden by, a variable of that name. */
  crosses(name: string, host: Host, self: Binding | undefined): boolean {
    return this.named(name).some((other) => {
      if (other.binding === self) return false;
      const isInside = isPartOf(host, other.host);
      const isAround = isPartOf(other.host, host);
      // A `var` of the function around may be declared in here.
      const hides = other.binding !== undefined && (isUsedIn(other.binding, host) || isDeclaredIn(other.binding, host));
      const isHidden = self !== undefined && isUsedIn(self, other.host);
      return isInside === isAround ? hides || isHidden : isInside ? hides : isHidden;
    });
  }
}

const isUsedIn = (binding: Binding, host: Host): boolean =>
  binding.references.some(({ identifier }) => covers(host, identifier.start!));

const isDeclaredIn = ({ declarations }: Binding, host: Host): boolean =>
  declarations.some(({ start }) => covers(host, start!));
