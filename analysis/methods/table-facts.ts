import type { Function as FunctionNode, Node } from '@babel/types';
import type { ObjectPath } from '../../core/index.js';
import { isFunctionNode } from '../../syntax/walk.js';
import type { FileContext } from '../file-context.js';
import { functionOfBinding } from '../local-function.js';
import { methodFact, type MethodFact } from './class-facts.js';
import { objectPathOf } from './object-path.js';
import { tablesIn, type Table } from './tables.js';

/** An object that a file writes down, or a function or class with members of its own, for other files. Plain data. */
export interface TableFact {
  /** Where it begins. */
  readonly at: number;
  readonly methods: Readonly<Record<string, MethodFact>>;
  /** Members that are objects, as far as they are known. */
  readonly fields: Readonly<Record<string, ObjectPath>>;
  /** True when its members may be others, in a way that is not understood. */
  readonly open: boolean;
}

/** The tables of a file that hold functions, or objects that may hold some. */
export function tableFacts(context: FileContext): TableFact[] {
  return [...tablesIn(context).values()].flatMap((table) => factOf(context, table) ?? []);
}

function factOf(context: FileContext, { node, members, open }: Table): TableFact | undefined {
  const methods: Record<string, MethodFact> = {};
  const fields: Record<string, ObjectPath> = {};
  for (const [name, value] of members) {
    const fn = value && functionAt(context, value);
    const path = value && !fn ? objectPathOf(context, value) : undefined;
    if (fn) methods[name] = methodFact(context, fn);
    else if (path) fields[name] = path;
  }
  if (Object.keys(methods).length + Object.keys(fields).length === 0) return undefined;
  return { at: node.start!, methods, fields, open };
}

function functionAt(context: FileContext, value: Node): FunctionNode | undefined {
  if (isFunctionNode(value)) return value;
  const binding = value.type === 'Identifier' ? context.scopes.bindingOf(value) : undefined;
  return binding && functionOfBinding(context, binding);
}
