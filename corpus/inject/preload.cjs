/**
 * Loaded into a package's tests before anything else (`--require`): makes a call of one of Node's asynchronous functions fail.
 *
 * Which one does not depend on the order of calls: a call is known by the function, by what it is called with (paths
 * without what is random in them), and by how many such calls there were before. Only calls made by the package's own
 * sources count; those of its tests and of other packages go through. A callback and a promise form of one function count
 * as the same.
 *
 * The settings are a JSON file named by COSHIFT_INJECT: see `injection.ts`. What is done, and what is uncaught, is
 * written to the log named there, one line each.
 */
'use strict';

const { EventEmitter } = require('node:events');
const fs = require('node:fs');
const { PassThrough } = require('node:stream');
const { promisify } = require('node:util');

const settings = JSON.parse(fs.readFileSync(process.env.COSHIFT_INJECT, 'utf8'));
const sources = new Set(settings.sources);
const { appendFileSync } = fs;
const later = setImmediate;
const counts = new Map();
let own = false;

const log = (line) => appendFileSync(settings.log, `${line.replace(/\n/g, ' ')}\n`);

for (const { module, name, promises } of settings.functions) {
  const from = require(`node:${module}`);
  if (typeof from[name] !== 'function') continue;
  const key = `${module}.${name}`;
  const original = from[name];
  from[name] = copyTo(callbackForm(key, original), original);
  if (original[promisify.custom]) {
    const custom = promiseForm(key, original[promisify.custom]);
    Object.defineProperty(from[name], promisify.custom, { value: custom, configurable: true });
  }
  if (promises === undefined) continue;
  const others = require(`node:${promises}`);
  if (typeof others[name] === 'function') others[name] = copyTo(promiseForm(key, others[name]), others[name]);
}
require('node:module').syncBuiltinESMExports();
process.on('uncaughtExceptionMonitor', (error, origin) => log(`uncaught ${origin} ${messageOf(error)}`));

function callbackForm(key, original) {
  return function (...args) {
    const at = args.findLastIndex((arg) => typeof arg === 'function');
    const error = at < 0 ? undefined : failureOf(key, args);
    if (!error) return pass(this, original, args);
    later(() => args[at](error));
    return key.startsWith('child_process.') ? deadProcess() : undefined;
  };
}

function promiseForm(key, original) {
  return function (...args) {
    const error = failureOf(key, args);
    if (!error) return pass(this, original, args);
    return new Promise((resolve, reject) => later(() => reject(error)));
  };
}

/** Node's functions call one another: what the outer one does is no call of the package. */
function pass(self, original, args) {
  const before = own;
  own = true;
  try {
    return original.apply(self, args);
  } finally {
    own = before;
  }
}

/** The error of a call that is to fail; undefined for one that is not. */
function failureOf(key, args) {
  if (own || !isCalledBySource()) return undefined;
  const call = `${key} ${shown(args[0])}`;
  const count = (counts.get(call) ?? 0) + 1;
  counts.set(call, count);
  const fails = settings.fail === `${call} ${count}`;
  log(`${fails ? 'fail' : 'call'} ${call} ${count}`);
  if (!fails) return undefined;
  const syscall = key.replace(/^.*\./, '');
  return Object.assign(new Error(`EIO: injected failure, ${syscall}`), { errno: -5, code: 'EIO', syscall });
}

/** The nearest caller that is neither Node, nor another package, nor this file. */
function isCalledBySource() {
  const { stackTraceLimit, prepareStackTrace } = Error;
  const holder = {};
  Error.stackTraceLimit = 60;
  Error.prepareStackTrace = (_, frames) => frames;
  Error.captureStackTrace(holder, isCalledBySource);
  const frames = holder.stack;
  Object.assign(Error, { stackTraceLimit, prepareStackTrace });
  const caller = frames
    .filter((frame) => !frame.isAsync())
    .map((frame) => String(frame.getFileName() ?? '').replace(/^file:\/\//, ''))
    .find((file) => file.startsWith('/') && file !== __filename && !file.includes('/node_modules/'));
  return caller !== undefined && sources.has(caller);
}

/** What a call is about, without what differs from run to run. */
function shown(value) {
  if (typeof value === 'number') return '#';
  if (value instanceof URL) return shown(value.pathname);
  if (typeof value !== 'string') return typeof value;
  const path = value.startsWith(settings.folder)
    ? value.slice(settings.folder.length).replace(/\d{4,}/g, '#')
    : value.replace(/(?<![^/])[0-9a-f]+(?![^/])|[0-9a-f]{6,}|\d+/gi, '#');
  return path.slice(0, 120);
}

function messageOf(error) {
  return error instanceof Error ? `${error.name}: ${error.message.replaceAll(settings.folder, '')}` : String(error);
}

function deadProcess() {
  const made = new EventEmitter();
  return Object.assign(made, {
    stdin: new PassThrough(),
    stdout: new PassThrough(),
    stderr: new PassThrough(),
    kill: () => false,
  });
}

/** A function that looks like another: its name, its length, and what hangs on it. */
function copyTo(made, original) {
  const { [promisify.custom]: _, ...properties } = Object.getOwnPropertyDescriptors(original);
  return Object.defineProperties(made, properties);
}
