import type { Span } from '../items.js';

/**
 * A block of the output in which names are declared. Handlers that are inlined share the host of their operation, so
 * its names must not clash there.
 */
export interface Host {
  readonly parent: Host | undefined;
  /** The parts of the source that end up in this block; grows when a named handler is inlined. */
  readonly spans: Span[];
}

export const childHost = (parent: Host, span: Span): Host => ({ parent, spans: [span] });

export function isWithin(inner: Host, outer: Host): boolean {
  for (let host: Host | undefined = inner; host; host = host.parent) if (host === outer) return true;
  return false;
}

export const covers = (host: Host, offset: number): boolean =>
  host.spans.some((span) => span.start <= offset && offset < span.end);
