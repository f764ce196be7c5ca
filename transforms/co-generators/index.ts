import { fileContext } from '../../analysis/file-context.js';
import { librariesOf } from '../../analysis/libraries/libraries.js';
import { rewritePlan } from '../../conversion/rewrite/rewrite-plan.js';
import type { Transform } from '../../core/index.js';
import { planFile } from './plan-file.js';

const NAME = 'co-generators';

/** Generator functions that co, Bluebird, Q and other libraries run. */
export const coGenerators: Transform = {
  name: NAME,
  summary: 'generator functions that co, Bluebird, Q and their kin run become async functions',
  mayApply: (text) =>
    /\bfunction\s*\*|\*\s*[\w$[]+\s*\(/.test(text) &&
    /['"](?:co|bluebird|q|suspend|genny|gen-run)['"]|\byield\b[ *]*_?next\b|\.use\(/.test(text),
  plan: (file, project, options) =>
    planFile(fileContext(file, librariesOf(project, file.source.path)), project, options, NAME),
  rewrite: (file, plan, { shimSpecifier }) => rewritePlan(file, plan, shimSpecifier),
};
