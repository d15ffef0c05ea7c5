import { type GalleryItem, NoItemError } from '@rs-sam/search';
import type { App, AppParts } from '../app-types';
import { GalleryAnswer, ItemAnswer, ProblemAnswer } from '../schemas/answer-schemas';
import { ItemParameters, MOST_RESULTS } from '../schemas/query-schemas';
import { sendJpeg } from '../send-jpeg';

/** What a gallery holds: itself, an item, a thumbnail. */
export function addItemRoutes(app: App, { gallery, limits }: AppParts): void {
  const { model, features, thumbnail } = gallery.origin;

  app.get(
    '/api/gallery',
    {
      schema: {
        ...{ operationId: 'gallery', summary: 'The gallery and the limits of the server', tags: ['gallery'] },
        response: { 200: GalleryAnswer, '4xx': ProblemAnswer },
      },
    },
    async () => ({
      ...{
        items: gallery.size,
        scenes: gallery.scenes.length,
        model: model.name,
        backbone: features.backbone,
        thumbnail,
      },
      limits: { uploadBytes: limits.uploadBytes, uploadPixels: limits.uploadPixels, results: MOST_RESULTS },
    }),
  );

  app.get(
    '/api/items/:id',
    {
      schema: {
        ...{ operationId: 'item', summary: 'An item', tags: ['gallery'], params: ItemParameters },
        response: { 200: ItemAnswer, '4xx': ProblemAnswer },
      },
    },
    async ({ params }) => (await itemOf(gallery, params.id)).item,
  );

  app.get(
    '/api/items/:id/thumbnail',
    {
      schema: {
        ...{ operationId: 'thumbnail', summary: 'A small JPEG of an item', tags: ['gallery'], params: ItemParameters },
        produces: ['image/jpeg'],
      },
    },
    async (request, reply) => {
      const { key, item } = await itemOf(gallery, request.params.id);
      return sendJpeg(request, reply, item.sha256, () => gallery.thumbnail(key));
    },
  );
}

/** @throws NoItemError where the gallery has no such item: an id is looked up in the list of items, and never leads to a path. */
export async function itemOf(
  gallery: AppParts['gallery'],
  id: string,
): Promise<{ readonly key: number; readonly item: GalleryItem }> {
  const key = await gallery.keyOf(id);
  const [item] = key === null ? [] : await gallery.items([key]);
  if (key !== null && item !== undefined) return { key, item };
  throw new NoItemError(id);
}
