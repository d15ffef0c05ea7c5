import type { ServerResponse } from 'node:http';

/** A signal that is aborted when the client leaves before its answer: its job then leaves the queue. */
export function whileConnected({ raw }: { readonly raw: ServerResponse }): AbortSignal {
  const left = new AbortController();
  raw.once('close', () => {
    if (!raw.writableFinished) left.abort(new Error('The client has left.'));
  });
  return left.signal;
}
