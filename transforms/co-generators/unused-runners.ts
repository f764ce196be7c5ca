import type { Node } from '@babel/types';
import type { SitePlan } from '../../conversion/generators/site-book.js';
import { unusedImports } from '../../conversion/generators/unused-imports.js';
import { Decline } from '../../conversion/decline.js';
import type { Planning } from './planning.js';
import { isRunnerPackage } from './runners.js';
import type { RunSite } from './run-site.js';

/** The imports of runners that nothing uses when the given sites are gone. */
export function unusedRunners(context: Planning['context'], sites: readonly RunSite[]): Partial<SitePlan> {
  const gone = (node: Node): boolean =>
    sites.some(({ call }) => call.callee.start! <= node.start! && node.end! <= call.callee.end!);
  const unused = unusedImports(context, isRunnerPackage, gone);
  return {
    replacements: unused.flatMap(({ replacements }) => replacements),
    removed: unused.map(({ removed }) => removed),
    notes: unused.map(({ specifier, node }) => new Decline('runner-no-longer-loaded', node, { name: specifier })),
  };
}
