import type { File } from '@babel/types';
import { ScopeBuilder } from './scope-builder.js';
import { TYPE_COLLECTORS } from './scope-collect-types.js';
import { VALUE_COLLECTORS } from './scope-collect-values.js';
import { hasUseStrict, ScopeVisitor } from './scope-visitor.js';

/** Visits the whole tree once and records scopes, declarations and references. */
export function collectScopes({ program, end }: File): ScopeBuilder {
  const strict = program.sourceType === 'module' || hasUseStrict(program.directives);
  const builder = new ScopeBuilder(program, strict, end!);
  new ScopeVisitor(builder, { ...VALUE_COLLECTORS, ...TYPE_COLLECTORS }).children(program, builder.root);
  builder.finish();
  return builder;
}
