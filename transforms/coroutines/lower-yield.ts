import type { Expression, Function as FunctionNode, Node, YieldExpression } from '@babel/types';
import type { FileContext } from '../../analysis/file-context.js';
import { shimName } from '../../analysis/shim-member.js';
import { Decline } from '../../conversion/decline.js';
import type { Lower, Lowering } from '../../conversion/generators/lowering.js';
import type { Part } from '../../conversion/items.js';
import { findNode, walk } from '../../syntax/walk.js';
import type { YieldKinds } from './yield-kinds.js';

const MOMENT: Lowering = { instead: [{ shim: 'moment' }] };

/** What a runner of coroutines makes of a yielded value, as something to `await`. */
export class YieldLowering {
  /** The file has yield points, so a value that is not known may be one. */
  private readonly mayHoldPoints: boolean;
  private readonly isTyped: boolean;

  constructor(
    private readonly context: FileContext,
    private readonly specifier: string,
    private readonly kinds: YieldKinds,
  ) {
    this.mayHoldPoints = usesPoints(context, specifier);
    this.isTyped = /\.[cm]?tsx?$/.test(context.file.source.path);
  }

  /** Lowers the `yield`s of one function. */
  of(fn: FunctionNode): Lower {
    return (operand, node) => {
      if (node.delegate) return this.delegated(operand!, node);
      return this.lowering(operand, node, fn);
    };
  }

  private lowering(operand: Expression | undefined, node: YieldExpression, fn: FunctionNode): Lowering {
    switch (this.kinds.kindOf(operand)) {
      case 'future':
        return {};
      case 'moment':
        return this.moment(operand);
      case 'collection':
        return call('multi');
      case 'point':
        throw new Decline('yield-point-in-coroutine', node, { point: this.textOf(operand!) });
      case 'unknown':
        this.checkUnknown(operand!, node, fn);
        return call('convertYielded', this.isTyped && isUsed(this.context, node) ? '<any>(' : '(');
    }
  }

  /** What is evaluated for its effect (`void f()`) is kept. */
  private moment(operand: Expression | undefined): Lowering {
    if (!operand || operand.type === 'NullLiteral' || operand.type === 'Identifier') return this.momentName(operand);
    return operand.type === 'MemberExpression' ? {} : call('convertYielded');
  }

  private momentName(operand: Expression | undefined): Lowering {
    const isMoment = operand !== undefined && shimName(this.context, operand, this.specifier) === 'moment';
    return isMoment ? {} : MOMENT;
  }

  private checkUnknown(operand: Expression, node: YieldExpression, fn: FunctionNode): void {
    if (this.mayHoldPoints) throw new Decline('yield-point-in-coroutine', node, { point: this.textOf(operand) });
    if (operand.type === 'YieldExpression')
      throw new Decline('yielded-value-is-yielded', node, { name: this.textOf(operand) });
    if (operand.type === 'Identifier' && isSetByYield(this.context, operand, fn))
      throw new Decline('yielded-value-is-yielded', node, { name: operand.name });
  }

  /** A future that is delegated to yields itself; any other generator goes on by itself. */
  private delegated(operand: Expression, node: YieldExpression): Lowering {
    if (this.kinds.kindOf(operand) !== 'future') throw new Decline('delegates-to-generator', node, {});
    return {};
  }

  private textOf(node: Node): string {
    return this.context.file.source.text.slice(node.start!, node.end!).replace(/\s+/g, ' ').slice(0, 40);
  }
}

function call(name: string, open = '('): Lowering {
  const before: Part[] = [{ shim: name }, open];
  return { wrap: [before, [')']] };
}

function isUsed(context: FileContext, node: Node): boolean {
  return context.parents.get(node)?.parent.type !== 'ExpressionStatement';
}

/** `const future = yield makeOne(); yield future`: under `await` the first would have waited for both. */
function isSetByYield(
  context: FileContext,
  identifier: Expression & { type: 'Identifier' },
  fn: FunctionNode,
): boolean {
  const binding = context.scopes.bindingOf(identifier);
  if (!binding) return false;
  let found = false;
  walk(fn.body, {
    enter(node) {
      const [target, value] =
        node.type === 'VariableDeclarator'
          ? [node.id, node.init]
          : node.type === 'AssignmentExpression'
            ? [node.left, node.right]
            : [];
      if (target?.type !== 'Identifier' || value?.type !== 'YieldExpression') return;
      if (context.scopes.bindingOf(target) === binding) found = true;
    },
  });
  return found;
}

/** Whether the file gets keys or yield points of its own from the shim. */
function usesPoints(context: FileContext, specifier: string): boolean {
  const found = findNode(
    context.file.ast,
    (node) =>
      (node.type === 'Identifier' || node.type === 'MemberExpression') &&
      /^(?:Callback|Wait|WaitAll|YieldPoint)$/.test(shimName(context, node, specifier) ?? ''),
  );
  return found !== undefined;
}
