import { fileContext } from '../../analysis/file-context.js';
import { librariesOf } from '../../analysis/libraries/libraries.js';
import { planFile } from '../../conversion/plan/plan-file.js';
import { rewritePlan } from '../../conversion/rewrite/rewrite-plan.js';
import { rewrittenComments } from '../../conversion/rewrite/rewritten-comments.js';
import type { Transform } from '../../core/index.js';
import { removableTypes } from '../../syntax/unused-types.js';

const NAME = 'node-callbacks';

/** Error-first callbacks and callback functions. */
export const nodeCallbacks: Transform = {
  name: NAME,
  summary: 'error-first callbacks and callback functions become async functions that keep their callback',
  mayApply: (text) => /\bfunction\b|=>|\binterface\b|\babstract\b/.test(text),
  plan: (file, project, options) => {
    const work = planFile(fileContext(file, librariesOf(project, file.source.path)), project, options, NAME);
    return {
      path: file.source.path,
      decisions: work.decisions,
      diagnostics: [],
      rewrites: work.works,
      shimImports: work.shim,
      removed: [
        ...rewrittenComments(file, work.works),
        ...work.works.flatMap(({ removed = [] }) => removed),
        ...removableTypes(file),
      ],
      functions: work.functions,
      awaited: work.awaited,
      declared: work.declared,
    };
  },
  rewrite: (file, plan, { shimSpecifier }) => rewritePlan(file, plan, shimSpecifier),
};
