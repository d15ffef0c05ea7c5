import type { Command } from 'commander';
import type { Reporter } from '../output/reporter';

/** What a command is called with. */
export interface Invocation<Options> {
  /** The words that are not options. */
  readonly operands: readonly string[];
  /** From flags, then the file of `--config`, then defaults; by commander's camel-case names. */
  readonly options: Options;
  /** The command as it was called, quoted for a shell: `rs-sam train runs/mine …`. */
  readonly commandLine: string;
  readonly report: Reporter;
  /** Give it to everything that takes long; a rejection after the abort ends the command with exit code 130. */
  readonly signal: AbortSignal;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/**
 * One command of `rs-sam`, one file of `commands/`. `--json`, `--config` and `--debug` are added to every command.
 *
 * Import libraries that are slow to load with `import()` inside `run`, so that `--help` stays quick.
 */
export interface CommandFile<Options = Readonly<Record<string, unknown>>> {
  /** Its words, as `dataset inspect`; the groups are made of the words before the last. */
  readonly name: string;
  /** One line, without a full stop. */
  readonly summary: string;
  /** The rest of the description in `--help`, without line breaks: the help is wrapped to the width of the terminal. */
  readonly description?: string;
  /** Shown by `--help`, without the `rs-sam`. */
  readonly examples: readonly string[];
  /** Adds the arguments and options. A required option is checked in `run`, because it may come from the file of `--config`. */
  readonly configure: (command: Command) => void;
  readonly run: (invocation: Invocation<Options>) => Promise<void>;
}

/** All commands of the program. */
export interface CommandRegistry {
  readonly commands: readonly CommandFile[];
  /** The purpose of each group of commands, by its word. */
  readonly groups: Readonly<Record<string, string>>;
}

/** A command with typed options. Flags and `--config` go through the same parsers, which make the type true. */
export function defineCommand<Options extends object>(file: CommandFile<Options>): CommandFile {
  return file as unknown as CommandFile;
}
