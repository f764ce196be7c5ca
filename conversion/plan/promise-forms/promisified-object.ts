import type { Identifier, MemberExpression } from '@babel/types';
import { memberName } from '../../../analysis/methods/instance.js';
import { memberNames } from '../../../analysis/methods/places.js';
import { Decline } from '../../decline.js';
import { spanOf } from '../../items.js';
import { promisifiedObjectsIn, type PromisifiedObject } from './promisified-objects-in.js';
import { knownFunction } from '../rounds/known-function.js';
import { asksForOperational, whyFormKept, whyUseKept, type WhyKept } from './promise-form-use.js';
import type { Region } from '../regions/region.js';
import type { Round } from '../rounds/round.js';

/** Calls functions themselves where their promise forms are not needed any more, and drops what made these. */
export function simplifyPromisifiedObjects(round: Round): void {
  for (const object of promisifiedObjectsIn(round.context)) {
    const region = round.region({ kind: 'detached' }, object.node);
    const forms = formsOf(region, object);
    const name = forms.find(({ isConverted }) => isConverted)?.name;
    if (name === undefined) continue;
    const why = forms.map((one) => one.why).find((one) => one !== undefined) ?? whyObjectKept(region, object);
    const renamed = object.suffix === '' ? [] : forms.filter((form) => form.why === undefined);
    const title = region.context.file.source.text.slice(object.node.callee.start!, object.node.callee.end!);
    if (why !== undefined && renamed.length === 0) {
      round.leave(object.node, title, [new Decline('promise-form-kept', object.node, { name, why })]);
      continue;
    }
    for (const { member } of renamed) rename(region, member, object.suffix);
    if (why === undefined) drop(region, object);
    region.notes.push(
      why === undefined
        ? new Decline('promisify-not-needed', object.node, { name })
        : new Decline('promise-form-kept', object.node, { name, why }),
    );
    try {
      round.accept(region, object.node, 'convert', title);
    } catch (error) {
      // It was tried and taken back; what is there works as well.
      if (!(error instanceof Decline)) throw error;
    }
  }
}

/** A member that is a promise form, and why it has to stay one. */
interface Form {
  readonly member: MemberExpression;
  readonly name: string;
  readonly isConverted: boolean;
  readonly why: WhyKept | undefined;
}

function formsOf(region: Region, { members, module, suffix }: PromisifiedObject): Form[] {
  const { context, project } = region;
  const isOperational = suffix !== '' && asksForOperational(project);
  return members.flatMap((member) => {
    const form = memberName(member)!;
    if (!form.endsWith(suffix)) return [];
    const name = form.slice(0, form.length - suffix.length);
    const callee = { kind: 'module', ...module, member: name, name, node: member } as const;
    // A function of the name of the form is called by that name.
    const own = suffix === '' ? undefined : project.imported(context.file.source.path, { ...module, member: form });
    const fn = own ? undefined : knownFunction(region, callee);
    const why = isOperational
      ? 'the project asks for the class that Bluebird gives its errors'
      : fn
        ? (whyFormKept(fn) ?? whyUseKept(context, member, fn.at))
        : `\`${form}\` is not of a converted function`;
    return [{ member, name, isConverted: fn !== undefined, why }];
  });
}

/** Other files may use the promise forms that are made here: they are members of the module itself. */
function whyObjectKept({ context, project }: Region, { module, suffix }: PromisifiedObject): WhyKept | undefined {
  if (suffix === '') return undefined;
  const exported = project.exportNames(context.file.source.path, module.specifier);
  if (!exported || !project.filesMentioning) return 'what the module exports is not known';
  const own = new Set(memberNames(context));
  const used = exported
    .map((name) => `${name}${suffix}`)
    .find((name) => project.filesMentioning!(name) > (own.has(name) ? 1 : 0));
  return used && `another file uses \`${used}\``;
}

function rename(region: Region, { property }: MemberExpression, suffix: string): void {
  const name = (property as Identifier).name.slice(0, -suffix.length);
  region.replacements.push({ ...spanOf(property), items: [], needsBlock: false, inline: [name] });
}

function drop(region: Region, { node, target }: PromisifiedObject): void {
  const parent = region.context.parents.get(node)!.parent;
  if (parent.type === 'ExpressionStatement')
    region.replacements.push({ ...spanOf(parent), items: [], needsBlock: false });
  else region.replacements.push({ ...spanOf(node), items: [], needsBlock: false, inline: [spanOf(target)] });
}
