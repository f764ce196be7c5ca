import type { CallExpression, Identifier, MemberExpression, Node } from '@babel/types';
import { isFunctionNode, walk } from '../../syntax/walk.js';
import type { FileContext } from '../file-context.js';
import { isDefinition } from '../methods/tables.js';
import { moduleOf } from '../module-binding.js';
import { globalReferences } from './exports-object.js';
import { lastName } from '../callee.js';
import { keyName } from '../../syntax/key-name.js';

/**
 * Something that a file puts in the place of what modules export. Without a member it may be every export of the module,
 * without a module the member of any module, without both it may be anything.
 */
export interface Replaced {
  readonly specifier?: string;
  readonly member?: string;
}

const STUBBING = /^(?:stub|spy|mock|spyOn|replace|stubMethod|method|wrap|massWrap|shim|fake|define|doublet?)$/;

/** Functions that put something in the place of a module by its name. */
const MOCKING_MODULE =
  /^(?:mock|doMock|unstable_mockModule|setMock|registerMock|registerSubstitute|replaceEsm|module)$/;

/** Functions that load a module with others in the place of what it requires. */
const INJECTING = /proxyquire|noCallThru|mocked|quibble|rewiremock|requireInject|injectr|sandboxed_?module|esmock/i;

/** The same, where the name of the function alone says little. */
const REPLACING_MODULE =
  /^(?:td|testdouble)\.replace(?:Cjs|Esm)?$|^(?:quibble|rewiremock|mocked)(?:\.(?:esm|module|proxy))?$/;

/** What a file replaces: by a tool for tests, or by an assignment. */
export function replacedExports(context: FileContext, isExports: (node: Node) => boolean): Replaced[] {
  const replaced: Replaced[] = [];
  const add = (one: Replaced): void => void replaced.push(one);
  walk(context.file.ast, {
    enter(node) {
      if (node.type === 'AssignmentExpression' && node.left.type === 'MemberExpression')
        addAssignment(context, node.left, isExports, add);
      if (node.type === 'UnaryExpression' && node.operator === 'delete' && node.argument.type === 'MemberExpression')
        addAssignment(context, node.argument, isExports, add);
      if (node.type === 'CallExpression') addCall(context, node, add);
    },
  });
  return replaced;
}

type Add = (one: Replaced) => void;

function addAssignment(
  context: FileContext,
  left: MemberExpression,
  isExports: (node: Node) => boolean,
  add: Add,
): void {
  const { object, property } = left;
  const name = !left.computed && property.type === 'Identifier' ? property.name : undefined;
  if (/\bModule\._(?:load|resolveFilename)$|\bModule\.prototype\.require$/.test(textOf(context, left))) return add({});
  if (/^require\.cache$|\brequire\.cache\b/.test(textOf(context, object)) && isWritten(context, left)) return add({});
  if (isExports(left) || isExports(object)) return;
  const module = moduleOf(context, object);
  if (module) {
    // `lib.inner.f = …`: what hangs on an export is none of its exports.
    if (module.member === undefined) add({ specifier: module.specifier, ...(name !== undefined && { member: name }) });
    return;
  }
  if (isMadeHere(context, object) || isDefinition(context, left)) return;
  if (name !== undefined) add({ member: name });
}

/** `delete require.cache[…]` loads the file again, as it is. */
const isWritten = (context: FileContext, node: Node): boolean =>
  context.parents.get(node)?.parent.type === 'AssignmentExpression';

/** `this`, prototypes, and objects of the file's own making: no exports of another module. */
function isMadeHere(context: FileContext, object: Node): boolean {
  if (object.type === 'ThisExpression') return true;
  if (object.type === 'MemberExpression')
    return (
      (!object.computed && (object.property as Identifier).name === 'prototype') || isMadeHere(context, object.object)
    );
  if (object.type !== 'Identifier') return false;
  const binding = context.scopes.bindingOf(object);
  if (!binding) return /^(?:process|global|globalThis|window)$/.test(object.name);
  const inits = binding.declarations.map((declaration) => context.parents.get(declaration)?.parent);
  const isFixed = binding.references.every(({ kind }) => kind === 'read');
  return (
    isFixed &&
    inits.every((parent) =>
      (isFunctionNode(parent) || parent?.type === 'ClassDeclaration') &&
      'id' in parent &&
      parent.id?.name === object.name
        ? true
        : parent?.type === 'VariableDeclarator' &&
          /^(?:ObjectExpression|ArrayExpression|NewExpression|FunctionExpression|ThisExpression)$/.test(
            parent.init?.type ?? '',
          ),
    )
  );
}

