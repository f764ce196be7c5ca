/** Prints what a domain sees of an error that a callback of `asCallback` throws. */
import { AsyncLocalStorage } from 'node:async_hooks';
import domain from 'node:domain';
import { asCallback } from '../../../shim/src/index.js';

const store = new AsyncLocalStorage<string>();
const caught = domain.create();
caught.on('error', (error: Error) => console.log(JSON.stringify([error.message, store.getStore()])));
caught.run(() =>
  store.run('caller', () => {
    asCallback(
      () => {
        throw new Error('to the domain');
      },
      async () => 1,
    );
  }),
);
