import type { Carrier } from '../../analysis/modules/export-lookup.js';
import type { FunctionRef } from '../../analysis/modules/function-ref.js';
import { packageOf } from '../../analysis/modules/package-facts.js';
import type {
  ExportedFate,
  FoundMethod,
  ImportedName,
  ObjectPath,
  PlannedFunction,
  ProjectFacts,
  TypedMember,
} from '../../core/index.js';
import type { KnownProject } from '../plan-project.js';
import type { MemberGroup } from '../types/members/member-group.js';

/** What is planned so far; the answers change while planning goes on. */
export interface PlannedSoFar {
  readonly fateOf: (ref: FunctionRef) => ExportedFate | undefined;
  /** The group of methods that is called or declared at a place. */
  readonly groupOf: (ref: FunctionRef) => MemberGroup | undefined;
  /** What this run makes of a function, where others may rest on it. */
  readonly functionAt: (ref: FunctionRef) => PlannedFunction | undefined;
}

/** The facts of a project, with what files may know of the functions of one another. */
export function factsAcrossFiles(known: KnownProject, planned: PlannedSoFar): ProjectFacts {
  return {
    ...known.facts,
    imported: (path, name) => imported(known, planned, path, name),
    method: (path, object, name) => method(known, planned, path, object, name),
    member: (path, at) => member(planned, { path, at }),
    exportNames: (path, specifier) => known.graph.functionNames(path, specifier),
    exported: (path, start) => planned.fateOf({ path, at: start }),
  };
}

function imported(
  known: KnownProject,
  planned: PlannedSoFar,
  path: string,
  name: ImportedName,
): PlannedFunction | undefined {
  const { graph, replacements } = known;
  const found = graph.imported(path, name);
  if (!found || replacements.replacing(found.through) !== undefined) return undefined;
  const { ref } = found;
  if (!arePinned(known, path, found.through, name.specifier)) return undefined;
  return planned.functionAt(ref) ?? graph.modules.get(ref.path)?.duals[ref.at];
}

function method(
  known: KnownProject,
  planned: PlannedSoFar,
  path: string,
  object: ObjectPath,
  name: string,
): FoundMethod | undefined {
  const found = known.objects.method(path, object, name);
  if (!found || !arePinned(known, path, found.through)) return undefined;
  return { path: found.path, at: found.at, planned: planned.functionAt(found) ?? found.dual };
}

/** Nothing before it was decided that the group loses its callbacks. */
function member(planned: PlannedSoFar, ref: FunctionRef): TypedMember | undefined {
  const group = planned.groupOf(ref);
  if (!group?.methods.every((one) => planned.fateOf(one)?.form === 'promise')) return undefined;
  const declared = group.declarations.find(({ path, at }) => path === ref.path && at === ref.at);
  const functions = group.methods.map(({ path, at }) => ({ path, at, planned: planned.functionAt({ path, at }) }));
  return { functions, values: declared?.values };
}

function arePinned(
  known: KnownProject,
  path: string,
  through: readonly Carrier[],
  specifier: string | false = false,
): boolean {
  const steps = [path, ...through.map((carrier) => carrier.path)];
  return steps.every((from, index) => isPinned(known, from, steps[index + 1], index === 0 && specifier));
}

/** A package that is published may meet an older version of another one, which gives no promise. */
function isPinned({ graph }: KnownProject, from: string, to: string | undefined, specifier: string | false): boolean {
  if (to === undefined || (specifier !== false && specifier.startsWith('.'))) return true;
  const [caller, owner] = [packageOf(graph.packages, from), packageOf(graph.packages, to)];
  return caller === owner || owner?.name === undefined || caller?.pinned.includes(owner.name) === true;
}
