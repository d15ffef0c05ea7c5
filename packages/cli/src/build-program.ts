import { Command } from 'commander';
import type { CommandFile } from './command-file';
import { applyConfigFile } from './config-file';
import { COMMANDS, GROUPS } from './registry';
import { reporterFor } from './reporter';
import type { Terminal } from './terminal';

/** The options that every command has. */
interface CommonOptions {
  readonly json?: boolean;
  readonly config?: string;
}

/** `rs-sam` with all its commands, for one run with these words. */
export function buildProgram(
  words: readonly string[],
  terminal: Terminal,
  version: string,
  commands = COMMANDS,
): Command {
  const commandLine = ['rs-sam', ...words].map(quoted).join(' ');
  const program = new Command('rs-sam')
    .description('Remote-sensing images and text: data sets, weights, features, training, evaluation and search.')
    .version(version, '-V, --version', 'print the version')
    .showSuggestionAfterError()
    .showHelpAfterError('(--help says what there is)')
    // What stands behind a command's name is the command's: `extract merge --json` is not `extract --json`.
    .enablePositionalOptions()
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.stdout.write(text),
      writeErr: (text) => terminal.stderr.write(text),
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    });
  program.addHelpText('after', '\nExit codes: 0 done, 1 failed, 2 called wrongly, 130 interrupted.');
  for (const file of commands) addCommand(program, file, { terminal, commandLine });
  return program;
}

/** What a command is run in. */
interface Surroundings {
  readonly terminal: Terminal;
  readonly commandLine: string;
}

function addCommand(program: Command, file: CommandFile, { terminal, commandLine }: Surroundings): void {
  const words = file.name.split(' ');
  const parent = words.slice(0, -1).reduce((above, word) => groupOf(above, word), program);
  const command = parent.command(words.at(-1) as string).summary(file.summary);
  command.description(
    [`${file.summary[0]?.toUpperCase()}${file.summary.slice(1)}.`, file.description].filter(Boolean).join('\n'),
  );
  file.configure(command.enablePositionalOptions());
  command
    .option('--config <file>', 'take options from a file, JSON or YAML, with the same names')
    .option('--json', 'speak JSON, an object a line')
    .option('--debug', 'show the stack of an error')
    .addHelpText('after', `\nExamples:\n${file.examples.map((example) => `  $ rs-sam ${example}`).join('\n')}`)
    .action(async () => {
      const path = command.opts<CommonOptions>().config;
      if (path !== undefined) await applyConfigFile(command, path);
      const { signal, environment } = terminal;
      const report = reporterFor(terminal, command.opts<CommonOptions>().json === true);
      await file.run({ operands: command.args, options: command.opts(), commandLine, report, signal, environment });
    });
}

/** A group that is also a command, as `extract`, is the command. */
function groupOf(above: Command, word: string): Command {
  const known = above.commands.find((command) => command.name() === word);
  if (known) return known;
  const group = above.command(word);
  const purpose = GROUPS[word];
  return purpose === undefined
    ? group
    : group.description(`${purpose[0]?.toUpperCase()}${purpose.slice(1)}.`).summary(purpose);
}

/** A word as a shell takes it. */
function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
