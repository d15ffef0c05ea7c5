import { RsSamError } from '@rs-sam/foundation/errors';

const REASONS: Readonly<Record<string, string>> = {
  EADDRINUSE: 'another program listens there. Choose another port (--port), or 0 for any free one.',
  EADDRNOTAVAIL: 'this machine does not have that address. Choose another one (--host).',
  EACCES: 'permission is denied. Choose a port from 1024 on (--port).',
};

/** The server cannot listen on its address. */
export class ListenError extends RsSamError {
  override readonly name = 'ListenError';
  override readonly code = 'RS_SAM_LISTEN';

  constructor(
    readonly host: string,
    readonly port: number,
    cause: Error,
  ) {
    const reason = REASONS[(cause as NodeJS.ErrnoException).code ?? ''] ?? cause.message;
    super(`The server cannot listen on port ${port} of ${host}: ${reason}`, { cause });
  }
}
