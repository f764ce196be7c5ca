/** Methods that a pool of worker threads runs, called from a coroutine: `node examples/worker-pool/main.js`. */
import Tinypool from 'tinypool';
import { coroutine, runOnExecutor } from 'coshift-shim';

class Primes {
  pool = new Tinypool({ filename: new URL('./work.js', import.meta.url).href, maxThreads: 2 });

  // A pool cannot take functions; its workers know them by name.
  executor = { submit: (fn, ...args) => this.pool.run(args, { name: fn.name }) };

  count = runOnExecutor(function countPrimes(limit) {});
}

const primes = new Primes();
const main = coroutine(function* () {
  const counts = yield [primes.count(100), primes.count(1000), primes.count(10000)];
  console.log(counts.join(' '));
  yield primes.pool.destroy();
});
await main();
