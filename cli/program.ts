import { Command, Option } from 'commander';
import { defaultRunOptions, stages } from '../core/index.js';
import { gates } from '../runner/gate.js';
import { toolVersion } from '../runner/tool-version.js';
import { noExportsOption, parseExports } from './exports-option.js';
import { explainCommand, listCommand, pathCommand } from './look-up-commands.js';
import { parseTarget } from './output-target.js';
import { parseSeconds } from './verify-options.js';
import { parseStage, runCommand, type RunFlags } from './run-command.js';
import type { Surroundings } from './terminal.js';

/**
 * The command line.
 *
 * @param finish receives the exit code of the command that ran
 */
export function createProgram(surroundings: Surroundings, finish: (code: number) => void): Command {
  const { terminal } = surroundings;
  const program = new Command('coshift')
    .description(
      'Moves JavaScript and TypeScript from callbacks and generator runners to async/await, keeping behaviour.',
    )
    .version(toolVersion)
    .showSuggestionAfterError()
    .exitOverride()
    .configureOutput({
      writeOut: terminal.stdout.write,
      writeErr: () => undefined,
      getOutHasColors: () => terminal.stdout.color,
    });
  addRunCommands(program, surroundings, finish);
  program
    .command('list')
    .description('name the transforms')
    .action(() => finish(listCommand(surroundings)));
  program
    .command('explain [code]')
    .description('say what a diagnostic code means; name all codes without one')
    .action((code: string | undefined) => finish(explainCommand(code, terminal)));
  program
    .command('path <transform>')
    .description('print the file that "jscodeshift -t" takes')
    .action((name: string) => finish(pathCommand(name, surroundings)));
  return program.addHelpText(
    'after',
    '\nExit codes: 0 done; 1 --fail-on tripped; 2 usage, refusal or a file that failed; 130 interrupted.',
  );
}

function addRunCommands(program: Command, surroundings: Surroundings, finish: (code: number) => void): void {
  const act = (name: 'check' | 'convert') => async (paths: string[], flags: RunFlags) =>
    finish(await runCommand(name, paths, flags, surroundings));
  const check = program.command('check [paths...]').description('say what would convert, what not, and why');
  addSharedOptions(check, surroundings)
    .addOption(
      new Option('--fail-on <state>', 'exit with 1 when some site is manual or unsafe, or some file would change')
        .choices(gates)
        .default('never'),
    )
    .option('--no-census', 'do not count legacy code')
    .action(act('check'));
  const convert = program.command('convert [paths...]').description('print the diff of the conversion, or apply it');
  addSharedOptions(convert, surroundings)
    .option('--write', 'apply the conversion to the files')
    .option('--verify <command>', 'with --write: run these tests before and after, and leave what they fail with')
    .option('--verify-timeout <seconds>', 'how long one run of them may take', parseSeconds)
    .option('--allow-dirty', 'write although there are changes that are not committed')
    .option('--allow-staged', 'write although there are staged changes')
    .option('--allow-no-vcs', 'write although there is no version control')
    .action(act('convert'));
}

function addSharedOptions(command: Command, { registry }: Surroundings): Command {
  const names = registry.map(({ name }) => name).join(', ');
  const collect = (value: string, previous: readonly string[] = []) => [...previous, value];
  return command
    .option('-t, --transform <name>', `run only this one; repeatable (${names})`, collect)
    .option('--ignore-pattern <pattern>', 'leave out files, in the syntax of .gitignore; repeatable', collect)
    .option('--profiles <path>', 'read profiles of packages from this file or folder as well; repeatable', collect)
    .option('--unsafe', 'convert sites that rest on an assumption as well')
    .option('--koa', 'make middleware for koa 2 of generator functions for koa 1')
    .addOption(
      new Option(
        '--exports <policy>',
        'dual, promise or callback: how packages offer their callback functions; PACKAGE=, PACKAGE#NAME= or #NAME= in front means some of them; repeatable',
      )
        .argParser(parseExports)
        .default(noExportsOption, defaultRunOptions.exports),
    )
    .addOption(
      new Option('--target <form>', 'what engines become: async functions, or coroutines of the shim')
        .choices(['async', 'coroutine'])
        .default(defaultRunOptions.target),
    )
    .addOption(
      new Option('--format <name[=file]>', 'pretty, diff or json; repeatable')
        .argParser(parseTarget)
        .default([], 'pretty; diff for convert'),
    )
    .addOption(
      new Option('--stop-after <stage>', `print what a stage made as JSON: ${stages.join(', ')}`).argParser(parseStage),
    )
    .addOption(
      new Option('--format-with <tool>', 'run the formatter of the repository over changed files').choices([
        'prettier',
      ]),
    )
    .option('--cache', 'keep what was found out about files for the next run')
    .option('--no-cache', 'keep and use nothing, whatever was said before')
    .option('--cache-location <folder>', 'the folder of the cache; implies --cache', undefined)
    .option('-q, --quiet', 'print errors and data, nothing else')
    .option('-v, --verbose', 'print notes as well');
}
