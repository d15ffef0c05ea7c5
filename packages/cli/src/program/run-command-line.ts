import { RsSamError } from '@rs-sam/foundation/errors';
import { printable } from '@rs-sam/foundation/text';
import { CommanderError } from 'commander';
import { guardTerminal, type Terminal } from '../output/terminal';
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
  given: Terminal,
  registry: CommandRegistry,
): Promise<number> {
  const terminal = guardTerminal(given);
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

/** The message of an error, in one line; with `--debug` its stack. */
function describe(error: unknown, debug: boolean): string {
  if (!(error instanceof Error)) return `rs-sam: ${printable(String(error))}\n`;
  if (debug) return `${stackOf(error)}\n`;
  const code = (error as NodeJS.ErrnoException).code;
  // Built-in errors of JavaScript are bugs of rs-sam, not mistakes of the user.
  const isBug = code === undefined && LANGUAGE.some((kind) => error instanceof kind);
  const hint = isBug ? ' This is a bug in rs-sam: report it with the output of --debug.' : '';
  return `rs-sam: ${linesOf(error).map(printable).join('\n')}${hint}\n`;
}

const LANGUAGE = [TypeError, ReferenceError, RangeError, SyntaxError];

/** A message is one line, except that an error with steps to do by hand has one line for each and one above them. */
function linesOf(error: Error): string[] {
  const steps: unknown = error instanceof RsSamError && 'byHand' in error ? error.byHand : null;
  const lines = error.message.split('\n');
  return Array.isArray(steps) && lines.length === steps.length + 2 ? lines : [error.message];
}

/** The message may have names of files and data in it, so that its line feeds are not those of the stack. */
function stackOf({ name, message, stack = '' }: Error): string {
  const frames = stack.slice(stack.indexOf(message) + message.length).replace(/^\n/, '');
  return `${name}: ${printable(message)}\n${frames}`;
}
