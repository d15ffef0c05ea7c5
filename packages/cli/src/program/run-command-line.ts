import { CommanderError } from 'commander';
import type { Terminal } from '../output/terminal';
import { packageVersion } from '../package-version';
import { buildProgram } from './build-program';
import type { CommandRegistry } from './command-file';
import { EXIT } from './exit-code';
import { isUsageError } from './usage-error';

/**
 * Runs `rs-sam` with these arguments.
 *
 * @returns The exit code.
 */
export async function runCommandLine(
  words: readonly string[],
  terminal: Terminal,
  registry: CommandRegistry,
): Promise<number> {
  try {
    await buildProgram(words, terminal, packageVersion(), registry).parseAsync(words, { from: 'user' });
    return EXIT.ok;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
    if (terminal.signal.aborted) {
      terminal.stderr.write('Interrupted. Finished work is kept; the same command resumes it.\n');
      return EXIT.interrupted;
    }
    terminal.stderr.write(describe(error, words.includes('--debug')));
    return isUsageError(error) ? EXIT.usage : EXIT.failure;
  }
}

/** The message of an error; with `--debug` its stack. */
function describe(error: unknown, debug: boolean): string {
  if (!(error instanceof Error)) return `rs-sam: ${String(error)}\n`;
  if (debug) return `${error.stack ?? error.message}\n`;
  const code = (error as NodeJS.ErrnoException).code;
  // Built-in errors of JavaScript are bugs of rs-sam, not mistakes of the user.
  const isBug = error instanceof TypeError || error instanceof ReferenceError;
  const hint = isBug && code === undefined ? ' This is a bug in rs-sam: report it with the output of --debug.' : '';
  return `rs-sam: ${error.message}${hint}\n`;
}
