import type { Node } from '@babel/types';
import type { Binding } from '../../syntax/scope.js';
import { isFunctionNode, walk } from '../../syntax/walk.js';
import { continuationsOf } from '../continuation.js';
import type { FileContext } from '../file-context.js';
import { subscriptionTo } from '../subscriptions.js';
import { keysOfCall, keysOfFunction } from './function-key.js';
import { isCall } from '../../syntax/is-call.js';

/** Who subscribes to what functions call back with, and which functions they get it from in turn. */
export interface SubscriberFacts {
  /** Functions whose callback subscribes to a value that it gets, with the place. */
  readonly subscribed: readonly (readonly [key: string, place: string])[];
  /** Functions that hand their callback on, and to what. */
  readonly handedOn: readonly (readonly [key: string, to: string])[];
}

/** `get(function (err, stream) { stream.on('data', …); })`: what `get` hands over must not have begun when the callback runs. */
export function subscriberFacts(context: FileContext): SubscriberFacts {
  const subscribed: [string, string][] = [];
  const handedOn: [string, string][] = [];
  walk(context.file.ast, {
    enter(node) {
      if (isCall(node) && node.arguments.some((argument) => subscribes(context, argument))) {
        const place = `${context.file.source.path}:${context.lines.at(node.start!).line}`;
        keysOfCall(context, node).forEach((key) => subscribed.push([key, place]));
      }
      if (!isFunctionNode(node)) return;
      const to = continuationsOf(context, node).flatMap(({ names }) =>
        [...names].flatMap((name) => takersOf(context, name)),
      );
      for (const key of to.length > 0 ? keysOfFunction(context, node) : [])
        for (const taker of new Set(to)) if (taker !== key) handedOn.push([key, taker]);
    },
  });
  return { subscribed, handedOn };
}

function subscribes(context: FileContext, argument: Node): boolean {
  if (!isFunctionNode(argument)) return false;
  const values = argument.params.flatMap((param) =>
    param.type === 'Identifier' ? [context.scopes.bindingOf(param)] : [],
  );
  return subscriptionTo(context, argument.body, new Set(values)) !== undefined;
}

/** The functions that a continuation is an argument of. */
const takersOf = (context: FileContext, { references }: Binding): string[] =>
  references.flatMap(({ identifier }) => {
    const link = context.parents.get(identifier);
    return link?.key === 'arguments' && isCall(link.parent) ? keysOfCall(context, link.parent) : [];
  });
