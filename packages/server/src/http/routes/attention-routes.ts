import { meanMap, renderHeatMap } from '@rs-sam/search/where';
import type { Attention } from '../../inference/jobs';
import type { App, AppParts } from '../app-types';
import { RequestError } from '../request-error';
import { AttentionAnswer, ProblemAnswer } from '../schemas/answer-schemas';
import { AttentionParameters, HeatMapParameters, ItemParameters } from '../schemas/query-schemas';
import { whileConnected } from '../while-connected';
import { itemOf } from './item-routes';

const config = { computes: true };

/** Where the words of a sentence look: as numbers over many items, and as an image of one. */
export function addAttentionRoutes(app: App, { inference, gallery }: AppParts): void {
  app.get(
    '/api/attention',
    {
      config,
      schema: {
        ...{ operationId: 'attention', summary: 'Where the words of a sentence look in some items', tags: ['where'] },
        querystring: AttentionParameters,
        response: { 200: AttentionAnswer, '4xx': ProblemAnswer, '5xx': ProblemAnswer },
      },
    },
    async ({ query: { text, id } }, reply) =>
      existing(await inference.run('attention', { text, ids: id }, whileConnected(reply))),
  );

  app.get(
    '/api/items/:id/heat-map',
    {
      config,
      schema: {
        ...{ operationId: 'heatMap', summary: 'An item with the attention of a sentence, as SVG', tags: ['where'] },
        ...{ params: ItemParameters, querystring: HeatMapParameters, produces: ['image/svg+xml'] },
      },
    },
    async ({ params: { id }, query: { text, word } }, reply) => {
      const { key, item } = await itemOf(gallery, id);
      const { words, grid, items } = existing(
        await inference.run('attention', { text, ids: [id] }, whileConnected(reply)),
      );
      const { weights = [], boxes = [] } = items[0] ?? {};
      if (word !== undefined && word >= words.length) {
        const problem = `The parameter word is ${word}, and the sentence has ${words.length} words, counted from 0.`;
        throw new RequestError(400, 'RS_SAM_REQUEST', problem);
      }
      const map = word === undefined ? meanMap({ words, grid, weights }) : (weights[word] as readonly number[]);
      const scale = Math.min(1, gallery.origin.thumbnail / Math.max(item.width, item.height));
      const [width, height] = [item.width, item.height].map((side) => Math.max(1, Math.round(side * scale)));
      const svg = renderHeatMap(map, grid, {
        ...{ width: width as number, height: height as number },
        image: `data:image/jpeg;base64,${Buffer.from(await gallery.thumbnail(key)).toString('base64')}`,
        boxes: word === undefined ? boxes : [],
        title: `Attention of “${word === undefined ? text : words[word]}”`,
      });
      return reply.type('image/svg+xml').send(svg);
    },
  );
}

/** @throws RequestError for a model without attention. */
function existing(attention: Attention | null): Attention {
  if (attention !== null) return attention;
  throw new RequestError(404, 'RS_SAM_NO_ATTENTION', 'The model of this gallery has no attention over a grid.');
}
