import type { Block, Handler, Program, Tail } from './model/program.js';

/** Smaller programs, those that lose the most first. Works on plain data: whatever it makes can be written as text. */
export function* shrinkProgram(program: Program): IterableIterator<Program> {
  for (let index = 0; index < program.functions.length; index++) {
    const functions = program.functions.filter((_, at) => at !== index);
    if (functions.length > 0) yield { ...program, functions };
  }
  for (const smaller of shrinkNode(program as unknown as Node)) yield smaller as unknown as Program;
}

type Node = Readonly<Record<string, unknown>>;

/** What each property becomes at its simplest. */
const simplest: Readonly<Record<string, unknown>> = {
  semicolons: true,
  strict: false,
  optional: 'no',
  shuffles: false,
  applied: false,
  thrown: false,
  validates: false,
  self: undefined,
  deferred: 'no',
  returned: true,
  error: undefined,
  shape: 'guard',
  flat: true,
  collects: false,
  collect: 'none',
  pause: 'no',
  polls: false,
  ownThis: false,
  fallback: false,
  callback: 'cb',
  convention: 'error-first',
  home: 'main',
};

const forms: Readonly<Record<string, string>> = { true: 'function' };

function* shrinkNode(node: Node): IterableIterator<Node> {
  if (isTail(node)) yield* replacements(node) as IterableIterator<never>;
  for (const [key, value] of Object.entries(node)) {
    if (Array.isArray(value)) yield* shrinkList(node, key, value);
    else if (isNode(value)) for (const smaller of shrinkNode(value)) yield { ...node, [key]: smaller };
    else yield* shrinkValue(node, key, value);
  }
}

function* shrinkList(node: Node, key: string, list: readonly unknown[]): IterableIterator<Node> {
  const least = key === 'functions' || key === 'parameters' ? 1 : 0;
  if (list.length > least + 1 && key !== 'functions') yield { ...node, [key]: list.slice(0, least) };
  if (key !== 'functions') {
    for (let index = list.length - 1; index >= least; index--) {
      if (list.length > least) yield { ...node, [key]: list.filter((_, at) => at !== index) };
    }
  }
  for (const [index, item] of list.entries()) {
    if (!isNode(item)) continue;
    for (const smaller of shrinkNode(item))
      yield { ...node, [key]: list.map((old, at) => (at === index ? smaller : old)) };
  }
}

function* shrinkValue(node: Node, key: string, value: unknown): IterableIterator<Node> {
  if (key === 'form' && 'shape' in node && value !== 'function') yield { ...node, form: forms['true'] };
  if (key === 'form' && 'callback' in node && value !== 'export' && value !== 'declaration')
    yield { ...node, form: 'export' };
  if (key === 'kind' && value === 'function' && 'values' in node) yield { ...node, kind: 'ops' };
  if (!(key in simplest) || value === simplest[key]) return;
  if (key === 'error') return;
  yield { ...node, [key]: simplest[key] };
}

/** Parts of a tail that can stand in its place. */
function* replacements(tail: Tail): IterableIterator<Tail> {
  if (tail.kind !== 'complete')
    yield { kind: 'complete', completion: { error: 'null', values: [], deferred: 'no', returned: true } };
  for (const part of Object.values(tail) as unknown[]) {
    if (isBlock(part)) yield part.tail;
    if (Array.isArray(part)) for (const block of part as unknown[]) if (isBlock(block)) yield block.tail;
    if (isHandler(part)) yield* [part.block.tail, part.failure.tail];
  }
  if ('call' in tail && 'handler' in tail && tail.kind !== 'operation') {
    yield { kind: 'operation', call: tail.call, handler: tail.handler, returned: false };
  }
}

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && !Array.isArray(value);
const isBlock = (value: unknown): value is Block => isNode(value) && 'plain' in value && 'tail' in value;
const isHandler = (value: unknown): value is Handler => isNode(value) && 'shape' in value && 'block' in value;

const tails = new Set(
  'complete operation forward if switch join shared sequence fan-out parallel retry timer try after nothing completed guarded emitter each local waiting'.split(
    ' ',
  ),
);
/** A `Plain` of the same kind holds lists of statements where a tail holds blocks. */
function isTail(node: Node): node is Node & Tail {
  if (!tails.has(node['kind'] as string)) return false;
  return node['kind'] !== 'if' || isBlock(node['then']);
}
