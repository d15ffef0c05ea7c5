import swagger from '@fastify/swagger';
import Fastify from 'fastify';
import { packageVersion } from '../package-version';
import type { App, AppParts } from './app-types';
import { endConnections } from './end-connections';
import { guardRequests } from './guard-requests';
import { problemOf } from './problem';
import { RequestError } from './request-error';
import { addAttentionRoutes } from './routes/attention-routes';
import { addExportRoute } from './routes/export-route';
import { addItemRoutes } from './routes/item-routes';
import { addOperationRoutes } from './routes/operation-routes';
import { addPageRoutes } from './routes/page-routes';
import { addSceneRoutes } from './routes/scene-routes';
import { addSearchRoutes } from './routes/search-routes';
import { schemaMessage } from './schema-message';

/** The largest body of a route that does not say its own. */
const BODY_BYTES = 64 * 1024;

/** The application without an address: routes, checks, and the document that describes them. */
export async function buildApp(parts: AppParts): Promise<App> {
  const app: App = Fastify({
    bodyLimit: BODY_BYTES,
    requestTimeout: 1000 * parts.limits.seconds,
    // Connections with a request are answered before the server ends; endConnections sees to the rest.
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 3000 },
    // A value of an address is a text; other texts than numbers are not taken for one, and no unknown value is dropped silently.
    ajv: { customOptions: { coerceTypes: 'array', removeAdditional: false, allErrors: false } },
    schemaErrorFormatter: schemaMessage,
  });
  for (const type of [/^image\//, 'application/octet-stream']) {
    app.addContentTypeParser(type, { parseAs: 'buffer' }, (_, body, done) => done(null, body));
  }
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'rs-sam serve',
        version: packageVersion(),
        description: 'Search of a gallery of remote-sensing images by sentence and by image.',
      },
      components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
      ...(parts.access !== null && { security: [{ token: [] }] }),
    },
  });
  endConnections(app);
  guardRequests(app, parts);
  app.setErrorHandler((error: Error, _, reply) => {
    const { problem, isServers, retryAfter } = problemOf(error);
    if (isServers) parts.onProblem(error);
    if (retryAfter !== null) reply.header('retry-after', retryAfter);
    return reply.code(problem.status).type('application/problem+json').serializer(JSON.stringify).send(problem);
  });
  app.setNotFoundHandler(() => {
    throw new RequestError(
      404,
      'RS_SAM_NO_ROUTE',
      'There is nothing at this address; /api/openapi.json lists what is.',
    );
  });
  addSearchRoutes(app, parts);
  addItemRoutes(app, parts);
  addSceneRoutes(app, parts);
  addAttentionRoutes(app, parts);
  addExportRoute(app, parts);
  addOperationRoutes(app, parts);
  addPageRoutes(app, parts);
  return app;
}
