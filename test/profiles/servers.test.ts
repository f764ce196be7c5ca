import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { builtinProfiles } from '../../analysis/profiles/libraries.generated.js';
import { captureErrors } from '../../shim/src/testing/capture-errors.js';

const require = createRequire(import.meta.url);

interface App {
  use: (...handlers: unknown[]) => App;
  get?: (path: string, handler: unknown) => App;
}

const profileOf = (name: string, version: string) =>
  builtinProfiles.find((profile) => profile.name === name && profile.versions!.startsWith(`>=${version}`))!;

const apps = [
  { title: 'express 4', make: require('express4') as () => App, profile: profileOf('express', '4') },
  { title: 'express 5', make: require('express') as () => App, profile: profileOf('express', '5') },
  { title: 'connect 3', make: require('connect') as () => App, profile: profileOf('connect', '3') },
];

for (const { title, make, profile } of apps) {
  describe(`the profile of ${title} and what it does`, () => {
    let server: Server;
    let errors: unknown[];

    /** Answers one request; what nobody catches is kept in `errors`. */
    const ask = async (app: App): Promise<string> => {
      errors = [];
      server = createServer(app as never).listen(0);
      const release = captureErrors((_, error) => errors.push(error));
      try {
        const { port } = server.address() as AddressInfo;
        const answer = await fetch(`http://127.0.0.1:${port}/`, { signal: AbortSignal.timeout(300) });
        return await answer.text();
      } catch (error) {
        return (error as Error).name;
      } finally {
        release();
        server.closeAllConnections();
        server.close();
      }
    };
    const answerError = (error: Error, _request: unknown, response: { end: (text: string) => void }, _next: unknown) =>
      response.end(`failed: ${error.message}`);
    const { middleware } = profile;

    it(`a rejection is ${middleware!.rejection}`, async () => {
      const app = make();
      app.use(() => Promise.reject(new Error('gone')));
      app.use(answerError);
      const text = await ask(app);
      assert.equal(text, middleware!.rejection === 'passed-to-next' ? 'failed: gone' : 'TimeoutError');
      assert.equal(errors.length, middleware!.rejection === 'passed-to-next' ? 0 : 1);
    });

    it('a handler of errors is told by one parameter more', async () => {
      const app = make();
      app.use((_request: unknown, _response: unknown, next: (error: Error) => void) => next(new Error('no')));
      app.use((_request: unknown, response: { end: (text: string) => void }, _next: unknown) =>
        response.end('skipped'),
      );
      app.use(answerError);
      assert.equal(answerError.length, middleware!.next + 2);
      assert.equal(await ask(app), 'failed: no');
    });

    it('what registers handlers is there', () => {
      const app = make() as unknown as Record<string, unknown>;
      for (const name of middleware!.registering) assert.equal(typeof app[name], 'function', name);
      assert.equal(middleware!.on, profile.shapes!.module!.call!.gives);
    });
  });
}
