import type { Function as FunctionNode, Node } from '@babel/types';
import type { Continuation } from '../../../analysis/continuation.js';
import type { Span } from '../../items.js';
import type { Convention } from '../completions/convention.js';
import type { Region } from '../regions/region.js';
import { isTypeScript } from '../typed/declared-type.js';
import { promiseType } from './promise-type.js';
import { isParameter, jsdocOf, tagsOf } from './read-jsdoc.js';

/**
 * Makes the documentation comment of a function say what it gives now that its callback is gone:
 *
 *     @param {function(Error, string)} cb   →   @returns {Promise<string>}
 */
export function updateJsdoc(
  region: Region,
  fn: FunctionNode,
  continuation: Continuation,
  convention: Convention,
): void {
  const comment = jsdocOf(region.context, fn);
  if (!comment) return;
  const tags = tagsOf(region.context, comment);
  const param = tags.find((tag) => isParameter(tag) && tag.name === continuation.parameter?.name);
  const returns = tags.find(({ kind }) => /^returns?$/.test(kind));
  const type = promiseType(region, param, convention);
  // A declaration in TypeScript says the type itself.
  const isSaid = isTypeScript(region.context);
  if (param)
    replaceText(
      region,
      param,
      returns || isSaid ? '' : `${param.lead}@returns {${type}}${region.context.file.style.eol}`,
    );
  if (returns?.typeSpan && !isSaid && /^(?:void|undefined|\*|any)$/.test(returns.type!))
    replaceText(region, returns.typeSpan, `{${type}}`);
}

/** The same of a declaration in TypeScript, which says itself what it gives. */
export function dropParameter(region: Region, declared: Node, name: string): void {
  const comment = jsdocOf(region.context, declared);
  const param = comment && tagsOf(region.context, comment).find((tag) => isParameter(tag) && tag.name === name);
  if (param) replaceText(region, param, '');
}

function replaceText(region: Region, { start, end }: Span, text: string): void {
  region.replacements.push({ start, end, items: [], needsBlock: false, inline: text === '' ? [] : [text] });
}
