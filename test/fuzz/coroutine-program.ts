import type { Dice } from './generate/dice.js';

/** Names of coroutines that may be called; quiet ones record nothing, so that they may run at the same time. */
interface Callee {
  readonly name: string;
  readonly isQuiet: boolean;
}

/**
 * Writes a random program of coroutines: some that call one another, and `exports.main`, which calls them. All effects
 * belong to one chain, whose order no conversion may change.
 */
export function coroutineProgram(dice: Dice): string {
  const callees: Callee[] = [];
  const parts = [
    "const { coroutine, maybeFuture, moment, Return, sleep } = require('coshift-shim');",
    "const { flip, log, op, size } = require('./world');",
  ];
  const count = dice.int(1, 4);
  for (let index = 0; index < count; index++) {
    const isQuiet = dice.chance(50);
    const body = new BodyWriter(dice, callees, isQuiet).write();
    parts.push(`const c${index} = coroutine(function* (n) {\n${body}});`);
    callees.push({ name: `c${index}`, isQuiet });
  }
  const main = new BodyWriter(dice, callees, false).write();
  return `${parts.join('\n')}\nexports.main = coroutine(function* (n) {\n${main}});\n`;
}

/** Writes the body of one coroutine. */
class BodyWriter {
  private readonly lines: string[] = [];
  private variables = 0;
  private budget: number;

  constructor(
    private readonly dice: Dice,
    private readonly callees: readonly Callee[],
    private readonly isQuiet: boolean,
  ) {
    this.budget = dice.int(3, 10);
  }

  write(): string {
    this.line('let acc = n;', 1);
    this.block(1);
    if (this.dice.chance(70)) this.line(this.result(), 1);
    return this.lines.map((line) => `${line}\n`).join('');
  }

  private line(text: string, depth: number): void {
    this.lines.push('  '.repeat(depth) + text);
  }

  private block(depth: number): void {
    const count = this.dice.int(1, 3);
    for (let i = 0; i < count; i++) this.statement(depth);
  }

  private statement(depth: number): void {
    const isDeep = depth > 3 || this.budget-- < 0;
    const kind = this.dice.int(0, isDeep ? 7 : 15);
    if (kind < 2) this.line(`${this.isQuiet ? '' : "log('at', acc); "}acc += 1;`, depth);
    else if (kind === 2) this.line(`yield ${this.yielded()};`, depth);
    else if (kind === 3) this.line(`acc += size(yield ${this.yielded()});`, depth);
    else if (kind === 4) this.line(`const v${this.variables++} = yield ${this.yielded()};`, depth);
    else if (kind === 5) this.line(this.note(`[yield ${this.yielded()}, (yield ${this.yielded()}) === acc]`), depth);
    else if (kind === 6) this.line(this.dice.pick(['yield;', 'yield null;', 'yield moment;', 'acc++;']), depth);
    else if (kind === 7) this.letGo(depth);
    else if (kind === 8) this.branch(depth);
    else if (kind === 9) this.loop(depth);
    else if (kind < 13) this.attempt(depth);
    else if (kind < 15) this.keep(depth);
    else this.line(`if (flip(acc)) ${this.result()}`, depth);
  }

  private note(value: string): string {
    return this.isQuiet ? `acc += size(${value});` : `log('saw', ${value});`;
  }

  private branch(depth: number): void {
    this.line(this.dice.chance(50) ? 'if (flip(acc)) {' : `if (size(yield ${this.yielded()}) % 2) {`, depth);
    this.block(depth + 1);
    if (this.dice.chance(50)) {
      this.line('} else {', depth);
      this.block(depth + 1);
    }
    this.line('}', depth);
  }

  private loop(depth: number): void {
    this.line(`for (let i = 0; i < ${this.dice.int(1, 2)}; i++) {`, depth);
    this.block(depth + 1);
    if (this.dice.chance(20)) this.line('if (flip(acc + i)) break;', depth + 1);
    this.line('}', depth);
  }

