import type { CallExpression, Expression, Node } from '@babel/types';
import type { FileContext } from '../../analysis/file-context.js';
import { moduleOf } from '../../analysis/module-binding.js';
import { exportTable } from '../../analysis/modules/export-table.js';
import { isExportPosition } from '../../analysis/modules/export-position.js';
import type { ProjectFacts } from '../../core/index.js';
import type { Binding } from '../../syntax/scope.js';
import type { PreparedEngine } from './prepare-engine.js';
import type { EngineForm } from './write-engine.js';
import { madePoint } from './yield-point.js';
import { isWithin } from '../../syntax/within.js';

/** A function that gives a promise when its callback is left out. */
export interface DirectFunction {
  /** True for one of another file. */
  readonly isImported: boolean;
  /** Decisions of other files that make it so. */
  readonly requires: readonly string[];
}

/** What each engine of a file becomes, and which tasks can await it directly. */
export class EngineForms {
  private readonly forms = new Map<PreparedEngine, EngineForm>();
  private readonly byBinding = new Map<Binding, PreparedEngine>();

  /** @param engines those that are going to be converted */
  constructor(
    private readonly context: FileContext,
    private readonly project: ProjectFacts,
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

  /** The function of a task, when the task can be written as a call without the callback, whose promise gives the same. */
  direct(callee: Expression, kind: 'Task' | 'NodeTask', args: readonly Node[]): DirectFunction | undefined {
    const binding = callee.type === 'Identifier' ? this.context.scopes.bindingOf(callee) : undefined;
    const engine = binding && this.byBinding.get(binding);
    const form = engine && this.formOf(engine);
    if (!engine || !form) return this.imported(callee, kind, args);
    if (form.kind === 'detach' || (form.kind === 'dual' && engine.completesEarly)) return undefined;
    const convention = form.kind === 'convert' ? engine.convert! : engine.dual!;
    const isDirect = convention.direct && fits(engine, convention.kind, kind, args);
    return isDirect ? { isImported: false, requires: [] } : undefined;
  }

  private imported(callee: Expression, kind: 'Task' | 'NodeTask', args: readonly Node[]): DirectFunction | undefined {
    const module = moduleOf(this.context, callee);
    const found = module && this.project.imported(this.context.file.source.path, module);
    if (!found || !found.direct || !found.uniform || !found.cleanErrors || found.convention === 'values')
      return undefined;
    if ((found.plain === true) !== (kind === 'Task') || found.at !== args.length || hasSpread(args)) return undefined;
    return { isImported: true, requires: found.decisions };
  }

  private choose(engine: PreparedEngine): EngineForm {
    const fate = this.project.exported(this.context.file.source.path, engine.site.fn.start!)?.form;
    if (engine.convert?.direct && this.isAlwaysAwaited(engine, fate === 'promise')) return { kind: 'convert' };
    const calls = this.callsWithoutCallback(engine);
    const isSeen = calls.every((call) => this.isStatement(call)) && !this.isHandedOn(engine);
    if (engine.dual && fate !== 'callback' && isSeen)
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
      return args.length >= site.fn.params.length || hasSpread(args) ? [] : [link.parent];
    });
  }

  /** `loop.spawnCallback(load, url)`: who calls it, perhaps without a callback, would get a promise where there was none. */
  private isHandedOn({ site }: PreparedEngine): boolean {
    return (site.binding?.references ?? []).some(({ identifier }) => {
      const link = this.context.parents.get(identifier);
      const isArgument = link?.key === 'arguments' && /^(?:Call|New)Expression$/.test(link.parent.type);
      return isArgument && !madePoint(this.context, link.parent, this.specifier);
    });
  }

  private isStatement(call: CallExpression): boolean {
    return this.context.parents.get(call)?.parent.type === 'ExpressionStatement';
  }

  /**
   * Every use is a task of an engine that is converted, too.
   *
   * @param isExported true when the callers in other files are known to await it as well
   */
  private isAlwaysAwaited(engine: PreparedEngine, isExported: boolean): boolean {
    const { binding } = engine.site;
    if (!binding) return isExported;
    if (!isExported && isExportedVariable(this.context, binding)) return false;
    const uses = binding.references.filter(({ kind, isType }) => kind === 'read' && !isType);
    if (uses.length === 0 && !isExported) return false;
    const { isExports } = exportTable(this.context);
    return uses.every(
      ({ identifier }) =>
        this.isAwaited(engine, identifier) || (isExported && isExportPosition(this.context, isExports, identifier)),
    );
  }

  private isAwaited(engine: PreparedEngine, identifier: Node): boolean {
    const parent = this.context.parents.get(identifier)?.parent;
    const point = parent && madePoint(this.context, parent, this.specifier);
    if (!point || point.first !== identifier || (point.kind !== 'Task' && point.kind !== 'NodeTask')) return false;
    if (!fits(engine, engine.convert!.kind, point.kind, point.rest)) return false;
    return this.engines.some(({ yields }) => yields.some((one) => isWithin(point.node, one)));
  }
}

/** The task's callback is the parameter behind its arguments. */
function fits(
  { site }: PreparedEngine,
  convention: 'plain' | 'error-first',
  kind: 'Task' | 'NodeTask',
  args: readonly Node[],
): boolean {
  const wanted = convention === 'plain' ? 'Task' : 'NodeTask';
  return kind === wanted && args.length === site.fn.params.length - 1 && !hasSpread(args);
}

const hasSpread = (args: readonly Node[]): boolean => args.some(({ type }) => type === 'SpreadElement');

function isExportedVariable(context: FileContext, { declarations, scope, kind }: Binding): boolean {
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
