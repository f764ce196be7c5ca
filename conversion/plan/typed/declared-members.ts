import type { Node, TSDeclareMethod, TSFunctionType, TSMethodSignature } from '@babel/types';
import type { ProjectFacts, TypedMember, TypedValue } from '../../../core/index.js';
import type { FileContext } from '../../../analysis/file-context.js';
import { walk } from '../../../syntax/walk.js';
import { spanOf, type Part } from '../../items.js';
import type { KnownMember } from '../rounds/known-member.js';
import type { Region } from '../regions/region.js';
import { dropParameter } from '../jsdoc/update-jsdoc.js';
import { declaredValues } from './callback-type.js';
import { isTypeScript } from './declared-type.js';
import { lastParameterSpan } from './signature.js';

type Signature = TSMethodSignature | TSDeclareMethod | TSFunctionType;

/** A member that an interface, a type or a class declares, and whose functions lose their callbacks. */
export interface DeclaredMember {
  readonly node: Node;
  readonly signature: Signature;
  /** `Store.get` */
  readonly name: string;
  readonly member: TypedMember;
}

/** The declarations of a file that stand for functions of this or other files, by the project's types. */
export function declaredMembers(context: FileContext, project: ProjectFacts): readonly DeclaredMember[] {
  const declared: DeclaredMember[] = [];
  if (!isTypeScript(context)) return declared;
  walk(context.file.ast, {
    enter(node) {
      const signature = signatureOf(node);
      const member = signature && project.member(context.file.source.path, node.start!);
      if (signature && member) declared.push({ node, signature, name: nameOf(context, node), member });
      return undefined;
    },
  });
  return declared;
}

function nameOf({ file, parents }: FileContext, node: Node): string {
  const key = 'key' in node ? (node.key as Node) : node;
  const name = file.source.text.slice(key.start!, key.end!);
  for (const parent of parents.ancestors(node))
    if ('id' in parent && parent.id && (parent.id as Node).type === 'Identifier')
      return `${(parent.id as { name: string }).name}.${name}`;
  return name;
}

function signatureOf(node: Node): Signature | undefined {
  if (node.type === 'TSMethodSignature' || node.type === 'TSDeclareMethod') return node;
  const type = node.type === 'TSPropertySignature' ? node.typeAnnotation?.typeAnnotation : undefined;
  return type?.type === 'TSFunctionType' ? type : undefined;
}

/**
 * Takes the callback out of a declaration:
 *
 *     get(key: string, cb: (err: Error | null, value?: T) => void): void;
 *     get(key: string): Promise<T | undefined>;
 *
 * @returns false when it cannot be said what the promise gives
 */
export function retypeMember(
  region: Region,
  { node, signature, member: { values } }: DeclaredMember,
  { known }: KnownMember,
): boolean {
  const params = signature.type === 'TSDeclareMethod' ? signature.params : signature.parameters;
  const returns = signature.type === 'TSDeclareMethod' ? signature.returnType : signature.typeAnnotation;
  const callback = params.at(-1);
  const result = callback && resultOf(region.context, callback, values, known.convention);
  if (!callback || !result || params.length !== known.at + 1) return false;
  if (callback.type === 'Identifier') dropParameter(region, node, callback.name);
  const { text } = region.context.file.source;
  region.replacements.push({ ...lastParameterSpan(text, params), items: [], needsBlock: false, inline: [] });
  const arrow = signature.type === 'TSFunctionType' ? '=> ' : ': ';
  const place = returns ? spanOf(returns) : endOfParameters(text, callback);
  region.replacements.push({ ...place, items: [], needsBlock: false, inline: [arrow, ...result] });
  return true;
}

function endOfParameters(text: string, { end }: Node): { start: number; end: number } {
  const at = text.indexOf(')', end!) + 1;
  return { start: at, end: at };
}

function resultOf(
  context: FileContext,
  callback: Node,
  known: readonly TypedValue[] | undefined,
  convention: KnownMember['known']['convention'],
): readonly Part[] | undefined {
  if (convention === 'void' || convention === 'null') return ['Promise<void>'];
  const said = declaredValues(context, callback) ?? known?.map((one) => ({ ...one, type: [one.type] as Part[] }));
  const [first] = said ?? [];
  if (!said || !first) return undefined;
  if (convention === 'value') return ['Promise<', ...first.type, first.optional ? ' | undefined>' : '>'];
  if (said.some(({ optional }) => optional)) return undefined;
  const list = said.flatMap(({ type }, index): Part[] => (index > 0 ? [', ', ...type] : [...type]));
  return ['Promise<[', ...list, ']>'];
}
