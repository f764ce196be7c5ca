import type { CallExpression, Function as FunctionNode, Identifier, Node, Statement } from '@babel/types';
import type { FileContext } from '../../analysis/file-context.js';
import { Decline } from '../../conversion/decline.js';
import type { Binding } from '../../syntax/scope.js';
import { walk } from '../../syntax/walk.js';

/** A call of the engine's own callback that ends the function. */
export interface EngineCompletion {
  readonly statement: Statement;
  readonly call: CallExpression;
  /** A bare `return` behind it, which goes with it. */
  readonly returns: Statement | undefined;
  /** In a `catch` clause: what its parameter stands for. */
  readonly caught: Binding | undefined;
  /** Inside a `try` block: a `throw` would be caught. */
  readonly guarded: boolean;
}

/** The parameter that an engine calls with its result. */
export function callbackParameter(context: FileContext, fn: FunctionNode): Binding | undefined {
  const last = fn.params.at(-1);
  if (last?.type !== 'Identifier') return undefined;
  const binding = context.scopes.bindingOf(last);
  const isCalled = binding?.references.some(({ identifier }) => isCallee(context, identifier as Identifier));
  return isCalled ? binding : undefined;
}

const isCallee = (context: FileContext, identifier: Identifier): boolean => {
  const link = context.parents.get(identifier);
  return link?.parent.type === 'CallExpression' && link.key === 'callee';
};

type Ends = 'ends' | 'falls';

interface Place {
  /** Nothing of the function runs behind the statement list. */
  readonly tail: boolean;
  readonly caught: Binding | undefined;
  readonly guarded: boolean;
  readonly finalizer: boolean;
}

/**
 * Finds the completions of an engine, provided that every path through the statements ends with exactly one.
 *
 * @throws {Decline} the reason why the callback has to stay a call
 */
export class CompletionFinder {
  readonly found: EngineCompletion[] = [];

  constructor(
    private readonly context: FileContext,
    private readonly fn: FunctionNode,
    private readonly callback: Binding,
    private readonly name: string,
  ) {}

  find(statements: readonly Statement[]): readonly EngineCompletion[] {
    const place = { tail: true, caught: undefined, guarded: false, finalizer: false };
    if (this.list(statements, place) === 'falls') throw this.lacking(statements.at(-1) ?? this.fn);
    this.checkOthers(statements);
    return this.found;
  }

  private list(all: readonly Statement[], place: Place): Ends {
    // Functions are declared wherever they stand.
    const statements = all.filter(({ type }) => type !== 'FunctionDeclaration');
    for (const [index, statement] of statements.entries()) {
      const next = statements[index + 1];
      const call = completionOf(statement, this.isCallback);
      if (call) return this.completion(statement, call, next, place);
      const tail = place.tail && !next;
      if (this.statement(statement, { ...place, tail }) === 'ends') return 'ends';
    }
    return 'falls';
  }

  private completion(statement: Statement, call: CallExpression, next: Statement | undefined, place: Place): Ends {
    const returns = next?.type === 'ReturnStatement' && !next.argument ? next : undefined;
    if (statement.type !== 'ReturnStatement' && !returns && (next || !place.tail))
      throw new Decline('engine-code-after-callback', statement, { name: this.name });
    if (place.finalizer) throw new Decline('engine-code-after-callback', statement, { name: this.name });
    this.found.push({ statement, call, returns, caught: place.caught, guarded: place.guarded });
    return 'ends';
  }

  private statement(statement: Statement, place: Place): Ends {
    switch (statement.type) {
      case 'ReturnStatement':
        throw this.lacking(statement);
      case 'ThrowStatement':
        return 'ends';
      case 'BlockStatement':
        return this.list(statement.body, place);
      case 'IfStatement': {
        const first = this.branch(statement.consequent, place);
        const second = statement.alternate ? this.branch(statement.alternate, place) : 'falls';
        return first === 'ends' && second === 'ends' ? 'ends' : 'falls';
      }
      case 'TryStatement':
        return this.tryStatement(statement, place);
      case 'LabeledStatement':
        this.branch(statement.body, { ...place, tail: false });
        return 'falls';
      case 'SwitchStatement':
        for (const { consequent } of statement.cases) this.list(consequent, { ...place, tail: false });
        return 'falls';
      case 'ForStatement':
      case 'ForInStatement':
      case 'ForOfStatement':
      case 'WhileStatement':
      case 'DoWhileStatement':
        this.branch(statement.body, { ...place, tail: false });
        return 'falls';
      default:
        return 'falls';
    }
  }

  private branch(statement: Statement, place: Place): Ends {
    return this.list(statement.type === 'BlockStatement' ? statement.body : [statement], place);
  }

  private tryStatement(statement: Extract<Statement, { type: 'TryStatement' }>, place: Place): Ends {
    const { block, handler, finalizer } = statement;
    const inner = { ...place, finalizer: place.finalizer || finalizer != null };
    const first = this.list(block.body, { ...inner, guarded: place.guarded || handler != null });
    const param = handler?.param?.type === 'Identifier' ? this.context.scopes.bindingOf(handler.param) : undefined;
    const second = handler ? this.list(handler.body.body, { ...inner, caught: param }) : 'ends';
    if (finalizer) this.list(finalizer.body, { ...inner, tail: false });
    return first === 'ends' && second === 'ends' ? 'ends' : 'falls';
  }

  private lacking(node: Node): Decline {
    return new Decline('engine-path-without-callback', node, { name: this.name });
  }

  private readonly isCallback = (node: Node): boolean =>
    node.type === 'Identifier' && this.context.scopes.bindingOf(node) === this.callback;

  /** Every mention of the callback has to be a completion. */
  private checkOthers(statements: readonly Statement[]): void {
    const callees = new Set<Node>(this.found.map(({ call }) => call.callee));
    const start = statements[0]!.start!;
    for (const { identifier } of this.callback.references) {
      if (identifier.start! < start || callees.has(identifier)) continue;
      throw new Decline('engine-callback-passed-on', identifier, { name: this.callback.name });
    }
  }
}

/** `callback(v);` or `return callback(v);`, not of a function inside. */
function completionOf(statement: Statement, isCallback: (node: Node) => boolean): CallExpression | undefined {
  const call =
    statement.type === 'ExpressionStatement'
      ? statement.expression
      : statement.type === 'ReturnStatement'
        ? statement.argument
        : undefined;
  if (call?.type !== 'CallExpression' || !isCallback(call.callee)) return undefined;
  let mentions = 0;
  walk(call, {
    enter(node) {
      if (isCallback(node)) mentions++;
    },
  });
  return mentions === 1 ? call : undefined;
}
