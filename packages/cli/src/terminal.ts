/** A stream that text is written to. */
interface TextStream {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** What a command has around it; a test hands in its own. */
export interface Terminal {
  /** Results. */
  readonly stdout: TextStream;
  /** Everything else: progress, notes, errors. */
  readonly stderr: TextStream & NodeJS.WritableStream;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Aborted when the user wants it to stop. */
  readonly signal: AbortSignal;
}

/** Whether a person watches, so that a line may be drawn over and over. */
export function isWatched({ stderr, environment }: Terminal): boolean {
  return stderr.isTTY === true && !environment.CI && environment.TERM !== 'dumb';
}
