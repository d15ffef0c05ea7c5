import { createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { messageWithCause } from '@rs-sam/foundation/errors';
import { FileWriteError } from '@rs-sam/foundation/files';
import type { PullWeightsOptions } from './pull-options';

/**
 * Downloads a file. Where an earlier download was interrupted, it is resumed.
 *
 * @param part the file, incomplete until this returns; the caller checks its hash.
 * @param unreachable makes the error of a file that the server does not give.
 * @throws what `unreachable` makes; the reason of `signal`; what `onProgress` throws; FileWriteError where the disk is full or not writable.
 */
export async function download(
  url: string,
  part: string,
  { onProgress, signal }: PullWeightsOptions,
  unreachable: (reason: string, cause: Error) => Error,
): Promise<void> {
  const have = await stat(part).then(
    ({ size }) => size,
    () => 0,
  );
  let response: Response;
  try {
    response = await fetch(url, {
      headers: have > 0 ? { range: `bytes=${have}-` } : {},
      ...(signal ? { signal } : {}),
    });
    // The file is complete.
    if (response.status === 416) return;
    checkAnswer(response);
  } catch (error) {
    throw signal?.aborted ? error : unreachable(messageWithCause(error as Error), error as Error);
  }
  const resumed = response.status === 206;
  let received = resumed ? have : 0;
  const length = response.headers.get('content-length');
  const total = length === null ? undefined : received + Number(length);
  let ofCallback: unknown;
  const counting = new Transform({
    transform(chunk: Uint8Array, _, done) {
      received += chunk.length;
      try {
        onProgress?.({ received, total });
      } catch (error) {
        ofCallback = error;
        return done(error as Error);
      }
      done(null, chunk);
    },
  });
  const file = createWriteStream(part, { flags: resumed ? 'a' : 'w' });
  try {
    await pipeline(
      Readable.fromWeb(response.body as ReadableStream<Uint8Array>),
      counting,
      file,
      signal ? { signal } : {},
    );
  } catch (error) {
    if (signal?.aborted || error === ofCallback) throw error;
    // A connection that breaks off destroys the file's stream with the same error, so the error has to tell which of them failed.
    throw isDiskError(error)
      ? new FileWriteError(part, error)
      : unreachable(messageWithCause(error as Error), error as Error);
  }
}

/** Whether a system call on a file failed. An error of the network is of another call, or of none. */
function isDiskError(error: unknown): boolean {
  return ['open', 'write', 'writev', 'close', 'fsync'].includes((error as NodeJS.ErrnoException).syscall ?? '');
}

/** @throws Error where the server gives no content. */
export function checkAnswer({ ok, body, status, statusText }: Response): void {
  if (!ok || body === null) throw new Error(`the server answers ${status} ${statusText}`);
}
