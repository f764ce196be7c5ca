import type { CallExpression, Expression, Node } from '@babel/types';
import type { FileContext } from '../../analysis/file-context.js';
import type { Binding } from '../../syntax/scope.js';
import type { EngineForm } from './write-engine.js';
import type { PreparedEngine } from './prepare-engine.js';
import { madePoint } from './yield-point.js';

/** What each engine of a file becomes, and which tasks can await it directly. */
export class EngineForms {
  private readonly forms = new Map<PreparedEngine, EngineForm>();
  private readonly byBinding = new Map<Binding, PreparedEngine>();

  /** @param engines those that are going to be converted */
  constructor(
    private readonly context: FileContext,
    private readonly engines: readonly PreparedEngine[],
    private readonly specifier: string,
  ) {
    for (const engine of engines) {
      if (engine.site.binding) this.byBinding.set(engine.site.binding, engine);
      this.forms.set(engine, this.choose(engine));
    }
  }

  formOf(engine: PreparedEngine): EngineForm {
    return this.forms.get(engine)!;
  }

  /** Whether a task can be written as a call without the callback, whose promise gives the same. */
  isDirect(callee: Expression, kind: 'Task' | 'NodeTask', args: readonly Node[]): boolean {
    const binding = callee.type === 'Identifier' ? this.context.scopes.bindingOf(callee) : undefined;
    const engine = binding && this.byBinding.get(binding);
    const form = engine && this.formOf(engine);
    if (!engine || !form || form.kind === 'detach') return false;
    if (form.kind === 'dual' && engine.completesEarly) return false;
    const convention = form.kind === 'convert' ? engine.convert! : engine.dual!;
    return convention.direct && fits(engine, convention.kind, kind, args);
  }

  private choose(engine: PreparedEngine): EngineForm {
    if (engine.convert?.direct && this.isAlwaysAwaited(engine)) return { kind: 'convert' };
    const calls = this.callsWithoutCallback(engine);
    if (engine.dual && calls.every((call) => this.isStatement(call)))
      return { kind: 'dual', call: engine.dual.form, callback: engine.callback! };
    return { kind: 'detach' };
  }

  /**
   * Calls in the file that leave the callback out. The error of such a call was an uncaught exception, which the promise
   * of a dual function would not be.
   */
  callsWithoutCallback({ site }: PreparedEngine): CallExpression[] {
    return (site.binding?.references ?? []).flatMap(({ identifier }) => {
      const link = this.context.parents.get(identifier);
      if (link?.parent.type !== 'CallExpression' || link.key !== 'callee') return [];
      const { arguments: args } = link.parent;
      const isFull = args.length >= site.fn.params.length || args.some(({ type }) => type === 'SpreadElement');
      return isFull ? [] : [link.parent];
    });
  }

  private isStatement(call: CallExpression): boolean {
    return this.context.parents.get(call)?.parent.type === 'ExpressionStatement';
  }

  /** Every use is a task of an engine that is converted, too. */
  private isAlwaysAwaited(engine: PreparedEngine): boolean {
    const { binding } = engine.site;
    if (!binding || isExported(this.context, binding)) return false;
    const uses = binding.references.filter(({ kind, isType }) => kind === 'read' && !isType);
    return uses.length > 0 && uses.every(({ identifier }) => this.isAwaited(engine, identifier));
  }

  private isAwaited(engine: PreparedEngine, identifier: Node): boolean {
    const parent = this.context.parents.get(identifier)?.parent;
    const point = parent && madePoint(this.context, parent, this.specifier);
    if (!point || point.first !== identifier || (point.kind !== 'Task' && point.kind !== 'NodeTask')) return false;
    if (!fits(engine, engine.convert!.kind, point.kind, point.rest)) return false;
    return this.engines.some(({ yields }) =>
      yields.some((one) => one.start! <= point.node.start! && point.node.end! <= one.end!),
    );
  }
}

/** The task's callback is the parameter behind its arguments. */
function fits(
  { site }: PreparedEngine,
  convention: 'plain' | 'error-first',
  kind: 'Task' | 'NodeTask',
  args: readonly Node[],
): boolean {
  if (args.some(({ type }) => type === 'SpreadElement')) return false;
  const wanted = convention === 'plain' ? 'Task' : 'NodeTask';
  return kind === wanted && args.length === site.fn.params.length - 1;
}

function isExported(context: FileContext, { declarations, scope, kind }: Binding): boolean {
  const isGlobal =
    context.file.sourceType === 'script' &&
    kind === 'var' &&
    scope === context.scopes.root &&
    !context.scopes.globals.has('require') &&
    !context.scopes.globals.has('module');
  return (
    isGlobal ||
    declarations.some((declared) =>
      [...context.parents.ancestors(declared)].some(({ type }) => type === 'ExportNamedDeclaration'),
    )
  );
}
