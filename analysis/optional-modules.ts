import type { Node } from '@babel/types';
import { findNode, isFunctionNode, walk } from '../syntax/walk.js';
import type { FileContext } from './file-context.js';

const known = new WeakMap<FileContext, boolean>();

/**
 * Tells whether a file is made to run without a module system as well, in a browser: it asks whether there is one
 * (`typeof module`, `typeof define`), and loads nothing that it could not do without.
 */
export function worksWithoutModules(context: FileContext): boolean {
  let answer = known.get(context);
  if (answer === undefined) known.set(context, (answer = asksForModules(context) && !needsModules(context)));
  return answer;
}

function asksForModules({ file, scopes }: FileContext): boolean {
  const found = findNode(
    file.ast,
    (node) =>
      node.type === 'UnaryExpression' &&
      node.operator === 'typeof' &&
      node.argument.type === 'Identifier' &&
      /^(?:define|module|exports|require)$/.test(node.argument.name) &&
      !scopes.bindingOf(node.argument),
  );
  return found !== undefined;
}

/** What is loaded in any case, at the top of the file. */
const needsModules = ({ file }: FileContext): boolean =>
  file.ast.program.body.some((statement) => /^(?:Import|Export)/.test(statement.type) || loadsAtOnce(statement));

function loadsAtOnce(statement: Node): boolean {
  let found = false;
  walk(statement, {
    enter(node) {
      if (isFunctionNode(node) || /^(?:If|Try|Conditional|Logical)/.test(node.type)) return 'skip';
      if (node.type === 'CallExpression' && node.callee.type === 'Identifier' && node.callee.name === 'require')
        found = true;
      return undefined;
    },
  });
  return found;
}
