import { parseExpression } from '@babel/parser';
import type { Expression, ObjectExpression, ObjectProperty } from '@babel/types';

/** Puts `text` in place of `[start, end)`. */
export interface Replacement {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * Finds where and how to add an entry to `dependencies`, in the formatting that the text already has.
 *
 * @param text a package.json; a byte-order mark is allowed
 * @returns undefined when the entry is there already
 * @throws {SyntaxError} when the text is not a JSON object, or `dependencies` is not an object
 */
export function addDependency(text: string, name: string, version: string): Replacement | undefined {
  const root = asObject(parseJson(text), 'package.json');
  const entry = `${JSON.stringify(name)}${colonOf(text)}${JSON.stringify(version)}`;
  const dependencies = findProperty(root, 'dependencies');
  if (!dependencies) return insertSection(text, root, entry);
  const object = asObject(dependencies.value as Expression, 'dependencies');
  if (findProperty(object, name)) return undefined;
  const next = propertiesOf(object).find((property) => keyOf(property).localeCompare(name, 'en') > 0);
  const closing = indentOf(text, dependencies);
  return insertBeside(text, object, { entry, next, indent: closing + unitOf(text, root), closing });
}

function parseJson(text: string): Expression {
  JSON.parse(text.replace(/^\uFEFF/, ''));
  return parseExpression(text.replace(/^\uFEFF/, ' '));
}

function asObject(node: Expression, what: string): ObjectExpression {
  if (node.type !== 'ObjectExpression') throw new SyntaxError(`${what} is not an object`);
  return node;
}

/** The last one wins when a key is there twice, as for JSON.parse. */
function findProperty(object: ObjectExpression, name: string): ObjectProperty | undefined {
  return propertiesOf(object).findLast((property) => keyOf(property) === name);
}

function propertiesOf(object: ObjectExpression): readonly ObjectProperty[] {
  return object.properties as ObjectProperty[];
}

function keyOf(property: ObjectProperty): string {
  return (property.key as { value: string }).value;
}

/** Before the other lists of dependencies when there are any, else at the end. */
function insertSection(text: string, root: ObjectExpression, entry: string): Replacement {
  const properties = propertiesOf(root);
  const unit = unitOf(text, root);
  const eol = eolOf(text);
  const indent = properties[0] ? indentOf(text, properties[0]) : unit;
  const colon = colonOf(text);
  const space = colon.slice(1);
  const oneLine = properties.length > 0 && !text.slice(root.start!, properties[0]!.start!).includes('\n');
  const list = oneLine ? `{${space}${entry}${space}}` : `{${eol}${indent}${unit}${entry}${eol}${indent}}`;
  const section = `"dependencies"${colon}${list}`;
  const next = properties.find((property) => /Dependencies$/.test(keyOf(property)));
  return insertBeside(text, root, { entry: section, next, indent, closing: '' });
}

interface Place {
  readonly entry: string;
  /** What the entry goes in front of; the end of the object without it. */
  readonly next: ObjectProperty | undefined;
  /** What an entry on a line of its own begins with. */
  readonly indent: string;
  /** What the closing brace begins with when it has a line of its own. */
  readonly closing: string;
}

function insertBeside(text: string, object: ObjectExpression, { entry, next, indent, closing }: Place): Replacement {
  const eol = eolOf(text);
  const [first, last] = [propertiesOf(object)[0], propertiesOf(object).at(-1)];
  if (!first || !last)
    return { start: object.start! + 1, end: object.end! - 1, text: `${eol}${indent}${entry}${eol}${closing}` };
  const neighbour = next ?? first;
  const gap = text.slice(0, neighbour.start!).match(/\s*$/)![0];
  const between = gap.includes('\n') ? eol + indentOf(text, neighbour) : gap === '' ? '' : ' ';
  return next
    ? { start: next.start!, end: next.start!, text: `${entry},${between}` }
    : { start: last.end!, end: last.end!, text: `,${between}${entry}` };
}

function indentOf(text: string, property: ObjectProperty): string {
  const lineStart = text.lastIndexOf('\n', property.start! - 1) + 1;
  return text.slice(lineStart, property.start!).match(/^[ \t]*/)![0];
}

function unitOf(text: string, root: ObjectExpression): string {
  const first = propertiesOf(root)[0];
  return (first && indentOf(text, first)) || '  ';
}

/** Without a space only in a text that has none after its colons. */
function colonOf(text: string): string {
  return /":\S/.test(text) && !/": /.test(text) ? ':' : ': ';
}

function eolOf(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}
