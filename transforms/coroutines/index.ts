import { fileContext } from '../../analysis/file-context.js';
import { rewritePlan } from '../../conversion/rewrite/rewrite-plan.js';
import type { Transform } from '../../core/index.js';
import { planCoroutines } from './plan-coroutines.js';

const NAME = 'coroutines';

/** Coroutines of the shim: `coroutine(function* …)`. */
export const coroutines: Transform = {
  name: NAME,
  summary: 'generator functions under `coroutine` of coshift-shim become async functions',
  mayApply: (text) => /\bcoroutine\b|\.with\(/.test(text) && text.includes('*'),
  plan: (file, project, options) =>
    options.target === 'coroutine'
      ? { path: file.source.path, decisions: [], diagnostics: [], rewrites: [], shimImports: [] }
      : planCoroutines(fileContext(file), project, options, NAME),
  rewrite: (file, plan, options) => rewritePlan(file, plan, options.shimSpecifier),
};
