import type { MemberExpression, Node } from '@babel/types';
import { walk } from '../../syntax/walk.js';
import type { FileContext } from '../file-context.js';

const indexes = new WeakMap<FileContext, Map<string, Node[]>>();

/** Every place at which something of that name is meant: members, keys, and strings that could be used as keys. */
export function placesOf(context: FileContext, name: string): readonly Node[] {
  let index = indexes.get(context);
  if (!index) indexes.set(context, (index = indexPlaces(context)));
  return index.get(name) ?? [];
}

/** The names of all members that a file mentions. */
export const memberNames = (context: FileContext): Iterable<string> => {
  placesOf(context, '');
  return indexes.get(context)!.keys();
};

function indexPlaces({ file }: FileContext): Map<string, Node[]> {
  const index = new Map<string, Node[]>();
  const add = (name: string, node: Node): void => {
    const places = index.get(name);
    if (places) places.push(node);
    else index.set(name, [node]);
  };
  walk(file.ast, {
    enter(node, parent, key) {
      if (node.type === 'PrivateName') {
        add(`#${node.id.name}`, node.id);
        return 'skip';
      }
      if (node.type === 'StringLiteral' && node.value.length < 60) add(node.value, node);
      const isName = node.type === 'Identifier' && (key === 'property' || key === 'key');
      if (isName && !(parent && 'computed' in parent && parent.computed)) add(node.name, node);
      return undefined;
    },
  });
  return index;
}

/** `this.m` of the name `m`. */
export function memberAt({ parents }: FileContext, place: Node): MemberExpression | undefined {
  let link = parents.get(place);
  if (link?.parent.type === 'PrivateName') link = parents.get(link.parent);
  return link?.parent.type === 'MemberExpression' && link.key === 'property' ? link.parent : undefined;
}

/** The target of an assignment, of `delete`, `++`, a pattern or a loop. */
export function isSet({ parents }: FileContext, member: Node): boolean {
  const link = parents.get(member);
  switch (link?.parent.type) {
    case 'AssignmentExpression':
    case 'AssignmentPattern':
    case 'ForInStatement':
    case 'ForOfStatement':
      return link.key === 'left';
    case 'UnaryExpression':
      return link.parent.operator === 'delete';
    case 'UpdateExpression':
    case 'ArrayPattern':
    case 'RestElement':
      return true;
    case 'ObjectProperty':
      return link.key === 'value' && parents.get(link.parent)?.parent.type === 'ObjectPattern';
    default:
      return false;
  }
}
