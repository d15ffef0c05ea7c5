import type { Socket } from 'node:net';
import type { App } from './app-types';

/**
 * Lets `app.close()` end as soon as the requests that were received are answered. Of the other connections Node closes those alone that
 * have had an answer; one on which no whole request came, as a browser opens it ahead of need, it keeps for a minute.
 */
export function endConnections(app: App): void {
  const unasked = new Set<Socket>();
  let closing = false;
  app.server.on('connection', (socket: Socket) => {
    if (closing) return socket.destroy();
    unasked.add(socket);
    socket.once('close', () => unasked.delete(socket));
  });
  app.server.on('request', ({ socket }) => unasked.delete(socket));
  app.addHook('preClose', async () => {
    closing = true;
    for (const socket of unasked) socket.destroy();
  });
  app.addHook('onSend', async (_, reply) => {
    // A connection that is kept alive would hold up the end of the server.
    if (closing) reply.header('connection', 'close');
  });
}
