import type { Function as FunctionNode, Node } from '@babel/types';
import type { Decision, ParsedFile, SourceRange } from '../../core/index.js';
import { isFunctionNode, walkFunctionBody } from '../../syntax/walk.js';
import { fileContext, rangeOf, type FileContext } from '../file-context.js';
import { functionName } from '../local-function.js';
import { isCall } from './callee.js';
import { shimMember } from './count-calls.js';
import { findUnits, type UnitKind } from './find-units.js';
import { shapeOfUnit, type UnitShape } from './shape-of-unit.js';

/**
 * Where in converted code something legacy stands: `declined` in code that was declined for a reason; `prologue` in a
 * converted function, outside of its async body; `body` inside of an async body; `detach` in a block that nobody waits
 * for; `undecided` in code about which nothing was decided.
 */
export type RestPlace = 'declined' | 'prologue' | 'body' | 'detach' | 'undecided';

/** One thing that the census still counts after a conversion, and why it is there. */
export interface RestUnit {
  readonly kind: UnitKind;
  readonly range: SourceRange;
  readonly place: RestPlace;
  /** Why it was declined; for `detach`, why the function around the block was. */
  readonly code?: string;
  readonly shape: UnitShape;
  /** The functions around it, the outermost first. */
  readonly inside: readonly string[];
}

export interface Decided {
  /** Decisions about this text, which nothing changes any more. */
  readonly now: readonly Decision[];
  /** Decisions of the run that made this text, in places of the original. */
  readonly before: readonly Decision[];
}

/** Says of each unit of the census in converted code why it is still there: the innermost reason around it. */
export function explainRest(file: ParsedFile, decided: Decided): RestUnit[] {
  const context = fileContext(file);
  const declines = new Declines(context, decided);
  return findUnits(context).map((unit) => ({
    kind: unit.kind,
    range: rangeOf(context, unit.node),
    ...reasonOf(context, unit.node, declines),
    shape: shapeOfUnit(context, unit),
    inside: pathOf(context, unit.node),
  }));
}

function reasonOf(context: FileContext, unit: Node, declines: Declines): Pick<RestUnit, 'place' | 'code'> {
  const around = [unit, ...context.parents.ancestors(unit)];
  for (const [index, node] of around.entries()) {
    const code = declines.at(node);
    if (code !== undefined) return { place: 'declined', code };
    const shim = isCall(node) ? shimMember(context, node) : undefined;
    if (shim === 'asCallback') return { place: 'body' };
    if (shim === 'detach') return { place: 'detach', ...codeAround(around.slice(index + 1), declines) };
    if (isFunctionNode(node) && hasBody(context, node)) return { place: 'prologue' };
  }
  return { place: 'undecided' };
}

function codeAround(nodes: readonly Node[], declines: Declines): { code?: string } {
  const code = nodes.map((node) => declines.at(node)).find((each) => each !== undefined);
  return code === undefined ? {} : { code };
}

const bodies = new WeakMap<FunctionNode, boolean>();

/** Whether a function is converted: whether an async body with a callback is one of its own statements. */
function hasBody(context: FileContext, fn: FunctionNode): boolean {
  let found = bodies.get(fn);
  if (found === undefined) {
    found = false;
    walkFunctionBody(fn, {
      enter(node) {
        if (isCall(node) && shimMember(context, node) === 'asCallback') found = true;
      },
    });
    bodies.set(fn, found);
  }
  return found;
}

/** Why code was declined, by where it stands. */
class Declines {
  private readonly byRange = new Map<string, string>();
  private readonly byName = new Map<string, string>();

  constructor(
    private readonly context: FileContext,
    { now, before }: Decided,
  ) {
    for (const decision of now) {
      const { start, end } = decision.range;
      if (decision.verdict === 'leave') this.byRange.set(`${start} ${end}`, codeOf(decision));
    }
    // A function whose operations were all detached is not decided about again.
    for (const decision of before) {
      const name = withoutHandlers(decision.siteKey.replace(/~\d+$/, '').split('/'));
      if (decision.verdict === 'leave' && !this.byName.has(name)) this.byName.set(name, codeOf(decision));
    }
  }

  at(node: Node): string | undefined {
    const code = this.byRange.get(`${node.start!} ${node.end!}`);
    if (code !== undefined || !isFunctionNode(node) || hasBody(this.context, node)) return code;
    return this.byName.get(withoutHandlers([...pathOf(this.context, node), functionName(this.context, node)]));
  }
}

function codeOf({ reasons }: Decision): string {
  return (reasons.find(({ severity }) => severity !== 'note') ?? reasons[0])?.code ?? 'unknown';
}

/** Names of the functions around a node, without the blocks that the conversion made. */
function pathOf(context: FileContext, node: Node): string[] {
  const names: string[] = [];
  for (const ancestor of context.parents.ancestors(node))
    if (isFunctionNode(ancestor) && !isMade(context, ancestor)) names.unshift(functionName(context, ancestor));
  return names;
}

function isMade(context: FileContext, fn: FunctionNode): boolean {
  const parent = context.parents.get(fn)?.parent;
  return isCall(parent) && /^(?:asCallback|detach)$/.test(shimMember(context, parent) ?? '');
}

/** Handlers around a function disappear when their operation is converted. */
function withoutHandlers(path: readonly string[]): string {
  return path.filter((name, index) => index === path.length - 1 || !name.startsWith('callback of ')).join('/');
}
