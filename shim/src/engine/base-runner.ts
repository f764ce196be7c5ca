import type { AsyncScope } from '../context/async-scope.js';
import { ContextNode } from '../context/context-node.js';
import { argumentsValue } from './arguments.js';
import { KeyReuseError, UnknownKeyError } from './errors.js';
import { inspect } from './inspect.js';
import { KeyTable } from './key-table.js';
import { keywords, KeywordArguments } from './kw.js';
import type { ResultWaiter } from './result-waiter.js';

/** A registered key and what its callback was called with. */
interface Registration {
  readonly key: unknown;
  ready: boolean;
  value: unknown;
}

/** What only some runs need; one field for all of it. */
interface Extras {
  registrations: KeyTable<Registration> | null;
  scope: AsyncScope | null;
}

/**
 * What a yield point may ask of the runner that started it: named callbacks, kept until somebody takes their result.
 * Keys belong to one run. A callback called again after its result was taken is ignored.
 */
export abstract class BaseRunner extends ContextNode implements ResultWaiter {
  private extras: Extras | null = null;

  abstract resultArrived(): void;
  abstract errorArrived(error: unknown): void;

  /**
   * Registers a key.
   * @throws KeyReuseError while the key is registered
   */
  registerCallback(key: unknown): void {
    const extras = (this.extras ??= { registrations: null, scope: null });
    const registrations = (extras.registrations ??= new KeyTable());
    if (registrations.get(key) !== undefined) {
      throw new KeyReuseError(`key ${inspect(key)} is already pending\nWait for it first, or use another key`);
    }
    registrations.set(key, { key, ready: false, value: undefined });
  }

  /**
   * Tells whether the key's callback was called.
   * @throws UnknownKeyError when the key is not registered
   */
  isReady(key: unknown): boolean {
    return this.registration(key).ready;
  }

  /**
   * Gives the function that delivers the key's result: called with nothing → undefined, with one argument → that
   * argument, otherwise → `Arguments`. Called twice before the result is taken, the last call wins.
   */
  resultCallback(key: unknown): (...args: unknown[]) => void {
    return deliver.bind({ runner: this, registration: this.registration(key) });
  }

  /** Delivers the key's result and lets the generator go on if it waits for that; ignored for an unknown key. */
  setResult(key: unknown, value: unknown): void {
    const registration = this.extras?.registrations?.get(key);
    if (registration !== undefined) this.settle(registration, value);
  }

  /**
   * Takes the key's result and forgets the key.
   * @throws UnknownKeyError when the key is not registered
   */
  popResult(key: unknown): unknown {
    const registration = this.registration(key);
    this.extras!.registrations!.delete(key);
    return registration.value;
  }

  /** The keys nobody has taken the result of. */
  protected pendingKeys(): unknown[] {
    return this.extras?.registrations?.keys() ?? [];
  }

  /** Forgets all keys, so that late callbacks are ignored, and the stores. */
  protected forgetExtras(): void {
    this.extras = null;
  }

  /** The `AsyncLocalStorage` values to resume with. */
  protected get scope(): AsyncScope | null {
    return this.extras === null ? null : this.extras.scope;
  }

  protected set scope(scope: AsyncScope | null) {
    const extras = (this.extras ??= { registrations: null, scope: null });
    extras.scope = scope;
  }

  /** @internal */
  settle(registration: Registration, value: unknown): void {
    if (this.extras?.registrations?.get(registration.key) !== registration) return;
    registration.value = value;
    registration.ready = true;
    this.resultArrived();
  }

  private registration(key: unknown): Registration {
    const registration = this.extras?.registrations?.get(key);
    if (registration === undefined)
      throw new UnknownKeyError(
        `key ${inspect(key)} is not pending\nYield Callback(key) before Wait(key), in the same function`,
      );
    return registration;
  }
}

/** The callback of a key, bound to its registration. */
function deliver(this: { runner: BaseRunner; registration: Registration }, value?: unknown): void {
  const plain = arguments.length <= 1 && !(keywords.used && value instanceof KeywordArguments);
  this.runner.settle(this.registration, plain ? value : argumentsValue(arguments));
}
