import { parseFilter } from '@rs-sam/search';
import { parseRegion, windowGeometries } from '@rs-sam/search/scene';
import { parseSceneArea, type SceneArea } from '../../scenes/scene-area';
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
export function addSearchRoutes(app: App, { inference, limits, gallery }: AppParts): void {
  const pageOf = (query: ImageParameters) => pageOptions(query, gallery.scenes);
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

type Scenes = AppParts['gallery']['scenes'];

/** @throws RegionError, RequestError for what is no JSON, and for an area of a scene that is not known or has no place on the earth */
function regionOf({ region, regionShare }: Pick<ImageParameters, 'region' | 'regionShare'>, scenes: Scenes) {
  if (region === undefined) return null;
  const area = parseSceneArea(region);
  if (area !== null) return parseRegion(placeOf(area, scenes), regionShare ?? null);
  try {
    return parseRegion(JSON.parse(region), regionShare ?? null);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const problem = 'The parameter region is neither GeoJSON nor an area of a scene, scene.tif#x,y,width,height.';
    throw new RequestError(400, 'RS_SAM_REQUEST', problem);
  }
}

/** The polygon of an area of a scene. */
function placeOf({ file, window }: SceneArea, scenes: Scenes) {
  const scene = scenes.find((one) => one.file === file);
  if (scene === undefined) throw new RequestError(400, 'RS_SAM_NO_SCENE', `The gallery has no scene "${file}".`);
  const place = windowGeometries(scene)(window).wgs84;
  if (place !== null) return place;
  const problem = `The scene "${file}" has no place on the earth that is known; a region cannot be searched in it.`;
  throw new RequestError(422, 'RS_SAM_NO_PLACE', problem);
}

/** @throws RequestError for a page that is not served, FilterError */
function pageOptions(
  { page = 1, pageSize = 24, filter, fold = true, right, wrong, ...where }: ImageParameters,
  scenes: Scenes,
) {
  if (page * pageSize > MOST_RESULTS) {
    const problem = `Of a search, ${MOST_RESULTS} results are served: page × pageSize may not be larger. Use a filter.`;
    throw new RequestError(400, 'RS_SAM_REQUEST', problem);
  }
  return {
    page,
    pageSize,
    right,
    wrong,
    region: regionOf(where, scenes),
    filter: filter === undefined ? null : parseFilter(filter),
    ...(!fold && { fold: null }),
  };
}
