import { existsSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { parseExpression } from '@babel/parser';
import type { PathAliases } from '../analysis/modules/resolve-module.js';

/**
 * Reads `paths` from the tsconfig.json (or jsconfig.json) in the folders of some files. What such a file extends is not
 * looked at: an import by an alias that is not known is one of another package.
 */
export function pathAliases(root: string, paths: readonly string[]): PathAliases {
  const folders = new Set<string>();
  for (const path of paths)
    for (let folder = posix.dirname(path); !folders.has(folder); folder = posix.dirname(folder)) folders.add(folder);
  return [...folders]
    .sort()
    .flatMap((folder) =>
      ['tsconfig.json', 'jsconfig.json'].flatMap((name) => aliasesOf(root, posix.join(folder, name))),
    );
}

function aliasesOf(root: string, path: string): PathAliases {
  const file = join(root, path);
  if (!existsSync(file)) return [];
  const options = property(readObject(file), 'compilerOptions');
  const paths = property(options, 'paths');
  const base = posix.join(posix.dirname(path), text(property(options, 'baseUrl')) ?? '.');
  return Object.entries(isRecord(paths) ? paths : {}).map(([pattern, targets]) => ({
    pattern,
    targets: (Array.isArray(targets) ? targets : []).flatMap((target) => {
      const name = text(target);
      return name === undefined ? [] : [posix.join(base, name)];
    }),
  }));
}

/** Comments and trailing commas are allowed there. */
function readObject(file: string): unknown {
  try {
    return toValue(parseExpression(readFileSync(file, 'utf8').replace(/^\uFEFF/, '')));
  } catch {
    return undefined;
  }
}

function toValue(node: ReturnType<typeof parseExpression>): unknown {
  if (node.type === 'StringLiteral') return node.value;
  if (node.type === 'ArrayExpression') return node.elements.map((item) => item && toValue(item as typeof node));
  if (node.type !== 'ObjectExpression') return undefined;
  return Object.fromEntries(
    node.properties.flatMap((item) =>
      item.type === 'ObjectProperty' && item.key.type === 'StringLiteral'
        ? [[item.key.value, toValue(item.value as typeof node)]]
        : [],
    ),
  );
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
const property = (value: unknown, name: string): unknown => (isRecord(value) ? value[name] : undefined);
const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
