/** Keyword arguments of a call; made by {@link kw}. */
export class KeywordArguments {
  constructor(readonly values: Record<string, unknown>) {}
}

/** Stays false until somebody uses keywords, so that ordinary callbacks need not look for them. */
export const keywords = { used: false };

/**
 * Marks an object as keyword arguments: `callback(kw({ error: 'foo' }))` arrives as
 * `Arguments { args: [], kwargs: { error: 'foo' } }`, where a plain object would be a plain value.
 * @param values the keywords and their values
 */
export function kw(values: Record<string, unknown>): KeywordArguments {
  keywords.used = true;
  return new KeywordArguments(values);
}
