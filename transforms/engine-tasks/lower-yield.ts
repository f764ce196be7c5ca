import type { Expression, Function as FunctionNode, Node, YieldExpression } from '@babel/types';
import type { FileContext } from '../../analysis/file-context.js';
import { shimName } from '../../analysis/shim-member.js';
import type { Lowering } from '../../conversion/generators/lowering.js';
import { Decline } from '../../conversion/decline.js';
import type { Part, Replacement } from '../../conversion/items.js';
import type { ProjectFacts } from '../../core/index.js';
import { commentsIn } from '../../syntax/comments.js';
import { isFunctionNode } from '../../syntax/walk.js';
import { collectedTasks } from './collected-tasks.js';
import { childrenOf, isCollection } from './collection.js';
import type { KeyUses } from './key-uses.js';
import { keysWaitedFor, staticKey } from './key-uses.js';
import { isSimple } from './simple-expression.js';
import { isSurelyPromise } from './surely-promise.js';
import { checkEvent, givesOneValue } from './task-function.js';
import { madePoint, type MadePoint } from './yield-point.js';

/** What the lowering of the yields of one engine rests on. */
export interface LoweringInput {
  readonly context: FileContext;
  readonly project: ProjectFacts;
  readonly specifier: string;
  readonly fn: FunctionNode;
  readonly keys: KeyUses;
  /** The name of the variable of a static key, or of the table of keys. */
  readonly keyName: (key: string | number | undefined) => string;
  /** Whether a function that is called by a task is one that gives a promise when its callback is left out. */
  readonly isDirect: (callee: Expression, kind: 'Task' | 'NodeTask', args: readonly Node[]) => boolean;
  /** Told of each allowed difference. */
  readonly note: (note: Decline) => void;
}

type Sort = 'point' | 'promise';

/** Says what each `yield` of an engine becomes. */
export class YieldLowering {
  /** Edits outside of the yields: tasks that were made in front of them. */
  readonly elsewhere: Replacement[] = [];

  constructor(private readonly input: LoweringInput) {}

  lower(operand: Expression | undefined, node: YieldExpression): Lowering {
    if (!operand) throw new Decline('engine-yields-nothing', node, {});
    const point = this.point(operand);
    if (node.delegate && !point) throw new Decline('engine-delegates', node, {});
    if (point?.kind === 'Callback') return { instead: [this.callbackText(point)], plain: true };
    const list = point?.kind === 'Multi' ? point.first : operand;
    const inside: Replacement[] = [];
    const wrapper = this.collected(list, node) ?? this.collection(list, inside);
    if (wrapper) {
      this.input.note(new Decline('engine-later-errors-gone', node, {}));
      this.input.note(new Decline('engine-list-starts-all', node, {}));
      if (!point) return { wrap: [[wrapper, '('], [')']], inside };
      return { inside: [inline(point.node.start!, point.node.callee.end!, wrapper), ...inside] };
    }
    if (point?.kind === 'Multi') throw new Decline('engine-yield-unknown', list, {});
    this.single(operand, inside, isUnused(this.input.context, node));
    return { inside };
  }

  /** One thing to wait for, perhaps one of two. */
  private single(operand: Expression, inside: Replacement[], unused = false): Sort {
    if (operand.type === 'ConditionalExpression') {
      const sort = this.single(operand.consequent, inside, unused);
      return this.single(operand.alternate, inside, unused) === sort ? sort : 'promise';
    }
    const point = this.point(operand);
    if (point) {
      this.pointEdits(point, inside, unused);
      return 'point';
    }
    if (isSurelyPromise(this.input.context, this.input.project, operand, this.input.specifier)) return 'promise';
    throw this.unknown(operand);
  }

  private point(operand: Expression): MadePoint | undefined {
    return madePoint(this.input.context, operand, this.input.specifier);
  }

  private unknown(operand: Expression): Decline {
    const { context, specifier } = this.input;
    if (/^(?:(?:String|Numeric|Boolean|Null|BigInt)Literal|TemplateLiteral)$/.test(operand.type))
      return new Decline('engine-yields-nothing', operand, {});
    if (operand.type === 'NewExpression' && operand.callee.type === 'Identifier') {
      const binding = context.scopes.bindingOf(operand.callee);
      const declared = binding?.declarations[0] && context.parents.get(binding.declarations[0])?.parent;
      const base = declared?.type === 'ClassDeclaration' ? declared.superClass : undefined;
      if (base && shimName(context, base, specifier) === 'YieldPoint')
        return new Decline('engine-own-yield-point', operand, { name: operand.callee.name });
    }
    return new Decline('engine-yield-unknown', operand, {});
  }

  private pointEdits(point: MadePoint, inside: Replacement[], unused: boolean): void {
    const { node, first } = point;
    switch (point.kind) {
      case 'Task':
      case 'NodeTask':
        inside.push(...this.callEdits(point, point.kind, unused));
        return;
      case 'Wait': {
        const key = staticKey(first);
        if (key !== undefined && this.input.keys.variables.has(key))
          inside.push(inline(node.start!, node.end!, `${this.input.keyName(key)}.wait()`));
        else inside.push(inline(node.start!, node.callee.end!, `${this.input.keyName(undefined)}.wait`));
        return;
      }
      case 'WaitAll':
        inside.push(this.waitAllEdit(point));
        return;
      case 'Callback':
      case 'Multi':
        throw new Decline('engine-yield-unknown', node, {});
    }
  }