  /** A future that is waited for later. */
  private keep(depth: number): void {
    const name = `v${this.variables++}`;
    const quiet = this.callees.filter(({ isQuiet }) => isQuiet);
    if (quiet.length === 0) return;
    this.line(`const ${name} = ${this.dice.pick(quiet).name}(acc % 4);`, depth);
    if (this.dice.chance(70)) this.statement(depth);
    this.line(this.dice.chance(70) ? `acc += size(yield ${name});` : `yield [${name}, ${this.leaf('acc')}];`, depth);
  }

  /** A call that nobody waits for. */
  private letGo(depth: number): void {
    const quiet = this.callees.filter(({ isQuiet }) => isQuiet);
    if (quiet.length > 0) this.line(`${this.dice.pick(quiet).name}(acc % 4);`, depth);
    else this.line('acc++;', depth);
  }

  private attempt(depth: number): void {
    this.line('try {', depth);
    this.block(depth + 1);
    const hasCatch = this.dice.chance(75);
    if (hasCatch) this.handler(depth);
    if (!hasCatch || this.dice.chance(40)) {
      this.line('} finally {', depth);
      this.line(this.isQuiet ? 'acc += 2;' : "log('finally', acc);", depth + 1);
      if (this.dice.chance(40)) this.line(`acc += size(yield ${this.future()});`, depth + 1);
    }
    this.line('}', depth);
  }

  private handler(depth: number): void {
    this.line('} catch (error) {', depth);
    if (this.dice.chance(30)) this.line('if (error instanceof Return) throw error;', depth + 1);
    this.line(this.isQuiet ? 'acc += error.message.length;' : "log('caught', error.message, acc);", depth + 1);
    if (this.dice.chance(30)) this.block(depth + 1);
    if (this.dice.chance(20)) this.line('throw error;', depth + 1);
  }

  private result(): string {
    const value = this.dice.pick(['acc', `yield ${this.yielded()}`, '[acc, n]', '{ acc }', '']);
    return this.dice.pick([
      value === '' ? 'return;' : `return ${value};`,
      `throw new Return(${value});`,
      `throw new Return(${value});`,
      `throw new Error('error ' + acc);`,
    ]);
  }

  /** Something to wait for; sometimes something that nobody can wait for. */
  private yielded(): string {
    const kind = this.dice.int(0, 9);
    if (kind < 5) return this.future();
    if (kind === 5) return `[${this.concurrent()}, ${this.concurrent()}]`;
    if (kind === 6) return `{ a: ${this.concurrent()}, b: [${this.concurrent()}] }`;
    if (kind === 7) return `[1, 2].map((k) => ${this.concurrent('k')})`;
    if (kind === 8) return `flip(acc) ? ${this.future()} : ${this.future()}`;
    return this.dice.pick(['5', "'text'", 'op(5)', 'undefined', '[]', '[sleep(0.002), null]']);
  }

  private future(): string {
    const callees = this.callees.filter(({ isQuiet }) => isQuiet || !this.isQuiet);
    if (callees.length > 0 && this.dice.chance(40)) return `${this.dice.pick(callees).name}(acc % 5)`;
    return this.leaf('acc');
  }

  private concurrent(argument = 'acc'): string {
    const quiet = this.callees.filter(({ isQuiet }) => isQuiet);
    if (quiet.length > 0 && this.dice.chance(50)) return `${this.dice.pick(quiet).name}(${argument} % 3)`;
    return this.leaf(argument);
  }

  private leaf(argument: string): string {
    return this.dice.pick([
      `op(${this.dice.int(0, 4)}, ${argument})`,
      `op(${this.dice.int(0, 4)}, ${argument})`,
      `sleep(${this.dice.int(0, 3)} / 1000)`,
      `maybeFuture(${argument})`,
      `Promise.resolve(${argument})`,
    ]);
  }
}
