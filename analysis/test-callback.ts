import type { CallExpression, Function as FunctionNode, Node } from '@babel/types';
import { isFunctionNode, walk } from '../syntax/walk.js';
import { continuationsOf, type Continuation } from './continuation.js';
import type { FileContext } from './file-context.js';
import type { ActiveRunner } from './libraries/libraries.js';
import { moduleOf } from './module-binding.js';
import { lastName } from './callee.js';

/** A test or a hook, as it is given to a test runner. */
export interface TestFunction {
  readonly call: CallExpression;
  readonly active: ActiveRunner;
}

/** Tells whether a function is given to a test runner where it is written: `it('…', function (done) { … })`. */
export function testFunctionOf(context: FileContext, fn: FunctionNode): TestFunction | undefined {
  const link = context.parents.get(fn);
  if (link?.parent.type !== 'CallExpression' || link.key !== 'arguments') return undefined;
  const call = link.parent;
  if (call.arguments.some((argument) => argument !== fn && isFunctionNode(argument))) return undefined;
  const active = runnerOf(context, call.callee);
  return active && { call, active };
}

/** `it`, `it.only`, `mocha.it`, `test` of `require('tape')`, `t.test` inside of a test. */
function runnerOf(context: FileContext, callee: Node): ActiveRunner | undefined {
  const named = namedFunction(context, callee);
  if (!named) return undefined;
  const { name, specifier } = named;
  const found = context.libraries.runners.filter(({ modules, runner }) =>
    specifier === undefined
      ? runner.globals && runner.functions.includes(name)
      : modules.includes(specifier) && (name === '' || runner.functions.includes(name)),
  );
  return found.find(({ isDependency }) => isDependency) ?? found.find(({ awaitsTests }) => awaitsTests);
}

function namedFunction(context: FileContext, callee: Node): { name: string; specifier?: string } | undefined {
  const module = moduleOf(context, callee);
  if (module) return { name: module.member ?? '', specifier: module.specifier };
  if (callee.type === 'Identifier') return context.scopes.bindingOf(callee) ? undefined : { name: callee.name };
  if (callee.type !== 'MemberExpression' || callee.computed || callee.property.type !== 'Identifier') return undefined;
  return /^(?:only|skip)$/.test(callee.property.name) ? namedFunction(context, callee.object) : undefined;
}

/** The parameter by whose call a test says that it is over; `undefined` when it says so in another way. */
export function testContinuation(context: FileContext, fn: FunctionNode): Continuation | undefined {
  const { ends } = testFunctionOf(context, fn)?.active.runner ?? {};
  if (ends?.by !== 'callback') return undefined;
  // TypeScript writes the type of `this` in front.
  const own = fn.params.filter((param) => param.type !== 'Identifier' || param.name !== 'this');
  if (own.length !== ends.at + 1) return undefined;
  return continuationsOf(context, fn).find(({ at }) => at === ends.at);
}

const faking = new WeakMap<FileContext, boolean>();

/** Whether the tests of a file turn the clock themselves: what they wait for comes in the moment in which they turn it. */
export function usesFakeTimers(context: FileContext): boolean {
  let found = faking.get(context);
  if (found === undefined) {
    found = false;
    walk(context.file.ast, {
      enter(node) {
        if (node.type !== 'CallExpression' && node.type !== 'StringLiteral') return;
        const name = node.type === 'StringLiteral' ? node.value : lastName(node.callee);
        found ||= FAKING.test(name);
      },
    });
    faking.set(context, found);
  }
  return found;
}

const FAKING = /^(?:useFakeTimers|lolex|@sinonjs\/fake-timers|tickAsync|advanceTimersByTime|runAllTimers)$/;
