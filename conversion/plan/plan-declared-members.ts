import type { Node } from '@babel/types';
import type { ProjectFacts, Verdict } from '../../core/index.js';
import type { FileContext } from '../../analysis/file-context.js';
import { Decline } from '../decline.js';
import { knownMember } from './known-member.js';
import type { LocalFunctions } from './local-functions.js';
import type { Region } from './region.js';
import { declaredMembers, retypeMember } from './typed/declared-members.js';

interface Planner {
  readonly context: FileContext;
  readonly project: ProjectFacts;
  readonly locals: LocalFunctions;
  readonly accept: (region: Region, node: Node, verdict: Verdict, name: string) => string;
}

/**
 * Interfaces and abstract classes follow the methods that implement them.
 *
 * @returns where they declare what gives promises from now on, and the decisions by which it does
 */
export function planDeclaredMembers(
  { context, project, locals, accept }: Planner,
  regionAt: (node: Node) => Region,
): ReadonlyMap<number, string> {
  const declared = new Map<number, string>();
  for (const declaration of declaredMembers(context, project)) {
    const { node, name, member } = declaration;
    const found = knownMember(context, locals, member);
    const region = regionAt(node);
    if (!found || !retypeMember(region, declaration, found)) continue;
    found.requires.forEach((id) => region.imports.requires.add(id));
    try {
      declared.set(node.start!, accept(region, node, 'declaration', name));
    } catch (error) {
      if (!(error instanceof Decline)) throw error;
    }
  }
  return declared;
}
