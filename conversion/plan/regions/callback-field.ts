import type { Function as FunctionNode } from '@babel/types';
import { fieldOf, type CallbackField } from '../../../analysis/methods/callback-field.js';
import { Decline } from '../../decline.js';
import { spanOf } from '../../items.js';
import type { Region } from './region.js';

/** The field through which the region completes, if it does. */
export function fieldIn({ mode }: Pick<Region, 'mode'>): CallbackField | undefined {
  if (mode.kind !== 'callback') return undefined;
  for (const binding of mode.continuations) {
    const field = fieldOf(binding);
    if (field) return field;
  }
  return undefined;
}

/** What only carried the callback from method to method goes. */
export function dropField(region: Region, fn: FunctionNode): void {
  const field = fieldIn(region);
  if (!field) return;
  const { name } = field.binding;
  if (field.obstacle) throw new Decline('continuation-escapes', field.obstacle, { name });
  if (field.isShared) {
    const shared = new Decline('callback-field-shared', fn, { name });
    if (!region.options.unsafe) throw shared;
    region.assumptions.push(shared);
  }
  for (const statement of field.carrying) {
    for (const { identifier } of region.context.scopes.referencesIn(statement)) region.consumed.add(identifier);
    region.names.forget(spanOf(statement));
    region.replacements.push({ ...spanOf(statement), items: [], needsBlock: false });
  }
}

/** Every method that completes through the field must have become part of the flow. */
export function checkField(region: Region): void {
  const field = fieldIn(region);
  const names = field ? [field.binding, ...field.aliases] : [];
  for (const { name, references } of names) {
    const left = references.find(({ identifier }) => !region.consumed.has(identifier));
    if (left) throw new Decline('continuation-escapes', left.identifier, { name });
  }
}
