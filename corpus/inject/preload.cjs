/**
 * Loaded into a package's tests before anything else (`--require`): makes a call of one of Node's asynchronous functions fail,
 * or of a function of another package that takes a callback.
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
const Module = require('node:module');
const stream = require('node:stream');
const { promisify } = require('node:util');

const settings = JSON.parse(fs.readFileSync(process.env.COSHIFT_INJECT, 'utf8'));
const sources = new Set(settings.sources);
const { appendFileSync } = fs;
const later = setImmediate;
const counts = new Map();
let own = false;

/** Where the classes of packages end and those of Node begin. */
const ends = new Set([Object.prototype, Function.prototype, EventEmitter.prototype]);
for (const each of Object.values(stream)) if (typeof each === 'function' && each.prototype) ends.add(each.prototype);

/** Names of functions whose callback is no result: listeners, iterations, steps of promises. */
const other =
  /^(?:constructor|on|once|off|addListener|removeListener|prepend\w*|emit|use|pipe|then|catch|finally|set(?:Immediate|Timeout|Interval)|nextTick|defer|call|apply|bind|inherits|extend|for(?:Each|In|Own)?|map|filter|some|every|find\w*|reduce\w*|sort\w*|[A-Z_]\w*)$/;

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
Module.syncBuiltinESMExports();
failDependencies();
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

/** What the sources require from other packages is looked through for functions that take a callback. */
function failDependencies() {
  const load = Module._load;
  const seen = new WeakMap();
  Module._load = function (request, parent, ...rest) {
    const made = load.call(this, request, parent, ...rest);
    const isOther = !/^(?:[./]|node:)/.test(request) && !Module.builtinModules.includes(request);
    if (!isOther || request.startsWith('coshift-shim') || !sources.has(parent?.filename)) return made;
    if (made === null || !/^(?:object|function)$/.test(typeof made)) return made;
    if (!seen.has(made)) seen.set(made, failing(made, request));
    return seen.get(made);
  };
}

function failing(made, name) {
  failMembers(made, `${name}.`);
  if (typeof made !== 'function') return made;
  failPrototype(made.prototype, name);
  return new Proxy(made, { apply: (fn, self, args) => callDependency(name, fn, self, args) });
}

function failPrototype(prototype, name) {
  for (let each = prototype; each && !ends.has(each); each = Object.getPrototypeOf(each)) failMembers(each, `${name}#`);
}

function failMembers(holder, prefix) {
  for (const [key, { value, writable }] of Object.entries(Object.getOwnPropertyDescriptors(holder))) {
    if (typeof value === 'function' && /^[A-Z]/.test(key)) failPrototype(value.prototype, prefix + key);
    if (typeof value !== 'function' || !writable || other.test(key)) continue;
    const made = function (...args) {
      return callDependency(prefix + key, value, this, args);
    };
    holder[key] = copyTo(made, value);
  }
}

/** Counts a call when its callback is called with an error or nothing in front, and only then. */
function callDependency(key, fn, self, args) {
  const at = args.length - 1;
  const callback = args[at];
  if (typeof callback !== 'function' || own || !isCalledBySource()) return fn.apply(self, args);
  const { call, fails } = count(key, args);
  if (fails) {
    log(`fail ${call}`);
    later(() => callback(injected(key)));
    return undefined;
  }
  let told = false;
  const watched = function (...results) {
    if (!told && (results[0] == null || results[0] instanceof Error)) log(`seen ${call}`);
    told = true;
    return callback.apply(this, results);
  };
  return fn.apply(self, [...args.slice(0, at), copyTo(watched, callback)]);
}

/** The error of a call of Node that is to fail; undefined for one that is not. */
function failureOf(key, args) {
  if (own || !isCalledBySource()) return undefined;
  const { call, fails } = count(key, args);
  log(`${fails ? 'fail' : 'call'} ${call}`);
  return fails ? injected(key) : undefined;
}

function count(key, args) {
  const name = `${key} ${shown(args[0])}`;
  const number = (counts.get(name) ?? 0) + 1;
  counts.set(name, number);
  const call = `${name} ${number}`;
  return { call, fails: call === settings.fail };
}

function injected(key) {
  const syscall = key.replace(/^.*[.#]/, '');
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
    stdin: new stream.PassThrough(),
    stdout: new stream.PassThrough(),
    stderr: new stream.PassThrough(),
    kill: () => false,
  });
}

/** A function that looks like another: its name, its length, and what hangs on it. */
function copyTo(made, original) {
  const { [promisify.custom]: _, ...properties } = Object.getOwnPropertyDescriptors(original);
  return Object.defineProperties(made, properties);
}
