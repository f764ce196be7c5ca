import type { ParserOptions, ParserPlugin } from '@babel/parser';

export type SourceType = 'script' | 'module';

export interface ParseAttempt {
  readonly sourceType: SourceType;
  readonly plugins: readonly ParserPlugin[];
  readonly recover: boolean;
}

const COMMON: readonly ParserPlugin[] = [
  'decorators-legacy',
  'decoratorAutoAccessors',
  'explicitResourceManagement',
  ['importAttributes', { deprecatedAssertSyntax: true }],
];

const MODULE_SYNTAX = /^[ \t]*(?:import[\s"'{*]|export[\s{*])/m;
const FLOW_PRAGMA = /@flow\b/;
const TYPESCRIPT = /\.[mc]?tsx?$/;

/** The configurations under which a file may parse, most likely first. */
export function parseAttempts(path: string, text: string): ParseAttempt[] {
  const order = sourceTypeOrder(path, text);
  const attempts: ParseAttempt[] = [];
  for (const plugins of pluginSets(path, text)) {
    for (const sourceType of order) attempts.push({ sourceType, plugins, recover: false });
  }
  const lenient = attempts[attempts.length - order.length]!;
  return [...attempts, { ...lenient, recover: true }];
}

export function parserOptions(attempt: ParseAttempt): ParserOptions {
  return {
    sourceType: attempt.sourceType,
    plugins: [...attempt.plugins],
    errorRecovery: attempt.recover,
    allowImportExportEverywhere: true,
    allowNewTargetOutsideFunction: true,
    allowReturnOutsideFunction: true,
    allowSuperOutsideMethod: true,
    allowUndeclaredExports: true,
    allowYieldOutsideFunction: true,
    attachComment: true,
    createParenthesizedExpressions: false,
    tokens: false,
  };
}

function sourceTypeOrder(path: string, text: string): SourceType[] {
  if (/\.c[jt]s$/.test(path)) return ['script', 'module'];
  return /\.m[jt]s$/.test(path) || MODULE_SYNTAX.test(text) ? ['module', 'script'] : ['script', 'module'];
}

function pluginSets(path: string, text: string): ParserPlugin[][] {
  if (TYPESCRIPT.test(path)) {
    const dts = /\.d\.[mc]?ts$/.test(path);
    const typescript: ParserPlugin = ['typescript', { dts, disallowAmbiguousJSXLike: /\.[mc]ts$/.test(path) }];
    return [path.endsWith('x') ? [...COMMON, typescript, 'jsx'] : [...COMMON, typescript]];
  }
  if (FLOW_PRAGMA.test(text))
    return [
      [...COMMON, 'jsx', ['flow', { all: true }]],
      [...COMMON, 'jsx'],
    ];
  // Annotations without the pragma are rare: the flow plugin only gets a say when the plain grammar fails.
  return [
    [...COMMON, 'jsx'],
    [...COMMON, 'jsx', 'flow'],
  ];
}
