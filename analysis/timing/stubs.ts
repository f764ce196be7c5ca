import type { CallExpression, Function as FunctionNode, Node } from '@babel/types';
import { isFunctionNode, walk } from '../../syntax/walk.js';
import type { FileContext } from '../file-context.js';
import { isTestFile } from '../test-file.js';
import { calleeName } from '../callee.js';

/** Methods of stubs that make them call their callback at once. */
const CALLING = /^(?:callsArg\w*|yields\w*|callArg\w*|callsFake|mockImplementation\w*|mockReturnValue\w*)$/;

/** What a file puts in the place of methods, by their names. */
export interface Stubs {
  /** Stubs that may call back before they return. */
  readonly mayCall: ReadonlySet<string>;
  /** Stubs that surely do. */
  readonly calling: readonly CallingStub[];
}

/** A stub that calls back before it returns. */
export interface CallingStub {
  readonly name: string;
  /** Where it is made: `test/send.js:12`. */
  readonly place: string;
  /** Last names of what the test calls in which it is made. */
  readonly beside: readonly string[];
  /** Which of its parameters it calls, where it is a fake that is handed over. */
  readonly callbacks: readonly number[];
}

/** Finds the methods that a file replaces by stubs. */
export function stubsIn(context: FileContext): Stubs {
  const mayCall = new Set<string>();
  const calling: CallingStub[] = [];
  const isTest = isTestFile(context.file.source.path);
  const placeOf = (node: Node): string => `${context.file.source.path}:${context.lines.at(node.start!).line}`;
  const addCalling = (name: string, node: Node): void => {
    const test = context.parents.enclosingFunction(node);
    calling.push({ name, place: placeOf(node), beside: test ? calledIn(test) : [], callbacks: [] });
  };
  walk(context.file.ast, {
    enter(node) {
      if (isTest && isFunctionNode(node)) {
        const name = memberName(context, node);
        const callbacks = name === undefined ? [] : calledParams(context, node);
        if (callbacks.length > 0) calling.push({ name: name!, place: placeOf(node), beside: [], callbacks });
      }
      if (node.type !== 'CallExpression') return;
      if (isStubOfMember(node)) {
        const [, name, implementation] = node.arguments;
        if (name?.type !== 'StringLiteral') return;
        mayCall.add(name.value);
        if (implementation && callsBack(context, implementation)) addCalling(name.value, node);
      }
      if (!CALLING.test(calleeName(node))) return;
      for (const name of holderNames(context, node)) {
        mayCall.add(name);
        if (calls(context, node)) addCalling(name, node);
      }
    },
  });
  return { mayCall, calling };
}

function calledIn(fn: Node): string[] {
  const names = new Set<string>();
  walk(fn, {
    enter(node) {
      if (node.type === 'CallExpression') names.add(calleeName(node));
    },
  });
  return [...names];
}

/** `yields(…)` and `callsArg(…)`, or a fake that calls its callback. */
function calls(context: FileContext, call: CallExpression): boolean {
  const [implementation] = call.arguments;
  return (
    /^(?:callsArg(?!\w*Async)|yields(?!\w*Async)|callArg)/.test(calleeName(call)) ||
    (implementation !== undefined && callsBack(context, implementation))
  );
}

/** `function (key, cb) { cb(…); }`: calls a parameter of its own. */
const callsBack = (context: FileContext, node: Node): boolean =>
  isFunctionNode(node) && calledParams(context, node).length > 0;

/** The places of the parameters that a function itself calls. */
function calledParams(context: FileContext, fn: FunctionNode): number[] {
  return fn.params.flatMap((param, index) => {
    const binding = param.type === 'Identifier' ? context.scopes.bindingOf(param) : undefined;
    const isCalled = binding?.references.some(({ identifier }) => {
      const link = context.parents.get(identifier);
      return link?.key === 'callee' && context.parents.enclosingFunction(identifier) === fn;
    });
    return isCalled ? [index] : [];
  });
}

/** `send` of `{ send: function … }`, `{ send(…) {} }` and `client.send = function …`. */
function memberName({ parents }: FileContext, fn: FunctionNode): string | undefined {
  const parent = parents.get(fn)?.parent;
  const key =
    fn.type === 'ObjectMethod'
      ? fn.key
      : parent?.type === 'ObjectProperty' && parent.value === fn
        ? parent.key
        : parent?.type === 'AssignmentExpression' && parent.left.type === 'MemberExpression' && !parent.left.computed
          ? parent.left.property
          : undefined;
  return key?.type === 'Identifier' ? key.name : undefined;
}

/** `sinon.stub(store, 'get', fn)` and `sinon.stub(store, 'get').yields(…)`. */
function isStubOfMember(call: CallExpression): boolean {
  return /^(?:stub|spyOn|replace|mock)$/.test(calleeName(call)) && call.arguments[1]?.type === 'StringLiteral';
}

/** The property or variable that a stub is put into: `{ send: stub().yields() }`, `rpc.send = stub().callsArg(2)`. */
function holderNames(context: FileContext, call: CallExpression): string[] {
  const stubbed = memberStubOf(call) ?? toldMember(call);
  if (stubbed !== undefined) return [stubbed];
  let node: Node = call;
  for (const parent of context.parents.ancestors(call)) {
    if (parent.type === 'ObjectProperty' && parent.value === node && parent.key.type === 'Identifier')
      return [parent.key.name];
    if (
      parent.type === 'AssignmentExpression' &&
      parent.left.type === 'MemberExpression' &&
      parent.left.property.type === 'Identifier'
    )
      return [parent.left.property.name];
    if (parent.type === 'VariableDeclarator' && parent.id.type === 'Identifier') return [parent.id.name];
    if (isFunctionNode(parent) || parent.type === 'BlockStatement') return [];
    node = parent;
  }
  return [];
}

/** `get` of `sinon.stub(store, 'get').yields(…)`. */
function memberStubOf({ callee }: CallExpression): string | undefined {
  for (let node: Node = callee; node.type === 'MemberExpression';) {
    const { object }: { object: Node } = node;
    if (object.type !== 'CallExpression') return undefined;
    const [, name] = object.arguments;
    if (isStubOfMember(object)) return name?.type === 'StringLiteral' ? name.value : undefined;
    node = object.callee;
  }
  return undefined;
}

/** `get` of `store.get.yields(…)` and `store.get.onCall(0).yields(…)`: the stub is there already and is told what to do. */
function toldMember({ callee }: CallExpression): string | undefined {
  let node: Node | undefined = callee.type === 'MemberExpression' ? callee.object : undefined;
  while (node && node.type !== 'Identifier') {
    if (node.type === 'CallExpression') {
      if (!/^(?:onCall|withArgs)$/.test(calleeName(node))) return undefined;
      node = node.callee.type === 'MemberExpression' ? node.callee.object : undefined;
    } else if (node.type === 'MemberExpression' && node.property.type === 'Identifier' && !node.computed) {
      if (!/^on(?:First|Second|Third)Call$/.test(node.property.name)) return node.property.name;
      node = node.object;
    } else return undefined;
  }
  return undefined;
}
