import type { Function as FunctionNode, Node } from '@babel/types';
import type { Decision, ParsedFile, RestPlace, SourceRange } from '../../core/index.js';
import { isFunctionNode, walkFunctionBody } from '../../syntax/walk.js';
import { fileContext, rangeOf, type FileContext } from '../file-context.js';
import { functionName } from '../local-function.js';
import { isCall } from './callee.js';
import { shimMember } from './count-calls.js';
import { findUnits, type UnitKind } from './find-units.js';
import { shapeOfUnit, type UnitShape } from './shape-of-unit.js';

/** One thing that the census still counts after a conversion, and why it is there. */
export interface RestUnit {
  readonly kind: UnitKind;
  readonly range: SourceRange;
  readonly place: RestPlace;
  /** Why it was declined; for `detach`, why the function around the block was. */
  readonly code?: string;
  /** True when `--unsafe` would not decline it. */
  readonly unsafe: boolean;
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

type Reason = Pick<RestUnit, 'place' | 'code' | 'unsafe'>;

function reasonOf(context: FileContext, unit: Node, declines: Declines): Reason {
  const around = [unit, ...context.parents.ancestors(unit)];
  for (const [index, node] of around.entries()) {
    const decline = declines.at(node);
    if (decline) return { place: 'declined', ...decline };
    const shim = isCall(node) ? shimMember(context, node) : undefined;
    if (shim === 'asCallback') return { place: 'body', unsafe: false };
    if (shim === 'detach') return { place: 'detach', ...declineAround(around.slice(index + 1), declines) };
    if (isFunctionNode(node) && hasBody(context, node)) return { place: 'prologue', unsafe: false };
  }
  return { place: 'undecided', unsafe: false };
}

function declineAround(nodes: readonly Node[], declines: Declines): Omit<Reason, 'place'> {
  return nodes.map((node) => declines.at(node)).find((each) => each !== undefined) ?? { unsafe: false };
}

const bodies = new WeakMap<FunctionNode, boolean>();

/**
 * Whether a function is converted: whether an async body with a callback ends it, as `return asCallback(…)`, or as what
 * it returns behind other statements. One that stands by itself is a part that completes.
 */
function hasBody(context: FileContext, fn: FunctionNode): boolean {
  let found = bodies.get(fn);
  if (found === undefined) {
    found = false;
    walkFunctionBody(fn, {
      enter(node) {
        const isBody = isCall(node) && shimMember(context, node) === 'asCallback';
        if (isBody && isResult(context, fn, node)) found = true;
      },
    });
    bodies.set(fn, found);
  }
  return found;
}

function isResult({ parents }: FileContext, fn: FunctionNode, call: Node): boolean {
  const holder = parents.get(call)?.parent;
  if (holder === fn || holder?.type === 'VariableDeclarator') return true;
  return holder?.type === 'ReturnStatement' && parents.get(holder)?.parent === fn.body;
}

interface Decline {
  readonly code?: string;
  readonly unsafe: boolean;
}

/** Why code was declined, by where it stands. */
class Declines {
  private readonly byRange = new Map<string, Decline>();
  private readonly byName = new Map<string, Decline>();

  constructor(
    private readonly context: FileContext,
    { now, before }: Decided,
  ) {
    for (const decision of now) {
      const { start, end } = decision.range;
      if (decision.verdict === 'leave') this.byRange.set(`${start} ${end}`, declineOf(decision));
    }
    // A function whose operations were all detached is not decided about again.
    for (const decision of before) {
      const name = withoutHandlers(decision.siteKey.replace(/~\d+$/, '').split('/'));
      if (decision.verdict === 'leave' && !this.byName.has(name)) this.byName.set(name, declineOf(decision));
    }
  }

  at(node: Node): Decline | undefined {
    const decline = this.byRange.get(`${node.start!} ${node.end!}`);
    if (decline || !isFunctionNode(node) || hasBody(this.context, node)) return decline;
    return this.byName.get(withoutHandlers([...pathOf(this.context, node), functionName(this.context, node)]));
  }
}

function declineOf({ reasons, applicability }: Decision): Decline {
  const reason = reasons.find(({ severity }) => severity !== 'note') ?? reasons[0];
  return { ...(reason && { code: reason.code }), unsafe: applicability === 'unsafe' };
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