function addCall(context: FileContext, call: CallExpression, add: Add): void {
  const name = lastName(call.callee);
  const [first, second] = call.arguments;
  if (/^__(?:set|Rewire|with)__$/.test(name)) return addSet(first, add);
  const replaced = first && specifierOf(first);
  if (replaced !== undefined && (MOCKING_MODULE.test(name) || REPLACING_MODULE.test(textOf(context, call.callee))))
    add({ specifier: replaced });
  if (STUBBING.test(name) && first) {
    const member = second?.type === 'StringLiteral' ? second.value : undefined;
    const module = moduleOf(context, first);
    if (module && module.member === undefined)
      add({ specifier: module.specifier, ...(member !== undefined && { member }) });
    else if (member !== undefined) add({ member });
    else if (/^(?:stub|mock|massWrap)$/.test(name) && first.type === 'Identifier' && !isLocalMock(context, first))
      add({});
  }
  if (/^(?:defineProperty|assign|extend|_extend|promisifyAll)$/.test(name) && first) addMixin(context, call, name, add);
  if (INJECTING.test(textOf(context, call.callee)) && !/^require$/.test(name))
    call.arguments.forEach((argument, index) => addInjected(argument, index, add));
}

/** `jest.mock`-like calls with an object of the test's own. */
function isLocalMock(context: FileContext, identifier: Identifier): boolean {
  return isMadeHere(context, identifier) || globalReferences(context, identifier.name).length > 0;
}

/** `rewired.__set__('load', fake)`, `rewired.__set__({ load: fake })`: variables of the file, whatever it exports. */
function addSet(first: Node | undefined, add: Add): void {
  if (first?.type === 'StringLiteral') return add({ member: first.value });
  if (first?.type !== 'ObjectExpression') return add({});
  for (const property of first.properties) {
    const name = property.type === 'SpreadElement' ? undefined : keyName(property);
    add(name === undefined ? {} : { member: name });
  }
}

/** `Object.assign(lib, { load: fake })`. */
function addMixin(context: FileContext, call: CallExpression, name: string, add: Add): void {
  const [target, second] = call.arguments;
  const module = target && moduleOf(context, target);
  if (!module || module.member !== undefined || name === 'promisifyAll') return;
  const { specifier } = module;
  if (name === 'defineProperty')
    return add(second?.type === 'StringLiteral' ? { specifier, member: second.value } : { specifier });
  add({ specifier });
}

/** `proxyquire('../lib/a', { './b': { load: fake } })`. */
function addInjected(argument: Node, index: number, add: Add): void {
  if (argument.type !== 'ObjectExpression') {
    // The first argument names what is loaded; others that cannot be read may replace anything.
    if (index > 0 && !isFunctionNode(argument) && argument.type !== 'StringLiteral') add({});
    return;
  }
  for (const property of argument.properties) {
    const key = property.type === 'SpreadElement' ? undefined : keyName(property);
    if (key === undefined) add({});
    // `SandboxedModule.load('x', { requires: { './b': … } })`
    else if (property.type === 'ObjectProperty' && /^(?:requires|mocks)$/.test(key))
      addInjected(property.value, 1, add);
    else add({ specifier: key });
  }
}

/** `'./b'`, `import('./b')`. */
function specifierOf(node: Node): string | undefined {
  if (node.type === 'StringLiteral') return node.value;
  const source = node.type === 'ImportExpression' ? node.source : isImportCall(node) ? node.arguments[0] : undefined;
  return source?.type === 'StringLiteral' ? source.value : undefined;
}

const isImportCall = (node: Node): node is CallExpression =>
  node.type === 'CallExpression' && node.callee.type === 'Import';

const textOf = (context: FileContext, node: Node): string => context.file.source.text.slice(node.start!, node.end!);
