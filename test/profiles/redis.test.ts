import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { builtinProfiles } from '../../analysis/profiles/libraries.generated.js';

type Callback = (error: Error | null, reply?: unknown) => void;

interface Client {
  set: (key: string, value: string, callback: Callback) => unknown;
  incr: (key: string, callback: Callback) => unknown;
  get: (key: string, callback?: Callback) => unknown;
  multi: () => Client & { exec: (callback: (error: Error | null, replies: unknown) => void) => unknown };
  end: (flush: boolean) => void;
}

const { createClient } = createRequire(import.meta.url)('redis') as {
  createClient: (options: object) => Client;
};

/** Answers in the protocol of Redis, as far as the tests ask. */
const ANSWERS: Readonly<Record<string, string>> = {
  set: '+OK\r\n',
  incr: '-ERR value is not an integer\r\n',
  get: '+QUEUED\r\n',
  multi: '+OK\r\n',
  exec: '*2\r\n$1\r\n1\r\n$1\r\n2\r\n',
};

describe('the profile of redis and what it does', () => {
  const { shapes } = builtinProfiles.find(({ name }) => name === 'redis')!;
  let server: Server;
  let client: Client;

  beforeEach(async () => {
    server = createServer((socket) => {
      socket.on('data', (data) => {
        for (const [word] of data.toString().matchAll(/(?<=^\*\d+\r\n\$\d+\r\n)\w+/gm)) socket.write(ANSWERS[word]!);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, resolve));
    client = createClient({ port: (server.address() as AddressInfo).port, no_ready_check: true });
  });

  afterEach(() => {
    client.end(false);
    server.close();
  });

  it('commands call back with an error or one reply', async () => {
    assert.deepEqual(shapes!.Client!.others, { callback: 'last', values: ['reply'] });
    const answer = await new Promise<unknown[]>((resolve) => client.set('a', '1', (...args) => resolve(args)));
    assert.deepEqual(answer, [null, 'OK']);
    const failure = await new Promise<unknown[]>((resolve) => client.incr('a', (...args) => resolve(args)));
    assert.match(String(failure[0]), /not an integer/);
    assert.equal(failure[1], undefined);
  });

  it('commands give no promise when the callback is left out', () => {
    assert.equal(typeof client.get('a'), 'boolean');
  });

  it('commands of a transaction call back when it is carried out', async () => {
    assert.equal(shapes!.Multi!.others!.callback, 'none');
    const events: unknown[] = [];
    const multi = client.multi();
    multi.get('a', (_, reply) => events.push(reply));
    multi.get('b', (_, reply) => events.push(reply));
    await new Promise((resolve) => setTimeout(resolve, 20));
    assert.equal(events.length, 0);
    await new Promise<void>((resolve) =>
      multi.exec((_, replies) => {
        events.push(replies);
        resolve();
      }),
    );
    assert.deepEqual(events, ['1', '2', ['1', '2']]);
  });
});
