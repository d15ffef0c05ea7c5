import { CommanderError } from 'commander';
import { buildProgram } from './build-program';
import type { CommandFile } from './command-file';
import { EXIT } from './exit-code';
import type { Terminal } from './terminal';
import { UsageError } from './usage-error';
import { packageVersion } from './version';

/**
 * Runs `rs-sam` with these words.
 *
 * @param commands - Default: every command there is.
 * @returns The exit code.
 */
export async function runCommandLine(
  words: readonly string[],
  terminal: Terminal,
  commands?: readonly CommandFile[],
): Promise<number> {
  try {
    await buildProgram(words, terminal, packageVersion(), commands).parseAsync(words, { from: 'user' });
    return EXIT.ok;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
    if (terminal.signal.aborted) {
      terminal.stderr.write('Stopped. What was done is kept; the same command goes on with it.\n');
      return EXIT.interrupted;
    }
    terminal.stderr.write(describe(error, words.includes('--debug')));
    return error instanceof UsageError ? EXIT.usage : EXIT.failure;
  }
}

/** For a person: what is wrong and what to do. The stack only for who asks. */
function describe(error: unknown, debug: boolean): string {
  if (!(error instanceof Error)) return `rs-sam: ${String(error)}\n`;
  if (debug) return `${error.stack ?? error.message}\n`;
  const code = (error as NodeJS.ErrnoException).code;
  // Errors of the language are our mistakes, not the user's.
  const ours = error instanceof TypeError || error instanceof ReferenceError;
  const hint = ours && code === undefined ? ' This is a mistake in rs-sam: --debug shows where, for a report.' : '';
  return `rs-sam: ${error.message}${hint}\n`;
}