  private callEdits(point: MadePoint, kind: 'Task' | 'NodeTask', unused: boolean): Replacement[] {
    const { node, first, rest } = point;
    const { context } = this.input;
    const hasComments = commentsIn(context.file, node.start!, rest[0]?.start ?? node.end!).length > 0;
    if (!hasComments && this.input.isDirect(first, kind, rest)) {
      const behind = rest[0]?.start ?? node.end! - 1;
      return [inline(node.start!, first.start!), inline(first.end!, behind, '(')];
    }
    checkEvent(context, first);
    const isOne = unused || givesOneValue(context, first);
    const helper = kind === 'Task' ? 'callTask' : isOne ? 'task' : 'callNodeTask';
    return [inline(node.start!, node.callee.end!, { shim: helper })];
  }

  private waitAllEdit(point: MadePoint): Replacement {
    const { node } = point;
    const keys = keysWaitedFor(point);
    if (this.input.keys.variables.size === 0 || keys.includes(undefined))
      return inline(node.start!, node.callee.end!, `${this.input.keyName(undefined)}.waitAll`);
    const waits = keys.map((key) => `${this.input.keyName(key)}.wait()`).join(', ');
    return inline(node.start!, node.end!, `Promise.all([${waits}])`);
  }

  callbackText(point: MadePoint): Part {
    const key = staticKey(point.first);
    if (key !== undefined && this.input.keys.variables.has(key)) return this.input.keyName(key);
    const { text } = this.input.context.file.source;
    return `${this.input.keyName(undefined)}.callback(${text.slice(point.first.start!, point.first.end!)})`;
  }

  /** A list that was filled right in front of the `yield`. */
  private collected(list: Expression, node: YieldExpression): Part | undefined {
    const { context, specifier } = this.input;
    const points = list.type === 'Identifier' ? collectedTasks(context, list, node, specifier) : undefined;
    for (const point of points ?? [])
      this.elsewhere.push(...this.callEdits(point, point.kind as 'Task' | 'NodeTask', false));
    return points && 'Promise.all';
  }

  /** Edits inside a list or dictionary. @returns what goes around it, or nothing when it is none */
  private collection(node: Expression, inside: Replacement[]): Part | undefined {
    const mapped = this.mapped(node, inside);
    if (mapped) return mapped;
    if (node.type !== 'ArrayExpression' && node.type !== 'ObjectExpression') return undefined;
    const flat = node.type === 'ArrayExpression' && node.elements.every((element) => !isCollection(element));
    const sorts = childrenOf(node).map((child) => this.child(child, inside));
    if (sorts.length > 0 && sorts.every((sort) => sort === 'promise')) return { shim: 'multi' };
    // Lists that mix tasks and futures deal with errors in two ways at once.
    if (sorts.includes('promise')) throw new Decline('engine-yield-unknown', node, {});
    return flat ? 'Promise.all' : { shim: 'together' };
  }

  private child(child: Expression, inside: Replacement[]): Sort {
    if (isCollection(child)) {
      const sorts = childrenOf(child).map((inner) => this.child(inner, inside));
      if (sorts.includes('promise')) throw new Decline('engine-yield-unknown', child, {});
      return 'point';
    }
    const point = this.point(child);
    // Later arguments are now evaluated after the first call was made.
    const odd = point && [point.first, ...point.rest].find((argument) => !isSimple(this.input.context, argument));
    if (odd) throw new Decline('engine-list-order', odd, {});
    return this.single(child, inside);
  }

  /** `urls.map((url) => Task(fetch, url))` */
  private mapped(node: Expression, inside: Replacement[]): Part | undefined {
    if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression' || node.arguments.length !== 1)
      return undefined;
    const { property } = node.callee;
    const [fn] = node.arguments;
    if (property.type !== 'Identifier' || property.name !== 'map' || !isFunctionNode(fn) || fn.async || fn.generator)
      return undefined;
    const value = fn.body.type === 'BlockStatement' ? soleReturn(fn.body.body) : fn.body;
    const point = value && this.point(value);
    if (!value || !point || !/^(?:Node)?Task$/.test(point.kind)) return undefined;
    this.child(value, inside);
    return 'Promise.all';
  }
}

function inline(start: number, end: number, ...parts: Part[]): Replacement {
  return { start, end, items: [], needsBlock: false, inline: parts };
}

const soleReturn = (body: readonly Node[]): Expression | undefined =>
  body.length === 1 && body[0]!.type === 'ReturnStatement' ? (body[0].argument ?? undefined) : undefined;

function isUnused(context: FileContext, node: Node): boolean {
  return context.parents.get(node)?.parent.type === 'ExpressionStatement';
}
