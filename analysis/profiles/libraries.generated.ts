// Generated from profiles/*.json by scripts/generate.ts. Do not edit.
import type { LibraryProfile } from '../../core/index.js';

export const builtinProfiles: readonly LibraryProfile[] = [
  {"name":"ava","modules":["ava"],"source":"https://github.com/avajs/ava/blob/main/docs/02-execution-context.md","testRunner":{"functions":["test","cb","serial","only","before","after","beforeEach","afterEach"],"globals":false,"ends":{"by":"handle"}}},
  {"name":"jasmine-node","modules":["jasmine-node"],"source":"https://github.com/mhevery/jasmine-node#async-tests","testRunner":{"functions":["it","beforeEach","afterEach"],"globals":true,"ends":{"by":"callback","at":0},"awaits":false}},
  {"name":"jasmine","modules":["jasmine"],"versions":">=2.7.0","source":"https://jasmine.github.io/tutorials/async#callbacks","testRunner":{"functions":["it","fit","beforeAll","afterAll","beforeEach","afterEach"],"globals":true,"ends":{"by":"callback","at":0}}},
  {"name":"jest","modules":["@jest/globals"],"versions":">=20.0.0","source":"https://jestjs.io/docs/asynchronous#callbacks","testRunner":{"functions":["it","test","fit","beforeAll","afterAll","beforeEach","afterEach"],"globals":true,"ends":{"by":"callback","at":0}}},
  {"name":"mocha","modules":["mocha"],"versions":">=1.18.0","source":"https://mochajs.org/#asynchronous-code","testRunner":{"functions":["it","specify","test","before","after","beforeEach","afterEach","setup","teardown","suiteSetup","suiteTeardown"],"globals":true,"ends":{"by":"callback","at":0}}},
  {"name":"node:test","modules":["node:test"],"source":"https://nodejs.org/api/test.html","testRunner":{"functions":["it","test","before","after","beforeEach","afterEach"],"globals":false,"ends":{"by":"callback","at":1}}},
  {"name":"tap","modules":["tap"],"source":"https://node-tap.org/api/","testRunner":{"functions":["test","only","beforeEach","afterEach","before","teardown"],"globals":false,"ends":{"by":"handle"}}},
  {"name":"tape","modules":["tape","tape-catch","tape-promise"],"source":"https://github.com/tape-testing/tape#methods","testRunner":{"functions":["test","only","onFinish"],"globals":false,"ends":{"by":"handle"}}},
  {"name":"vitest","modules":["vitest"],"source":"https://vitest.dev/guide/migration.html#done-callback","testRunner":{"functions":["it","test","beforeAll","afterAll","beforeEach","afterEach"],"globals":true,"ends":{"by":"callback","at":0}}},
];
