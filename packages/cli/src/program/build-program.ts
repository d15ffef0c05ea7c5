import { printable } from '@rs-sam/foundation/text';
import { Command } from 'commander';
import { quoteWord } from '../output/quote-word';
import { reporterFor } from '../output/reporter';
import type { GuardedTerminal } from '../output/terminal';
import type { CommandFile, CommandRegistry } from './command-file';
import { applyConfigFile } from './config-file';
import { withNulls } from './none-value';

/** The options that every command has. */
interface CommonOptions {
  readonly json?: boolean;
  readonly config?: string;
}

/** `rs-sam` with all its commands, for one run with these arguments. */
export function buildProgram(
  words: readonly string[],
  terminal: GuardedTerminal,
  version: string,
  { commands, groups }: CommandRegistry,
): Command {
  const commandLine = ['rs-sam', ...words].map(quoteWord).join(' ');
  const program = new Command('rs-sam')
    .description('Remote-sensing images and text: data sets, weights, features, training, evaluation and search.')
    .version(version, '-V, --version', 'print the version')
    .showSuggestionAfterError()
    .showHelpAfterError('(--help lists commands and options)')
    // Options after the name of a command belong to that command: `extract merge --json` is not `extract --json`.
    .enablePositionalOptions()
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.stdout.write(text),
      writeErr: (text) => terminal.stderr.write(text),
      // All errors have the same prefix, those of commander and those of commands.
      outputError: (text, write) => write(withPrintable(words, text).replace(/^error: /, 'rs-sam: ')),
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    });
  program.addHelpText('after', '\nExit codes: 0 success, 1 failure, 2 wrong usage, 130 interrupted.');
  for (const file of commands) addCommand(program, file, { terminal, commandLine, groups });
  return program;
}

/** An error of commander, which repeats words of the command line: a file name that a shell inserted may have a line feed. */
function withPrintable(words: readonly string[], text: string): string {
  return words.reduce((message, word) => {
    const shown = printable(word);
    return shown === word ? message : message.replaceAll(word, shown);
  }, text);
}

/** The surroundings of a command. */
interface Surroundings {
  readonly terminal: GuardedTerminal;
  readonly commandLine: string;
  readonly groups: CommandRegistry['groups'];
}

function addCommand(program: Command, file: CommandFile, { terminal, commandLine, groups }: Surroundings): void {
  const words = file.name.split(' ');
  const parent = words.slice(0, -1).reduce((above, word) => groupOf(above, word, groups), program);
  const command = parent.command(words.at(-1) as string).summary(file.summary);
  command.description([asSentence(file.summary), file.description].filter(Boolean).join('\n'));
  file.configure(command.enablePositionalOptions());
  command
    .option('--config <file>', 'read options from a JSON or YAML file; the names are those of the flags')
    .option('--json', 'output JSON Lines, one object per line')
    .option('--debug', 'show the stack of an error')
    .addHelpText('after', `\nExamples:\n${file.examples.map((example) => `  $ ${exampleLine(example)}`).join('\n')}`)
    .action(async () => {
      const path = command.opts<CommonOptions>().config;
      if (path !== undefined) await applyConfigFile(command, path);
      const { signal, environment } = terminal;
      const report = reporterFor(terminal, command.opts<CommonOptions>().json === true);
      const options = withNulls(command.opts());
      await file.run({ operands: command.args, options, commandLine, report, signal, environment });
    });
}

/** A group that is also a command, as `extract`, is the command. */
function groupOf(above: Command, word: string, groups: CommandRegistry['groups']): Command {
  const known = above.commands.find((command) => command.name() === word);
  if (known) return known;
  const group = above.command(word);
  const purpose = groups[word];
  return purpose === undefined ? group : group.description(asSentence(purpose)).summary(purpose);
}

function asSentence(text: string): string {
  return `${text[0]?.toUpperCase()}${text.slice(1)}.`;
}

/** An example as it is typed; one that begins with variables or another command has the name in it. */
const exampleLine = (example: string): string => (/\brs-sam\b/.test(example) ? example : `rs-sam ${example}`);
