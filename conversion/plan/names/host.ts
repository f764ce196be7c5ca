import type { Node } from '@babel/types';
import { isFunctionNode } from '../../../syntax/walk.js';
import { spanOf, type Span } from '../../items.js';

/**
 * A block of the output in which names are declared. Handlers that are inlined share the host of their operation, so
 * its names must not clash there.
 */
export interface Host {
  readonly parent: Host | undefined;
  /** The parts of the source that end up in this block; grows when a named handler is inlined. */
  readonly spans: Span[];
}

/** A function without its name, which belongs to the code around it. */
export function behindName(node: Node): Span {
  const { start, end } = spanOf(node);
  const name = isFunctionNode(node) && 'id' in node ? node.id : undefined;
  return { start: name?.end ?? start, end };
}

export const childHost = (parent: Host, span: Span): Host => ({ parent, spans: [span] });

export function isInHost(inner: Host, outer: Host): boolean {
  for (let host: Host | undefined = inner; host; host = host.parent) if (host === outer) return true;
  return false;
}

/** Whether all code of one block stands in another, whichever plans they belong to. */
export const isPartOf = (inner: Host, outer: Host): boolean =>
  inner.spans.every((span) => outer.spans.some(({ start, end }) => start <= span.start && span.end <= end));

export const covers = (host: Host, offset: number): boolean =>
  host.spans.some((span) => span.start <= offset && offset < span.end);
