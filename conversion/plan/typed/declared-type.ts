import type { Node, TypeAnnotation, TSType } from '@babel/types';
import type { FileContext } from '../../../analysis/file-context.js';
import { spanOf, type Part } from '../../items.js';

/** True for a file whose text a TypeScript compiler checks. */
export const isTypeScript = ({ file }: FileContext): boolean => /\.[cm]?tsx?$/.test(file.source.path);

/** A parameter as it was written, without what is said about its type: `text` of `text?: string`. */
export function targetParts(param: Node): Part[] {
  switch (param.type) {
    case 'AssignmentPattern':
      return [...targetParts(param.left), { start: endOfTarget(param.left), end: param.end! }];
    case 'Identifier':
      return [{ start: param.start!, end: param.start! + param.name.length }];
    default:
      return [{ start: param.start!, end: endOfTarget(param) }];
  }
}

function endOfTarget(param: Node): number {
  const annotation = 'typeAnnotation' in param ? (param.typeAnnotation as Node | null | undefined) : undefined;
  return annotation ? annotation.start! : param.end!;
}

/** The type that a parameter is declared with: `string | undefined` of `text?: string`. */
export function typeParts(param: Node): Part[] | undefined {
  const type = annotatedType(param);
  if (!type) return undefined;
  const isOptional = 'optional' in param && param.optional === true;
  if (!isOptional) return [spanOf(type)];
  return /^TS(?:Function|Constructor|Conditional)Type$/.test(type.type)
    ? ['(', spanOf(type), ') | undefined']
    : [spanOf(type), ' | undefined'];
}

/** The type itself, where TypeScript's syntax says it. */
export function annotatedType(param: Node): TSType | undefined {
  const target = param.type === 'AssignmentPattern' ? param.left : param;
  const annotation = 'typeAnnotation' in target ? (target.typeAnnotation as TypeAnnotation | Node | null) : undefined;
  return annotation?.type === 'TSTypeAnnotation' ? annotation.typeAnnotation : undefined;
}
