import type { CallExpression, Node } from '@babel/types';
import { isFunctionNode, walk } from '../../syntax/walk.js';
import type { FileContext } from '../file-context.js';

/** Methods of stubs that make them call their callback at once. */
const CALLING = /^(?:callsArg\w*|yields\w*|callArg\w*|callsFake|mockImplementation\w*|mockReturnValue\w*)$/;

/** Names of methods that a file replaces by stubs which may call back before they return. */
export function stubbedAtOnce(context: FileContext): Set<string> {
  const names = new Set<string>();
  walk(context.file.ast, {
    enter(node) {
      if (node.type !== 'CallExpression') return;
      if (isStubOfMember(node)) {
        const [, name] = node.arguments;
        if (name?.type === 'StringLiteral') names.add(name.value);
      }
      if (CALLING.test(lastName(node))) holderName(context, node).forEach((name) => names.add(name));
    },
  });
  return names;
}

/** `sinon.stub(store, 'get', fn)` and `sinon.stub(store, 'get').yields(…)`. */
function isStubOfMember(call: CallExpression): boolean {
  return /^(?:stub|spyOn|replace|mock)$/.test(lastName(call)) && call.arguments[1]?.type === 'StringLiteral';
}

/** The property or variable that a stub is put into: `{ send: stub().yields() }`, `rpc.send = stub().callsArg(2)`. */
function holderName(context: FileContext, call: CallExpression): string[] {
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

function lastName({ callee }: CallExpression): string {
  if (callee.type === 'Identifier') return callee.name;
  return callee.type === 'MemberExpression' && callee.property.type === 'Identifier' ? callee.property.name : '';
}
