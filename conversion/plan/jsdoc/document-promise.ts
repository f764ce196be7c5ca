import type { Function as FunctionNode } from '@babel/types';
import type { Continuation } from '../../../analysis/continuation.js';
import type { Convention } from '../completions/convention.js';
import type { Region } from '../regions/region.js';
import { isTypeScript } from '../typed/declared-type.js';
import { promiseType } from './promise-type.js';
import { isParameter, jsdocOf, tagsOf, type Tag } from './read-jsdoc.js';

/**
 * Makes the documentation comment of a function that keeps its callback say that it can be called without:
 *
 *     @param {function(Error, string)} cb   →   @param {function(Error, string)} [cb]
 *                                               @returns {Promise<string>|undefined}
 *
 * A comment that says nothing of the callback stays as it is.
 */
export function documentPromise(
  region: Region,
  fn: FunctionNode,
  continuation: Continuation,
  convention: Convention,
): void {
  // A declaration in TypeScript says itself what it takes and gives.
  const comment = isTypeScript(region.context) ? undefined : jsdocOf(region.context, fn);
  if (!comment) return;
  const tags = tagsOf(region.context, comment);
  const param = tags.find((tag) => isParameter(tag) && tag.name === continuation.parameter?.name);
  const returns = tags.find(({ kind }) => /^returns?$/.test(kind));
  const isNothing = returns?.typeSpan && /^(?:void|undefined|\*|any)$/i.test(returns.type!);
  if (!param || (returns && !isNothing)) return;
  const type = `{${promiseType(region, param, convention)}|undefined}`;
  makeOptional(region, param);
  if (returns) replace(region, returns.typeSpan!, type);
  else addLine(region, tags.findLast(isParameter)!, `@returns ${type}`);
}

function makeOptional(region: Region, { type, name, nameSpan }: Tag): void {
  const isOptional = type?.endsWith('=') === true || region.context.file.source.text[nameSpan!.start - 1] === '[';
  if (!isOptional) replace(region, nameSpan!, `[${name}]`);
}

/** Puts a line behind a tag. */
function addLine({ context, replacements }: Region, { end, lead }: Tag, text: string): void {
  const { eol } = context.file.style;
  replacements.push({ start: end, end, items: [], needsBlock: false, inline: [`${lead}${text}${eol}`] });
}

function replace({ replacements }: Region, { start, end }: { start: number; end: number }, text: string): void {
  replacements.push({ start, end, items: [], needsBlock: false, inline: [text] });
}
