import { printableLines } from '@rs-sam/foundation/text';

/** A stream that text is written to. */
interface TextStream {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** The streams and the abort signal of a command; tests pass their own. */
export interface Terminal {
  /** Results. */
  readonly stdout: TextStream;
  /** Everything else: progress, notes, errors. */
  readonly stderr: TextStream & NodeJS.WritableStream;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Aborted when the user interrupts the command. */
  readonly signal: AbortSignal;
}

/** A terminal that obeys nothing in a text but its line feeds, whatever a file name or a caption has in it. */
export interface GuardedTerminal extends Pick<Terminal, 'environment' | 'signal'> {
  readonly stdout: TextStream;
  readonly stderr: TextStream;
  /** For the progress bar, which moves the cursor. The texts that it draws have to be printable. */
  readonly drawing: Terminal['stderr'];
}

export function guardTerminal({ stdout, stderr, environment, signal }: Terminal): GuardedTerminal {
  const guarded = (stream: TextStream): TextStream => ({
    isTTY: stream.isTTY === true,
    write: (text) => stream.write(printableLines(text)),
  });
  return { stdout: guarded(stdout), stderr: guarded(stderr), drawing: stderr, environment, signal };
}

/** Whether stderr is a terminal, on which a progress bar can be redrawn. */
export function isWatched({ stderr, environment }: GuardedTerminal): boolean {
  return stderr.isTTY === true && !environment.CI && environment.TERM !== 'dumb';
}
