/** A stream that text is written to. */
interface TextStream {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** The surroundings of a command; a test passes its own. */
export interface Terminal {
  /** Results. */
  readonly stdout: TextStream;
  /** Everything else: progress, notes, errors. */
  readonly stderr: TextStream & NodeJS.WritableStream;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Aborted when the user interrupts the command. */
  readonly signal: AbortSignal;
}

/** Whether stderr is a terminal that a person sees, so that a progress bar can be redrawn. */
export function isWatched({ stderr, environment }: Terminal): boolean {
  return stderr.isTTY === true && !environment.CI && environment.TERM !== 'dumb';
}
