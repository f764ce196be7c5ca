import { posix } from 'node:path';
import type { Node } from '@babel/types';
import { walk } from '../../syntax/walk.js';
import type { FileContext } from '../file-context.js';
import { moduleOf } from '../module-binding.js';
import { globalReferences } from './exports-object.js';

/** Files that are named otherwise than by an import: whoever gets the name may load them. */
export interface NamedPath {
  /** Relative to the root of the project; a folder stands for all that it holds, the empty path for everything. */
  readonly path: string;
  /** `test/all.js:3` */
  readonly place: string;
}

/** Lists the paths that a file names: in a `require` that computes what it loads, in strings that begin with a dot, below `__dirname`. */
export function namedPaths(context: FileContext): NamedPath[] {
  const found: NamedPath[] = [];
  const folder = posix.dirname(context.file.source.path);
  const add = (path: string, node: Node): void => {
    const place = `${context.file.source.path}:${context.lines.at(node.start!).line}`;
    const normal = posix.normalize(path).replace(/\/$/, '');
    found.push({ path: normal === '.' ? '' : normal, place });
  };
  for (const identifier of globalReferences(context, 'require')) {
    const link = context.parents.get(identifier)!;
    if (link.parent.type === 'MemberExpression' && link.key === 'object') continue;
    const [first] = link.parent.type === 'CallExpression' && link.key === 'callee' ? link.parent.arguments : [];
    if (first?.type === 'StringLiteral') continue;
    const prefix = first && prefixOf(context, first, folder);
    if (link.parent.type === 'UnaryExpression' || link.parent.type === 'BinaryExpression') continue;
    add(prefix ? prefix.path : '', identifier);
  }
  walk(context.file.ast, {
    enter(node, parent) {
      if (node.type === 'StringLiteral') {
        if (mayName(context, node.value, parent)) add(posix.join(folder, literalPart(node.value)), node);
        return 'skip';
      }
      const isPath = isJoin(context, node) || node.type === 'BinaryExpression' || node.type === 'TemplateLiteral';
      if (!isPath || (parent && isRead(context, parent))) return undefined;
      const prefix = prefixOf(context, node, folder);
      if (!prefix?.rooted) return undefined;
      add(prefix.path, node);
      return 'skip';
    },
  });
  return found;
}

/** Methods of strings, for which `.` and `/` are characters like others. */
const OF_STRINGS =
  /^(?:split|join|replace|replaceAll|indexOf|lastIndexOf|startsWith|endsWith|includes|concat|padStart|padEnd|match|search|equal|strictEqual|deepEqual|log|write|push)$/;

/** `./routes`, unless it is read, compared, imported or taken apart. */
function mayName(context: FileContext, value: string, parent: Node | null): boolean {
  if (!/^\.\.?(?:\/|$)/.test(value) || !parent || isImport(context, parent) || isRead(context, parent)) return false;
  if (parent.type === 'BinaryExpression') return parent.operator === '+' && value.includes('/');
  if (parent.type !== 'CallExpression' && parent.type !== 'NewExpression') return value.includes('/');
  const { callee } = parent;
  const method =
    callee.type === 'MemberExpression' && callee.property.type === 'Identifier' ? callee.property.name : '';
  return !OF_STRINGS.test(method);
}

/** Import declarations, and the calls that resolve a literal: those are imports, or say so themselves. */
function isImport({ scopes }: FileContext, parent: Node | null): boolean {
  if (!parent) return false;
  if (
    /^(?:Import|Export)\w*Declaration$|^ImportExpression$|^TSExternalModuleReference$|^TSImportType$/.test(parent.type)
  )
    return true;
  if (parent.type !== 'CallExpression') return false;
  const { callee } = parent;
  if (callee.type === 'Import') return true;
  // What `createRequire` gives is followed no further.
  return callee.type === 'Identifier' && callee.name === 'require' && !scopes.bindingOf(callee);
}

/** `fs.readFile(path.join(__dirname, 'a'))` loads nothing. */
function isRead(context: FileContext, call: Node): boolean {
  if (call.type !== 'CallExpression') return false;
  const module = moduleOf(context, call.callee);
  return /^(?:node:)?(?:fs|fs\/promises|path|assert)$/.test(module?.specifier ?? '');
}

const isJoin = (context: FileContext, node: Node): boolean => {
  if (node.type !== 'CallExpression') return false;
  const module = moduleOf(context, node.callee);
  return /^(?:node:)?path$/.test(module?.specifier ?? '') && /^(?:join|resolve)$/.test(module?.member ?? '');
};

interface Prefix {
  /** As far as it is known. */
  readonly path: string;
  /** True when it begins at the folder of the file. */
  readonly rooted: boolean;
  readonly whole: boolean;
}

/** What is known of a path from its beginning. */
function prefixOf(context: FileContext, node: Node, folder: string): Prefix | undefined {
  if (node.type === 'Identifier')
    return node.name === '__dirname' ? { path: folder, rooted: true, whole: true } : undefined;
  if (node.type === 'StringLiteral') return { path: node.value, rooted: false, whole: true };
  if (node.type === 'BinaryExpression' && node.operator === '+' && node.left.type !== 'PrivateName')
    return joined(context, [node.left, node.right], folder, '');
  if (node.type === 'TemplateLiteral') {
    const parts = [...node.quasis, ...node.expressions].sort((a, b) => a.start! - b.start!);
    return joined(context, parts, folder, '');
  }
  if (node.type === 'TemplateElement') return { path: node.value.cooked ?? '', rooted: false, whole: true };
  if (isJoin(context, node) && node.type === 'CallExpression') return joined(context, node.arguments, folder, '/');
  return undefined;
}

function joined(context: FileContext, parts: readonly Node[], folder: string, separator: string): Prefix | undefined {
  let path = '';
  let rooted = false;
  for (const [index, part] of parts.entries()) {
    const next = prefixOf(context, part, folder);
    if (next?.rooted) rooted = index === 0 || path === '';
    if (next) path += (index > 0 && path !== '' ? separator : '') + next.path;
    if (!next?.whole) {
      const known = separator === '' ? path.slice(0, path.lastIndexOf('/') + 1) : path;
      return rooted || known !== ''
        ? { path: relative(known, rooted, folder), rooted: rooted || known.startsWith('.'), whole: false }
        : undefined;
    }
  }
  return { path: relative(path, rooted, folder), rooted: rooted || /^\.\.?\//.test(path), whole: true };
}

const relative = (path: string, rooted: boolean, folder: string): string =>
  rooted || !/^\.\.?(?:\/|$)/.test(path) ? path : posix.join(folder, path);

/** The folder in front of a pattern: `./routes` of `./routes/*.js`. */
const literalPart = (value: string): string =>
  value.replace(/[*?{[!].*$/, '').replace(/[^/]*$/, (last) => (/[*?{[!]/.test(value) ? '' : last));
