import type { Command } from 'commander';
import type { Reporter } from '../output/reporter';

/** The arguments of a command's `run`. */
export interface Invocation<Options> {
  /** The arguments that are not options. */
  readonly operands: readonly string[];
  /** From flags, then the file of `--config`, then defaults; by commander's camel-case names. */
  readonly options: Options;
  /** The command line, quoted for a shell: `rs-sam train runs/mine …`. */
  readonly commandLine: string;
  readonly report: Reporter;
  /** Pass it to every long task; a rejection after the abort ends the command with exit code 130. */
  readonly signal: AbortSignal;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/**
 * One command of `rs-sam`, one file of `commands/`. `--json`, `--config` and `--debug` are added to every command.
 *
 * Import slow libraries with `import()` inside `run`, so that `--help` stays fast.
 */
export interface CommandFile<Options = Readonly<Record<string, unknown>>> {
  /** Its name, such as `dataset inspect`; the words before the last are its groups. */
  readonly name: string;
  /** Summary in one line, without a full stop. */
  readonly summary: string;
  /** The rest of the description in `--help`, without line breaks, because the help is wrapped to the width of the terminal. */
  readonly description?: string;
  /** Examples for `--help`, without `rs-sam`, unless something is typed before it. */
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
