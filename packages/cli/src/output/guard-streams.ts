/** The part of a process's stream that is guarded. */
interface OutputStream {
  on(event: 'error', listener: (error: NodeJS.ErrnoException) => void): unknown;
}

/**
 * Keeps a command running when its output can no longer be written. Files that a command has to write do not depend on who reads its
 * output: `rs-sam dataset split … | head -1` still writes every file, and a training does not end because its log does.
 *
 * @returns the problem of stdout in a sentence; null if there was none, or if only its reader has left.
 */
export function guardStreams(stdout: OutputStream, stderr: OutputStream): () => string | null {
  let problem: string | null = null;
  stdout.on('error', (error) => {
    if (LEFT.has(error.code ?? '')) return;
    const reason = error.code === 'ENOSPC' ? 'the disk is full' : error.message;
    problem ??= `Standard output cannot be written: ${reason}. Redirect it to another place and rerun.`;
  });
  stderr.on('error', () => undefined);
  return () => problem;
}

/** The reader of a pipe or a terminal has gone. */
const LEFT = new Set(['EPIPE', 'ECONNRESET', 'EIO', 'ERR_STREAM_DESTROYED', 'ERR_STREAM_WRITE_AFTER_END']);
