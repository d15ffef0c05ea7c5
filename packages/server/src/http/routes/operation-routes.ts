import type { App, AppParts } from '../app-types';
import { RequestError } from '../request-error';
import { HealthAnswer, ProblemAnswer } from '../schemas/answer-schemas';
import { SessionBody } from '../schemas/query-schemas';

const open = { open: true };

/** What operators and the page need: health, metrics, a session, the OpenAPI document. */
export function addOperationRoutes(app: App, { inference, metrics, access }: AppParts): void {
  app.get(
    '/health',
    {
      config: open,
      schema: {
        ...{ operationId: 'health', summary: 'Whether searches can be answered', tags: ['operation'], security: [] },
        response: { 200: HealthAnswer, 503: HealthAnswer },
      },
    },
    async (_, reply) => {
      const { ready } = inference;
      return reply.code(ready ? 200 : 503).send({ status: ready ? 'ok' : 'unavailable' });
    },
  );

  app.get(
    '/metrics',
    { schema: { operationId: 'metrics', summary: 'Metrics for Prometheus', tags: ['operation'] } },
    async (_, reply) => reply.type(metrics.contentType).send(await metrics.text()),
  );

  app.post(
    '/api/session',
    {
      config: open,
      schema: {
        ...{ operationId: 'session', summary: 'Exchanges the token for a cookie', tags: ['operation'], security: [] },
        ...{ body: SessionBody, response: { '4xx': ProblemAnswer } },
      },
    },
    async ({ body }, reply) => {
      if (access === null) return reply.code(204).send();
      if (!access.isToken(body.token)) throw new RequestError(401, 'RS_SAM_TOKEN', 'The token is wrong.');
      return reply.code(204).header('set-cookie', access.sessionCookie).send();
    },
  );

  app.get('/api/openapi.json', { config: open, schema: { hide: true } }, async () => app.swagger());
}
