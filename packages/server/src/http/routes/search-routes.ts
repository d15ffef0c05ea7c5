import { parseFilter } from '@rs-sam/search';
import { parseRegion } from '@rs-sam/search/scene';
import type { App, AppParts } from '../app-types';
import { RequestError } from '../request-error';
import { PageAnswer, ProblemAnswer } from '../schemas/answer-schemas';
import { ImageParameters, MOST_RESULTS, SimilarParameters, TextParameters } from '../schemas/query-schemas';
import { whileConnected } from '../while-connected';

const answers = { 200: PageAnswer, '4xx': ProblemAnswer, '5xx': ProblemAnswer };
const config = { computes: true };

/** Any bytes: what they are is checked where they are decoded. */
const FILE = { description: 'An image file.' };

/** `GET /api/search` by a sentence, `POST /api/search` by an image, `GET /api/similar` by items. */
export function addSearchRoutes(app: App, { inference, limits }: AppParts): void {
  app.get(
    '/api/search',
    {
      config,
      schema: {
        ...{ operationId: 'searchByText', summary: 'Images that a sentence describes', tags: ['search'] },
        ...{ querystring: TextParameters, response: answers },
      },
    },
    async ({ query }, reply) => {
      const { text, without, all = false } = query;
      const asked = { ...pageOf(query), text, without, ...(all && { fits: null }) };
      return inference.run('text', asked, whileConnected(reply));
    },
  );

  app.get(
    '/api/similar',
    {
      config,
      schema: {
        ...{ operationId: 'searchByItems', summary: 'Images like items of the gallery', tags: ['search'] },
        ...{ querystring: SimilarParameters, response: answers },
      },
    },
    async ({ query }, reply) => inference.run('items', { ...pageOf(query), right: query.right }, whileConnected(reply)),
  );

  app.post(
    '/api/search',
    {
      config,
      bodyLimit: limits.uploadBytes,
      schema: {
        ...{ operationId: 'searchByImage', summary: 'Images like an image, whose file is the body', tags: ['search'] },
        body: { content: { 'image/*': { schema: FILE }, 'application/octet-stream': { schema: FILE } } },
        ...{ querystring: ImageParameters, response: answers },
      },
    },
    async ({ query, body }, reply) => {
      if (!Buffer.isBuffer(body)) {
        throw new RequestError(415, 'RS_SAM_REQUEST', 'Send the image file itself, with the content type image/*.');
      }
      return inference.run('image', { ...pageOf(query), bytes: body }, whileConnected(reply));
    },
  );
}

/** @throws RegionError, RequestError for what is no JSON */
function regionOf({ region, regionShare }: Pick<ImageParameters, 'region' | 'regionShare'>) {
  if (region === undefined) return null;
  try {
    return parseRegion(JSON.parse(region), regionShare ?? null);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new RequestError(400, 'RS_SAM_REQUEST', 'The parameter region is no JSON; it must be GeoJSON.');
  }
}

/** @throws RequestError for a page that is not served, FilterError */
function pageOf({ page = 1, pageSize = 24, filter, fold = true, right, wrong, ...where }: ImageParameters) {
  if (page * pageSize > MOST_RESULTS) {
    const problem = `Of a search, ${MOST_RESULTS} results are served: page × pageSize may not be larger. Use a filter.`;
    throw new RequestError(400, 'RS_SAM_REQUEST', problem);
  }
  return {
    page,
    pageSize,
    right,
    wrong,
    region: regionOf(where),
    filter: filter === undefined ? null : parseFilter(filter),
    ...(!fold && { fold: null }),
  };
}
