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

/** Whether stderr is a terminal, on which a progress bar can be redrawn. */
export function isWatched({ stderr, environment }: Terminal): boolean {
  return stderr.isTTY === true && !environment.CI && environment.TERM !== 'dumb';
}
