import { explainRest, type Decided } from '../../analysis/census/explain-rest.js';
import { parse } from '../../syntax/parse.js';
import type { RestInFile } from './results.js';

/** Why what the census still counts in converted sources is there; a file that does not parse counts nothing. */
export function restOf(sources: ReadonlyMap<string, string>, { now, before }: Decided): RestInFile[] {
  return [...sources].flatMap(([path, text]) => {
    const own = { now: now.filter((each) => each.path === path), before: before.filter((each) => each.path === path) };
    return restOfText(path, text, own);
  });
}

function restOfText(path: string, text: string, decided: Decided): RestInFile[] {
  try {
    const lines = text.split(/\r?\n/);
    return explainRest(parse({ path, text }), decided).map(({ range: { line }, ...unit }) => ({
      path,
      line,
      ...unit,
      text: lines[line - 1]!.trim().slice(0, 120),
    }));
  } catch {
    return [];
  }
}
