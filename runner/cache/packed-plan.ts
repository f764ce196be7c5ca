import { deserialize, serialize } from 'node:v8';
import type { FilePlan } from '../../core/index.js';

/** A plan whose work order is still packed: most plans of the cache are never carried out again. */
export interface PackedPlan {
  readonly plan: FilePlan;
  /** Nothing when the plan holds its work order. */
  readonly packed?: Uint8Array;
}

type WorkOrder = Pick<FilePlan, 'rewrites' | 'removed'>;

export function packPlan({ rewrites, removed, ...plan }: FilePlan): PackedPlan {
  const order: WorkOrder = { rewrites, ...(removed && { removed }) };
  return { plan: { ...plan, rewrites: [] }, packed: serialize(order) };
}

export function unpackPlan({ plan, packed }: PackedPlan): FilePlan {
  return packed ? { ...plan, ...(deserialize(packed) as WorkOrder) } : plan;
}
