import type { CallExpression, Identifier, Node } from '@babel/types';
import { calleeName, resolveCallee, type Callee } from '../../../analysis/callee.js';
import type { FileContext } from '../../../analysis/file-context.js';
import { moduleOf } from '../../../analysis/module-binding.js';
import { isFixed } from '../../../analysis/modules/exports-object.js';
import { walk } from '../../../syntax/walk.js';
import { Decline } from '../../decline.js';
import { spanOf } from '../../items.js';
import { knownFunction, type KnownFunction } from '../rounds/known-function.js';
import { asksForOperational, bringsOwnForm, whyFormKept, whyUseKept, type WhyKept } from './promise-form-use.js';
import type { Region } from '../regions/region.js';
import type { Round } from '../rounds/round.js';

/** A call that makes a promise form of a function that has one by now: `util.promisify(load)`. */
interface Promisified {
  readonly node: CallExpression;
  /** The function that it is given. */
  readonly target: Node;
  readonly callee: Callee;
}

const PROMISIFY = /^(?:promisify|pify|denodeify|nodeify)$/;
const LIBRARIES = /^(?:(?:node:)?util|pify|bluebird|q|es6-promisify|util\.promisify)$/;

/** Puts the function itself in the place of each promise form of it that is not needed any more. */
export function simplifyPromisified(round: Round): void {
  for (const { node, target, callee } of promisifiedIn(round.context)) {
    const region = round.region({ kind: 'detached' }, node);
    // The decision rests on those about the function.
    const fn = knownFunction(region, callee);
    if (!fn) continue;
    const why = whyKept(region, node, fn);
    if (why !== undefined) {
      round.leave(node, `promisify of ${callee.name}`, [
        new Decline('promise-form-kept', node, { name: callee.name, why }),
      ]);
      continue;
    }
    region.replacements.push({ ...spanOf(node), items: [], needsBlock: false, inline: [spanOf(target)] });
    region.notes.push(new Decline('promisify-not-needed', node, { name: callee.name }));
    try {
      round.awaited.set(target.start!, round.accept(region, node, 'convert', `promisify of ${callee.name}`));
    } catch (error) {
      // It was tried and taken back; what is there works as well.
      if (!(error instanceof Decline)) throw error;
    }
  }
}

/**
 * Tells why a call of `promisify` or its kin has to stay. It can go when the function gives a promise by itself when the
 * callback is left out, with the same single value, and each call of the result hands over exactly the arguments in
 * front of the callback and is awaited at once. Then it does not matter which kind of promise it is, or whether a
 * function throws or rejects.
 */
function whyKept({ context, project }: Region, node: CallExpression, fn: KnownFunction): WhyKept | undefined {
  const uses = usesOf(context, node);
  if (!uses) return 'it goes where it is not followed';
  if (uses.length === 0) return 'nothing uses it';
  const library = moduleOf(context, node.callee)?.specifier ?? '';
  if (/util(?:\.promisify)?$/.test(library) && bringsOwnForm(project, context))
    return 'some function of the project brings a promise form of its own';
  if (library === 'bluebird' && asksForOperational(project))
    return 'the project asks for the class that Bluebird gives its errors';
  return whyFormKept(fn) ?? uses.map((use) => whyUseKept(context, use, fn.at)).find((why) => why !== undefined);
}

const known = new WeakMap<FileContext, readonly Promisified[]>();

/** The calls of `promisify` and its kin; a file is planned several times. */
function promisifiedIn(context: FileContext): readonly Promisified[] {
  let found = known.get(context);
  if (!found) known.set(context, (found = findPromisified(context)));
  return found;
}

function findPromisified(context: FileContext): Promisified[] {
  const found: Promisified[] = [];
  walk(context.file.ast, {
    enter(node) {
      if (node.type !== 'CallExpression' || node.arguments.length !== 1 || !isPromisify(context, node)) return;
      const [target] = node.arguments as [Node];
      if (target.type !== 'Identifier' && target.type !== 'MemberExpression') return;
      found.push({ node, target, callee: resolveCallee(context, { ...node, callee: target }) });
    },
  });
  return found;
}

function isPromisify(context: FileContext, call: CallExpression): boolean {
  const module = moduleOf(context, call.callee);
  if (!module || !LIBRARIES.test(module.specifier)) return false;
  return module.member === undefined
    ? !/^(?:util|bluebird|q)$/.test(module.specifier)
    : PROMISIFY.test(calleeName(call)) || PROMISIFY.test(module.member);
}

/** Where the result is used; `undefined` when it goes where it cannot be followed. */
function usesOf(context: FileContext, call: CallExpression): Node[] | undefined {
  const link = context.parents.get(call);
  if (link?.parent.type === 'CallExpression' && link.key === 'callee') return [call];
  if (link?.parent.type !== 'VariableDeclarator' || link.parent.id.type !== 'Identifier') return undefined;
  const declaration = context.parents.get(link.parent)!.parent;
  const holder = context.parents.get(declaration)?.parent.type;
  const binding = context.scopes.bindingOf(link.parent.id);
  if (!binding || !isFixed(binding) || holder === 'ExportNamedDeclaration') return undefined;
  return binding.references.map(({ identifier }) => identifier as Identifier);
}
