import type { Command } from 'commander';
import type { Reporter } from './reporter';

/** What a command is called with. */
export interface Invocation<Options> {
  /** The words that are not options. */
  readonly operands: readonly string[];
  /** From flags, then the file of `--config`, then defaults; by commander's camel-case names. */
  readonly options: Options;
  /** How it was called, for whoever repeats it: `rs-sam train runs/mine …`. */
  readonly commandLine: string;
  readonly report: Reporter;
  /** Hand it to whatever takes long; what rejects with its reason ends the command with exit code 130. */
  readonly signal: AbortSignal;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/**
 * One command of `rs-sam`, one file of `commands/`. `--json`, `--config` and `--debug` are added to every command.
 *
 * Libraries that are slow to load belong behind an `import()` inside `run`, so that `--help` stays quick.
 */
export interface CommandFile<Options = Readonly<Record<string, unknown>>> {
  /** Its words, as `dataset inspect`; groups come about by themselves. */
  readonly name: string;
  /** One line, without a full stop. */
  readonly summary: string;
  /** What else `--help` says. */
  readonly description?: string;
  /** Shown by `--help`, without the `rs-sam`. */
  readonly examples: readonly string[];
  /** Adds the arguments and options. An option that has to be given is checked in `run`: it may come from the file. */
  readonly configure: (command: Command) => void;
  readonly run: (invocation: Invocation<Options>) => Promise<void>;
}

/** A command with its options typed. Their parsers, which flags and files go through alike, are what make the type true. */
export function defineCommand<Options extends object>(file: CommandFile<Options>): CommandFile {
  return file as unknown as CommandFile;
}
