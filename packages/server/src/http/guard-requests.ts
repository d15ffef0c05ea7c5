import type { App, AppParts } from './app-types';
import { namesLoopback } from './loopback';
import { RequestError } from './request-error';
import { SECURITY_HEADERS } from './security-headers';

/** What every request passes before its route: its origin, its token, a place for what computes; and what every answer carries. */
export function guardRequests(app: App, { access, admission, metrics, limits }: AppParts): void {
  app.addHook('onRequest', async (request, reply) => {
    reply.headers({ ...SECURITY_HEADERS, 'cache-control': 'no-store' });
    const { open = false, computes = false } = request.routeOptions.config;
    if (access === null && !namesLoopback(request.headers.host)) {
      const problem = 'The header host names another machine. Use the address localhost, or give the server a token.';
      throw new RequestError(421, 'RS_SAM_HOST', problem);
    }
    if (!open && request.headers['sec-fetch-site'] === 'cross-site') {
      throw new RequestError(403, 'RS_SAM_ORIGIN', 'Pages of other sites may not use this server.');
    }
    if (!open && access !== null && !access.allows(request.headers)) {
      reply.header('www-authenticate', 'Bearer');
      throw new RequestError(401, 'RS_SAM_TOKEN', 'This server needs its token: send it as `authorization: Bearer …`.');
    }
    if (!computes) return;
    if (Number(request.headers['content-length'] ?? 0) > limits.uploadBytes) {
      throw new RequestError(413, 'RS_SAM_UPLOAD', `The body is larger than the limit of ${limits.uploadBytes} bytes.`);
    }
    reply.raw.once('close', admission.enter());
  });

  app.addHook('onResponse', async ({ method, routeOptions }, reply) => {
    metrics.answered(routeOptions.url ?? 'none', method, reply.statusCode, reply.elapsedTime / 1000);
  });
}
