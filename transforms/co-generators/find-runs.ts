import type { CallExpression, Expression, Function as FunctionNode, Node } from '@babel/types';
import type { FileContext } from '../../analysis/file-context.js';
import { functionOfBinding } from '../../analysis/local-function.js';
import { moduleOf, type ModuleBinding } from '../../analysis/module-binding.js';
import { isFunctionNode, walk } from '../../syntax/walk.js';
import type { RunSite } from './run-site.js';
import { dependsOnVersion, findRunner, isRunnerPackage, type Runner } from './runners.js';
import { runnerMajor } from './runner-major.js';

/** A call of an export of a runner's package that no row of the table explains. */
export interface UnknownRun {
  readonly call: CallExpression;
  readonly runner: string;
  /** True when it would be known with the version of the package. */
  readonly hasVersions: boolean;
}

export interface FoundRuns {
  readonly sites: readonly RunSite[];
  readonly unknown: readonly UnknownRun[];
}

/** @param rangeOf the range of versions in which a package is asked for */
export function findRuns(context: FileContext, rangeOf: (name: string) => string | undefined): FoundRuns {
  const sites: RunSite[] = [];
  const unknown: UnknownRun[] = [];
  walk(context.file.ast, {
    enter(node) {
      if (node.type !== 'CallExpression') return;
      const callee = runnerCallee(context, node);
      if (!callee || !isRunnerPackage(callee.module.specifier)) return;
      const { specifier, member } = callee.module;
      const runner = findRunner(specifier, member, runnerMajor(context, specifier, rangeOf(specifier)));
      const site = runner && siteOf(context, node, runner, callee.isCalled);
      if (site) sites.push(site);
      else if (!runner && isRun(node))
        unknown.push({
          call: node,
          runner: textOf(context, node.callee),
          hasVersions: dependsOnVersion(specifier, member),
        });
    },
  });
  return { sites, unknown };
}

/** The export that a call calls, directly or as `co.call(self, …)`. */
function runnerCallee(
  context: FileContext,
  { callee }: CallExpression,
): { module: ModuleBinding; isCalled: boolean } | undefined {
  const direct = moduleOf(context, callee);
  if (direct && direct.member !== 'call') return { module: direct, isCalled: false };
  if (callee.type !== 'MemberExpression' || callee.computed || callee.property.type !== 'Identifier') return undefined;
  const module = callee.property.name === 'call' ? moduleOf(context, callee.object) : undefined;
  return module && { module, isCalled: true };
}

/** Whether a call is handed a generator function as it is written. */
const isRun = ({ arguments: args }: CallExpression): boolean =>
  args.some((argument) => isFunctionNode(argument) && argument.generator);

function siteOf(context: FileContext, call: CallExpression, runner: Runner, isCalled: boolean): RunSite | undefined {
  const given = call.arguments as readonly Node[];
  const [target, ...args] = isCalled ? given.slice(1) : given;
  const self = isCalled ? given[0] : undefined;
  if (!target || !isExpression(target) || (self && !isExpression(self))) return undefined;
  const node = runner.shape === 'thunk' ? (thunkCall(context, call) ?? call) : call;
  const fn = generatorOf(context, target, runner);
  return { runner, node, call, self, target, fn, args, title: titleOf(context, node, call) };
}

/** The call of what `co(fn)` gives, with co 3. */
function thunkCall(context: FileContext, call: CallExpression): CallExpression | undefined {
  const link = context.parents.get(call);
  return link?.parent.type === 'CallExpression' && link.key === 'callee' ? link.parent : undefined;
}

const isExpression = (node: Node): node is Expression =>
  node.type !== 'SpreadElement' && node.type !== 'ArgumentPlaceholder';

/** The generator function that is run: written here, named, or called here (`co(main())`). */
function generatorOf(context: FileContext, target: Expression, runner: Runner): FunctionNode | undefined {
  if (isFunctionNode(target)) return target.generator && !target.async ? target : undefined;
  const isRunAtOnce = runner.shape === 'run' || runner.shape === 'thunk';
  if (target.type === 'CallExpression') return isRunAtOnce ? namedGenerator(context, target.callee) : undefined;
  return namedGenerator(context, target);
}

/** The generator function that a name always stands for. */
export function namedGenerator(context: FileContext, node: Node): FunctionNode | undefined {
  const binding = node.type === 'Identifier' ? context.scopes.bindingOf(node) : undefined;
  const fn = binding && functionOfBinding(context, binding);
  return fn?.generator && !fn.async ? fn : undefined;
}

function titleOf(context: FileContext, node: Node, call: CallExpression): string {
  const { parent } = context.parents.get(node) ?? {};
  const runner = textOf(context, call.callee);
  if (parent?.type === 'VariableDeclarator') return `${textOf(context, parent.id)} = ${runner}`;
  if (parent?.type === 'AssignmentExpression') return `${textOf(context, parent.left)} = ${runner}`;
  if (parent?.type === 'ObjectProperty' || parent?.type === 'ClassProperty')
    return `${textOf(context, parent.key)}: ${runner}`;
  return runner;
}

export function textOf(context: FileContext, node: Node): string {
  const text = context.file.source.text.slice(node.start!, node.end!).replace(/\s+/g, ' ');
  return text.length > 40 ? `${text.slice(0, 37)}…` : text;
}
