import type { AssignmentExpression, CallExpression, Node } from '@babel/types';
import { walk } from '../syntax/walk.js';
import type { FileContext } from './file-context.js';
import { moduleOf } from './module-binding.js';
import { lastName } from './callee.js';
import { keyName } from '../syntax/key-name.js';

/** Tools that replace a builtin module for whole test files. */
const REPLACING: Readonly<Record<string, string>> = {
  'mock-fs': 'fs',
  memfs: 'fs',
  'fs-mock': 'fs',
  lolex: 'timers',
  '@sinonjs/fake-timers': 'timers',
  nock: 'http',
  'aws-sdk-mock': 'aws-sdk',
  mockingoose: 'mongoose',
};

const STUBBING = /^(?:stub|spy|mock|spyOn|replace|stubMethod|method|wrap|shim)$/;

/**
 * What a file stubs, patches or replaces, as `module` or `module.member`, and as `.member` where a test stubs a member of
 * an object of which no more is known; `global.Promise` where another class takes its place.
 */
export function patchedIn(context: FileContext): Set<string> {
  const patched = new Set<string>();
  walk(context.file.ast, {
    enter(node) {
      if (node.type === 'AssignmentExpression' && isGlobalPromise(context, node.left)) patched.add('global.Promise');
      if (node.type === 'AssignmentExpression' && node.left.type === 'MemberExpression') {
        addMember(context, patched, node.left);
        addStubbed(patched, node);
      }
      if (node.type === 'ImportDeclaration') addReplacing(patched, node.source.value);
      if (node.type === 'CallExpression') addCall(context, patched, node);
    },
  });
  return patched;
}

/** `global.Promise = require('bluebird')` */
function isGlobalPromise({ scopes }: FileContext, left: Node): boolean {
  if (left.type === 'Identifier') return left.name === 'Promise' && !scopes.bindingOf(left);
  if (left.type !== 'MemberExpression' || left.computed || left.object.type !== 'Identifier') return false;
  const isGlobal = /^(?:global|globalThis|window|self|root)$/.test(left.object.name) && !scopes.bindingOf(left.object);
  return isGlobal && left.property.type === 'Identifier' && left.property.name === 'Promise';
}

function addMember(context: FileContext, patched: Set<string>, member: Node): void {
  const module = moduleOf(context, member);
  if (module?.member !== undefined && isPackage(module.specifier))
    patched.add(`${bare(module.specifier)}.${module.member}`);
}

/** `User.find = sinon.stub()`. */
function addStubbed(patched: Set<string>, { left, right }: AssignmentExpression): void {
  if (left.type !== 'MemberExpression' || left.computed || left.property.type !== 'Identifier') return;
  let made: Node = right;
  while (made.type === 'CallExpression' || made.type === 'MemberExpression') {
    if (made.type === 'CallExpression' && /^(?:stub|spy|fn|fake)$/.test(lastName(made.callee)))
      patched.add(`.${left.property.name}`);
    made = made.type === 'CallExpression' ? made.callee : made.object;
  }
}

function addCall(context: FileContext, patched: Set<string>, call: CallExpression): void {
  const name = lastName(call.callee);
  const [first, second] = call.arguments;
  if (name === 'require' && first?.type === 'StringLiteral') addReplacing(patched, first.value);
  if (/useFakeTimers/.test(name)) patched.add('timers');
  if (STUBBING.test(name) && first && second?.type === 'StringLiteral') {
    const specifier = moduleOf(context, first)?.specifier ?? (first.type === 'Identifier' ? first.name : '');
    if (isBuiltin(specifier)) patched.add(`${bare(specifier)}.${second.value}`);
    else if (/^(?:stub|spy|spyOn|stubMethod|mock)$/.test(name)) patched.add(`.${second.value}`);
  }
  if (
    (name === 'mock' || name === 'doMock' || name === '__set__' || name === 'registerMock') &&
    first?.type === 'StringLiteral' &&
    isPackage(first.value)
  )
    patched.add(bare(first.value));
  for (const argument of call.arguments) addInjected(patched, name, argument);
  // `sandbox.require('../lib/send', { requires: { fs: fake } })`
  if (second?.type !== 'ObjectExpression' || !/^(?:require|load)$/.test(name)) return;
  const requires = second.properties.find(
    (property) => property.type === 'ObjectProperty' && keyName(property) === 'requires',
  );
  if (requires?.type === 'ObjectProperty') addKeys(patched, requires.value);
}

/** `proxyquire('./x', { fs: … })` and its kin name what they replace by keys. */
function addInjected(patched: Set<string>, name: string, argument: Node): void {
  if (
    !/^(?:proxyquire|noCallThru|load|mocked|quibble|rewiremock|requireInject|injectr|sandboxed|proxyquireStrict)$/i.test(
      name,
    )
  )
    return;
  addKeys(patched, argument);
}

function addKeys(patched: Set<string>, object: Node): void {
  if (object.type !== 'ObjectExpression') return;
  for (const property of object.properties) {
    const key = property.type === 'ObjectProperty' ? keyName(property) : undefined;
    if (key !== undefined && isPackage(key)) patched.add(bare(key));
  }
}

function addReplacing(patched: Set<string>, specifier: string): void {
  const module = REPLACING[specifier];
  if (module) patched.add(module);
}

const BUILTINS = new Set([
  'fs',
  'dns',
  'child_process',
  'crypto',
  'zlib',
  'http',
  'https',
  'net',
  'readline',
  'timers',
  'stream',
]);
/** What is no file of the project; the name of a function is none either. */
const isPackage = (specifier: string): boolean => /^(?:@[\w.-]+\/)?[\w-][\w./:-]*$/.test(specifier);
const bare = (specifier: string): string => specifier.replace(/^node:/, '');
const isBuiltin = (specifier: string): boolean => BUILTINS.has(bare(specifier));
