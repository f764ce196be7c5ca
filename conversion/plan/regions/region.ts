import {
  expressionStatement,
  isStatement,
  type Expression,
  type Function as FunctionNode,
  type Identifier,
  type JSXIdentifier,
  type Node,
  type Statement,
} from '@babel/types';
import type { FileContext } from '../../../analysis/file-context.js';
import type { Operation } from '../../../analysis/operations/operation.js';
import type { ProjectFacts, RunOptions } from '../../../core/index.js';
import type { Binding } from '../../../syntax/scope.js';
import type { Item, Replacement, Span } from '../../items.js';
import type { Decline } from '../../decline.js';
import type { PendingCompletion } from '../completions/convention.js';
import type { Form } from '../attempts/form.js';
import type { LocalFunctions } from '../rounds/local-functions.js';
import type { Host } from '../names/host.js';
import type { ItemContext } from '../fan-out/item-context.js';
import type { LoopFrame } from '../loop/loop-frame.js';
import type { NamePlan } from '../names/name-plan.js';

/**
 * How the planned code completes. `callback`: every path ends in exactly one completion of `continuations`, which turn
 * into `return` and `throw`; `detached`: nobody waits, completions are ordinary calls. `test`: the callback is that of a
 * test runner, which looks at nothing but whether there is an error. `executor`: the function that settles a promise, whose
 * completions are `resolve(v)` and `reject(err)`. `plain`: the callback gets no error, its first argument is a value.
 * `errorsTo`: the callback to which a framework hands what the function
 * throws.
 */
export type Mode =
  | {
      readonly kind: 'callback';
      readonly continuations: ReadonlySet<Binding>;
      readonly test?: boolean;
      readonly plain?: boolean;
      readonly executor?: { readonly resolve: Binding; readonly reject: Binding | undefined };
    }
  | { readonly kind: 'detached'; readonly errorsTo?: Binding | undefined };

/** Whether the callback of a function gets values and no error. */
export const isPlain = (mode: Mode): boolean => mode.kind === 'callback' && mode.plain === true;

/** Whether the paths through some statements end there: `always` and `never` as the words say, `sometimes` if it depends. */
export type Ends = 'always' | 'sometimes' | 'never';

/** What is known at a point of the code about error variables. */
export interface Flow {
  readonly truthy: ReadonlySet<Binding>;
  readonly falsy: ReadonlySet<Binding>;
  /** Inside a `try` block whose `catch` would see a `throw`. */
  readonly guarded: boolean;
}

export const noFlow: Flow = { truthy: new Set(), falsy: new Set(), guarded: false };

/** The shared state while one function (or one detached operation) is being planned. */
export interface Region extends Pick<Form, 'loops' | 'atOnce'> {
  readonly context: FileContext;
  readonly project: ProjectFacts;
  readonly options: RunOptions;
  readonly mode: Mode;
  readonly names: NamePlan;
  /** All name plans of the region, its own first. */
  readonly namePlans: NamePlan[];
  readonly locals: LocalFunctions;
  readonly replacements: Replacement[];
  /** Parts of the source that go with everything in them, strings included. */
  readonly removed: Span[];
  readonly completions: PendingCompletion[];
  /** Names needed from the shim. */
  readonly shim: Set<string>;
  /** Uses of continuations and local continuation functions that were turned into something else. */
  readonly consumed: Set<Identifier | JSXIdentifier>;
  /** Statements behind an `else` that goes: `chain` when the branch before ends since its completion is a `return`. */
  readonly flat: Map<Statement, 'chain' | 'list'>;
  /** `return request;` in the region, which gives back what stands behind the region as well: there it only ends it. */
  readonly givenBack: Set<Statement>;
  /** Handlers whose bodies now stand in the region. */
  readonly inlined: Set<FunctionNode>;
  /**
   * Local functions that complete the region, or (`item`) one of several calls in it, and become async. Those of a body that
   * goes on at once stay as they are (`plain`) when they wait for nothing: a generator has to have a `yield`.
   */
  readonly continuationFunctions: Map<FunctionNode, 'planning' | 'planned' | 'plain' | 'item'>;
  /** How often a word that waits was asked for. */
  readonly waits: { count: number };
  /** The functions around that became loops. */
  readonly loop?: LoopFrame | undefined;
  /** Functions that became loops. */
  readonly loopFunctions: Set<FunctionNode>;
  /** Set while one of several calls that run at the same time is planned: its ends are not those of the function. */
  readonly items?: ItemContext;
  readonly operations: Operation[];
  /** Local functions that are called with a callback of the shim: they must go on to take one. */
  readonly bridged: Set<FunctionNode>;
  /** Functions of other files: callees that get a callback of the shim, and the decisions that the others rest on. */
  readonly imports: { readonly bridged: Set<Node>; readonly requires: Set<string> };
  /** True once a completion tolerated a missing continuation. */
  tolerant: boolean;
  /** What the conversion rests on without proof; such a conversion is `unsafe`. */
  readonly assumptions: Decline[];
  /** Allowed differences, noticed while planning. */
  readonly notes: Decline[];
  /** The block into which the region as a whole goes. */
  readonly rootHost: Host;
}

/** A list of statements with the text around them: the inside of a block, a function body, a switch case. */
export interface StatementList {
  readonly statements: readonly Statement[];
  /** The text between the braces. */
  readonly span: Span;
}

/** The statements of a block, of a function body that is an expression, or of a branch without braces. */
export function blockList(node: Node): StatementList {
  if (node.type === 'BlockStatement')
    return { statements: node.body, span: { start: node.start! + 1, end: node.end! - 1 } };
  const span = { start: node.start!, end: node.end! };
  return { statements: [isStatement(node) ? node : asStatement(node as Expression)], span };
}

/** Statements that stand for the expression of an arrow function: `(err) => cb(err)`. */
const expressions = new WeakMap<Node, Statement>();
const standIns = new WeakSet<Node>();

function asStatement(expression: Expression): Statement {
  let statement = expressions.get(expression);
  if (!statement) {
    const { start, end, loc } = expression;
    statement = { ...expressionStatement(expression), start, end, loc };
    expressions.set(expression, statement);
    standIns.add(statement);
  }
  return statement;
}

/** True for a statement that the source writes as an expression, without a terminator. */
export const isStandIn = (statement: Statement): boolean => standIns.has(statement);

export function replace(region: Region, node: Node, items: readonly Item[]): void {
  const parent = region.context.parents.get(node)?.parent.type;
  const inList = /^(?:BlockStatement|Program|SwitchCase|StaticBlock|TSModuleBlock)$/.test(parent ?? 'BlockStatement');
  region.replacements.push({ start: node.start!, end: node.end!, items, needsBlock: !inList });
}

/** What stood behind `if (…)` without braces stands in a block now. */
export function standInBlock(region: Region, { statements }: StatementList): void {
  for (const [index, replacement] of region.replacements.entries()) {
    if (statements.some(({ start, end }) => replacement.start === start && replacement.end === end))
      region.replacements[index] = { ...replacement, needsBlock: false };
  }
}
