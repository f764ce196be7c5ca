import type { Dice } from './generate/dice.js';

/** A random program whose operations are handled by methods of a class, and promises made by hand. */
export interface MethodProgram {
  readonly text: string;
  /** How many methods the class has; one of them may be mentioned outside. */
  readonly isTouched: boolean;
}

/**
 * Writes a class whose methods hand over one another, from `run(cb)`, which keeps its callback in a field, to `finish`; a
 * function that makes an object for each call; and a function that returns a promise made by hand.
 */
export function methodProgram(dice: Dice): MethodProgram {
  const isTouched = dice.chance(15);
  const parts = [
    "const fs = require('fs');",
    "const ops = require('./ops');",
    new JobWriter(dice).write(),
    jobFunction(dice),
    ...(isTouched ? ['exports.peek = function (job) {\n  return job.step1;\n};', 'exports.Job = Job;'] : []),
    executor(dice),
  ];
  return { text: `${parts.join('\n\n')}\n`, isTouched };
}

function jobFunction(dice: Dice): string {
  const body = dice.pick([
    '  new Job(key, log).run(callback);',
    '  var job = new Job(key, log);\n  job.run(callback);',
    "  log('made');\n  return new Job(key, log).run(callback);",
  ]);
  return `exports.job = function (key, log, callback) {\n${body}\n};`;
}

/** Writes the class, as a class or as a function with a prototype. */
class JobWriter {
  private readonly isClass: boolean;
  private readonly isPrivate: boolean;
  private readonly count: number;
  private readonly keepsSelf: boolean;

  constructor(private readonly dice: Dice) {
    this.isClass = dice.chance(50);
    this.isPrivate = this.isClass && dice.chance(20);
    this.count = dice.int(2, 5);
    this.keepsSelf = dice.chance(40);
  }

  write(): string {
    const set = [
      'this.key = key;',
      'this.log = log;',
      'this.tries = 0;',
      ...(this.dice.chance(50) ? ['this.cb = null;'] : []),
    ];
    const methods = [
      this.method('run', 'cb', ['this.cb = cb;', ...this.effects(), ...this.start(0)]),
      ...Array.from({ length: this.count }, (_, index) =>
        this.method(this.name(index), 'err, value', this.step(index)),
      ),
      this.method('finish', 'err, value', this.finish()),
    ];
    if (this.isClass) {
      const make = ['  constructor(key, log) {', ...set.map((line) => `    ${line}`), '  }'].join('\n');
      return `class Job {\n${[make, ...methods].join('\n\n')}\n}`;
    }
    return [`function Job(key, log) {\n${set.map((line) => `  ${line}`).join('\n')}\n}`, ...methods].join('\n\n');
  }

  private name(index: number): string {
    return `${this.isPrivate ? '#' : ''}step${index}`;
  }

  private method(name: string, params: string, body: readonly string[]): string {
    const self = body.some((line) => line.includes('self.')) ? ['var self = this;'] : [];
    const lines = [...self, ...body];
    if (this.isClass) return [`  ${name}(${params}) {`, ...lines.map((line) => `    ${line}`), '  }'].join('\n');
    return [`Job.prototype.${name} = function (${params}) {`, ...lines.map((line) => `  ${line}`), '};'].join('\n');
  }

  /** Statements that start an operation whose handler is the method of that number, or end the chain. */
  private start(index: number): string[] {
    const { dice } = this;
    if (index >= this.count) return [`this.finish(null, this.key);`];
    const op = dice.pick(['ops.read', 'ops.save', 'ops.query', 'fs.readFile']);
    const call = `${op}(this.key + '${index}', ${this.handler(index)});`;
    switch (dice.int(1, 6)) {
      case 1:
        return [`if (ops.flag('f${index}')) return this.finish(null, 'early');`, call];
      case 2:
        return [
          `if (ops.flag('g${index}')) {`,
          `  ${op}(this.key, ${this.handler(index)});`,
          '} else {',
          `  ${call}`,
          '}',
        ];
      case 3:
        return [`return ${call}`];
      default:
        return [call];
    }
  }

  private handler(index: number): string {
    const name = this.name(index);
    const forms = [`this.${name}.bind(this)`, `(err, value) => this.${name}(err, value)`];
    if (this.keepsSelf) forms.push(`function (err, value) { self.${name}(err, value); }`);
    return this.dice.pick(forms);
  }

  /** What a method does with the result that it gets. */
  private step(index: number): string[] {
    const { dice } = this;
    const failure = dice.pick([
      ['if (err) return this.finish(err);'],
      ['if (err) {', "  this.log('failed', err.message);", '  return this.finish(err);', '}'],
      ["if (err) return this.cb(new Error('wrapped ' + err.message));"],
      ["if (err && err.code !== 'ENOENT') return this.finish(err);"],
      [
        'if (err) {',
        '  if (this.tries++ < 1) {',
        `    setTimeout(${dice.pick(['this.again.bind(this)', '() => this.again()'])}, 5);`,
        '    return;',
        '  }',
        '  return this.finish(err);',
        '}',
      ].map((line) =>
        line.replace(/this\.again\.bind\(this\)|\(\) => this\.again\(\)/, `() => this.finish(null, 'late')`),
      ),
    ]);
    return [...failure, ...this.effects(), ...this.start(index + 1)];
  }

  private finish(): string[] {
    return this.dice.pick([
      ['this.cb(err, value);'],
      ['if (err) return this.cb(err);', 'this.cb(null, value);'],
      ['var cb = this.cb;', 'this.cb = null;', 'if (err) return cb(err);', 'cb(null, value, this.tries);'],
      ['if (err) {', '  this.cb(err);', '} else {', "  this.log('good', value);", '  this.cb(null, value);', '}'],
    ]);
  }

  private effects(): string[] {
    return this.dice.list(0, 2, () =>
      this.dice.pick([
        "this.log('at', this.key);",
        "this.key += 'x';",
        'this.tries++;',
        "ops.log('effect', this.tries);",
      ]),
    );
  }
}

function executor(dice: Dice): string {
  const head = dice.pick(['exports.promise = function (key, log) {', 'exports.promise = (key, log) => {']);
  const settle = dice.pick([
    ['if (err) return reject(err);', 'resolve(value);'],
    ['if (err) {', '  reject(err);', '} else {', '  resolve(value);', '}'],
    ['err ? reject(err) : resolve(value);'],
    ["if (err) return reject(new Error('wrapped ' + err.message));", "log('value', value);", 'resolve({ value });'],
    ["if (err && err.code !== 'ENOENT') return reject(err);", 'resolve(value);'],
    ['if (err) return resolve(null);', 'resolve(value);'],
  ]);
  const op = dice.pick(['ops.read', 'ops.query', 'fs.readFile']);
  const inner = [`${op}(key + 'p', (err, value) => {`, ...settle.map((line) => `  ${line}`), '});'];
  const nested = [
    `${dice.pick(['ops.read', 'fs.stat'])}(key, (err, first) => {`,
    '  if (err) return reject(err);',
    "  log('first', first);",
    ...inner.map((line) => `  ${line}`),
    '});',
  ];
  const lines = dice.chance(50) ? inner : nested;
  const before = dice.chance(20) ? ["  log('before');"] : [];
  return [
    head,
    ...before,
    '  return new Promise((resolve, reject) => {',
    ...lines.map((line) => `    ${line}`),
    '  });',
    '};',
  ].join('\n');
}
