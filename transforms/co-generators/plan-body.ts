import type { Function as FunctionNode } from '@babel/types';
import type { AsyncForm } from '../../conversion/generators/async-header.js';
import { EditList } from '../../conversion/generators/edit-list.js';
import type { Lower } from '../../conversion/generators/lowering.js';
import { planGenerator, type GeneratorPlan } from '../../conversion/generators/plan-generator.js';
import { lowerYield } from './lower-yield.js';
import type { Planning } from './planning.js';

export interface BodyRequest {
  readonly form?: AsyncForm;
  readonly outerThis?: boolean;
  /** Default: what the runner of the function does. */
  readonly lower?: Lower;
}

/** The async function in the place of a generator function. The type of the generator that it returned goes: its own is inferred. */
export function planBody(planning: Planning, fn: FunctionNode, request: BodyRequest = {}): GeneratorPlan {
  const plan = planGenerator(planning.context, fn, { lower: lowerYield(planning, fn), ...request });
  if (!fn.returnType) return plan;
  const edits = new EditList();
  edits.add(...plan.replacements);
  edits.replace(fn.returnType.start!, fn.returnType.end!);
  return { ...plan, replacements: edits.replacements() };
}
