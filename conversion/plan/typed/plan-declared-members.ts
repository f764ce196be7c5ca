import { Decline } from '../../decline.js';
import { knownMember } from '../rounds/known-member.js';
import type { Round } from '../rounds/round.js';
import { declaredMembers, retypeMember } from './declared-members.js';

/**
 * Interfaces and abstract classes follow the methods that implement them.
 *
 * @returns where they declare what gives promises from now on, and the decisions by which it does
 */
export function planDeclaredMembers(round: Round): ReadonlyMap<number, string> {
  const { context, project, locals } = round;
  const declared = new Map<number, string>();
  for (const declaration of declaredMembers(context, project)) {
    const { node, name, member } = declaration;
    const found = knownMember(context, locals, member);
    const region = round.region({ kind: 'detached' }, node);
    if (!found || !retypeMember(region, declaration, found)) continue;
    found.requires.forEach((id) => region.imports.requires.add(id));
    try {
      declared.set(node.start!, round.accept(region, node, 'declaration', name));
    } catch (error) {
      if (!(error instanceof Decline)) throw error;
    }
  }
  return declared;
}
