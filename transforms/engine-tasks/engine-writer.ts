import type { CallExpression, Expression, Node } from '@babel/types';
import type { FileContext } from '../../analysis/file-context.js';
import type { Decline } from '../../conversion/decline.js';
import { EditList } from '../../conversion/generators/edit-list.js';
import { planYield } from '../../conversion/generators/plan-yield.js';
import type { SiteBook } from '../../conversion/generators/site-book.js';
import type { Part, Replacement } from '../../conversion/items.js';
import type { PlannedFunction, ProjectFacts } from '../../core/index.js';
import { usesArguments } from '../../syntax/function-facts.js';
import { completionEdits, type EngineConvention } from './convention.js';
import { dropParameter } from './drop-parameter.js';
import type { EngineForms } from './engine-forms.js';
import { formNotes } from './form-notes.js';
import { KeyNames } from './key-names.js';
import { YieldLowering } from './lower-yield.js';
import type { PreparedEngine } from './prepare-engine.js';
import { writeEngine, type EngineForm } from './write-engine.js';

/** Whether a task's function gives a promise when its callback is left out; told where one is used. */
type IsDirect = (callee: Expression, kind: 'Task' | 'NodeTask', args: readonly Node[]) => boolean;

/** Plans the edits of engines, and remembers what other files may know of them. */
export class EngineWriter {
  /** Engines that get a promise form, by where their functions begin. */
  readonly functions = new Map<number, PlannedFunction>();
  /** Functions of other files that are awaited, by where they stand. */
  readonly awaited = new Map<number, string>();

  constructor(
    private readonly context: FileContext,
    private readonly project: ProjectFacts,
    private readonly specifier: string,
    private readonly book: SiteBook,
  ) {}

  /**
   * Lowers the yields once, to see that each can be.
   *
   * @throws {Decline} when one cannot
   */
  checked(engine: PreparedEngine): PreparedEngine {
    const notes: Decline[] = [];
    this.body(engine, () => false, notes, new KeyNames(this.context, engine.keys));
    return { ...engine, notes: [...engine.notes, ...notes] };
  }

  accept(engine: PreparedEngine, forms: EngineForms, isApplied: boolean): void {
    const { site, assumptions, yields, keys } = engine;
    const form: EngineForm = isApplied ? forms.formOf(engine) : { kind: 'detach' };
    const convention = form.kind === 'convert' ? engine.convert : form.kind === 'dual' ? engine.dual : undefined;
    const names = new KeyNames(this.context, keys);
    const requires = new Set<string>();
    const callees: number[] = [];
    const isDirect: IsDirect = (callee, kind, args) => {
      const found = forms.direct(callee, kind, args);
      found?.requires.forEach((id) => requires.add(id));
      if (found?.isImported) callees.push(callee.start!);
      return found !== undefined;
    };
    const body = this.body(engine, isDirect, [], names);
    const whole = form.kind === 'convert' ? (site.fn.body as { body: typeof engine.moved }).body : engine.moved;
    const { id } = this.book.accept(site.wrapper, site.name, {
      replacements: [
        ...(form.kind === 'convert' ? dropParameter(this.context, engine) : []),
        ...body,
        ...(convention ? completionEdits(this.context, convention, form.kind === 'dual') : []),
        ...(form.kind === 'dual' ? forms.callsWithoutCallback(engine).flatMap(detached) : []),
        // Behind the others: where two have the same range, the later one stands around.
        ...writeEngine(this.context, site, form, { statements: whole, first: names.table() }),
      ],
      operations: yields.length,
      assumptions,
      notes: formNotes(engine, form.kind),
      verdict: form.kind,
      requires: [...requires],
      removed: keys.replaced.map(({ start, end }) => ({ start: start!, end: end! })),
    });
    if (!isApplied) return;
    callees.forEach((start) => this.awaited.set(start, id));
    if (convention && form.kind !== 'detach') this.tell(engine, form.kind, convention, id);
  }

  private tell(
    { site, completesEarly }: PreparedEngine,
    verdict: 'convert' | 'dual',
    convention: EngineConvention,
    id: string,
  ): void {
    const { fn } = site;
    this.functions.set(fn.start!, {
      verdict,
      at: fn.params.length - 1,
      convention: 'value',
      cleanErrors: true,
      uniform: convention.direct,
      direct: convention.direct && !(verdict === 'dual' && (completesEarly || usesArguments(fn))),
      ...(convention.kind === 'plain' && { plain: true }),
      decisions: [id],
    });
  }

  /** Everything inside of the body: yields, and the variables of keys. */
  private body(
    { site, keys, yields }: PreparedEngine,
    isDirect: IsDirect,
    notes: Decline[],
    names: KeyNames,
  ): Replacement[] {
    const edits = new EditList();
    const lowering = new YieldLowering({
      context: this.context,
      project: this.project,
      specifier: this.specifier,
      fn: site.fn,
      keys,
      keyName: (key) => names.nameOf(key),
      isDirect,
      note: (note) => notes.push(note),
    });
    for (const node of yields) planYield(this.context, node, lowering.lower(node.argument ?? undefined, node), edits);
    return [...edits.replacements(), ...lowering.elsewhere, ...names.declarations()];
  }
}

/** `load(url);` → `detach(() => load(url));` */
function detached({ start, end }: CallExpression): Replacement[] {
  const insertion = (at: number, ...parts: Part[]): Replacement => ({
    start: at,
    end: at,
    items: [],
    needsBlock: false,
    inline: parts,
  });
  return [insertion(start!, { shim: 'detach' }, '(() => '), insertion(end!, ')')];
}
