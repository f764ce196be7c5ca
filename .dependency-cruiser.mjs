/**
 * Who may import whom: core <- syntax <- analysis <- conversion <- transforms <- runner <- cli.
 * `report` reads core only. ARCHITECTURE.md says why.
 */
const layers = ['core', 'syntax', 'analysis', 'conversion', 'transforms', 'runner', 'cli'];

const direction = layers.slice(0, -1).map((layer, index) => ({
  name: `${layer}-imports-nothing-above-it`,
  severity: 'error',
  from: { path: `^${layer}/` },
  to: { path: `^(${[...layers.slice(index + 1), 'report'].join('|')})/|^index\\.ts$` },
}));

export default {
  forbidden: [
    ...direction,
    {
      name: 'report-reads-core-only',
      severity: 'error',
      from: { path: '^report/' },
      to: { path: `^(${layers.slice(1).join('|')})/|^index\\.ts$` },
    },
    {
      name: 'core-is-pure',
      comment: 'Types, and functions of their arguments: no I/O, no library (types of a library are fine).',
      severity: 'error',
      from: { path: '^core/' },
      to: { dependencyTypes: ['core', 'npm'], dependencyTypesNot: ['type-only', 'type-import'] },
    },
    {
      name: 'transforms-know-nothing-of-each-other',
      comment: 'What two dialects share belongs to conversion/.',
      severity: 'error',
      from: { path: '^transforms/([^/]+)/' },
      to: { path: '^transforms/', pathNot: '^transforms/$1/' },
    },
    {
      name: 'only-runner-and-cli-touch-the-world',
      comment: 'Everything below the runner is a function from text to edits.',
      severity: 'error',
      from: { path: '^(syntax|analysis|conversion|transforms|report)/' },
      to: {
        path: '^(node:)?(fs|fs/promises|child_process|process|worker_threads|net|http|https)$',
        dependencyTypes: ['core'],
      },
    },
    {
      name: 'shim-stands-alone',
      severity: 'error',
      from: { path: '^shim/src/' },
      to: { pathNot: '^shim/src/', dependencyTypesNot: ['type-only', 'type-import'] },
    },
    {
      name: 'nobody-imports-the-source-of-the-shim',
      comment: 'The codemod writes its name and never runs it.',
      severity: 'error',
      from: { path: `^(${layers.join('|')}|report)/` },
      to: { path: '^shim/' },
    },
    {
      name: 'product-does-not-import-tests-or-scripts',
      severity: 'error',
      from: { path: `^(${layers.join('|')}|report|shim/src)/|^index\\.ts$` },
      to: { path: '^(test|shim/test|scripts|bench|fixtures|examples)/' },
    },
    {
      name: 'product-does-not-import-development-dependencies',
      severity: 'error',
      from: { path: `^(${layers.join('|')}|report)/|^index\\.ts$` },
      to: {
        dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'],
        dependencyTypesNot: ['type-only', 'type-import'],
      },
    },
    {
      name: 'no-cycles-between-folders',
      comment: 'Statements hold lists of statements, so functions of one folder may need one another.',
      severity: 'error',
      from: { path: '^(.+)/[^/]+$', pathNot: '^conversion/plan/' },
      to: { circular: true, via: { pathNot: '^$1/[^/]+$' } },
    },
    {
      name: 'no-cycles-out-of-the-plan',
      comment: 'Calls that run at the same time hold statements, too, and have a folder of their own inside the plan.',
      severity: 'error',
      from: { path: '^conversion/plan/' },
      to: { circular: true, via: { pathNot: '^conversion/plan/' } },
    },
    { name: 'everything-resolves', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|shim/dist)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
