import { Type } from 'typebox';

const orNull = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) => Type.Union([schema, Type.Null()]);
const count = Type.Integer({ minimum: 0 });

const item = {
  id: Type.String(),
  file: Type.String({ description: 'The image file, relative to the root of the gallery.' }),
  width: count,
  height: count,
  bytes: count,
  sha256: Type.String(),
  metadata: Type.Record(Type.String(), Type.Unknown()),
  window: Type.Optional(
    Type.Object(
      { x: count, y: count, width: count, height: count },
      { description: 'Where in the file the item is, in pixels; only a window of a scene has it.' },
    ),
  ),
};

export const ItemAnswer = Type.Object(item);

export const PageAnswer = Type.Object({
  page: count,
  pageSize: count,
  total: Type.Integer({ description: 'Results on all pages, near-duplicates counted once.' }),
  more: Type.Boolean({ description: 'Whether total counts only what was examined, so that there may be more.' }),
  matching: Type.Integer({ description: 'Items that the filter leaves.' }),
  examined: Type.Integer({ description: 'Items that the model itself scored.' }),
  substitutes: Type.Array(
    Type.Object({
      word: Type.String(),
      by: Type.Union([Type.Literal('vector'), Type.Literal('spelling'), Type.Literal('unknown')]),
      read: Type.Array(Type.String()),
    }),
    {
      description:
        'Words that no training caption has, and what stands for each: its pretrained vector, known words that it is a misspelling of, or nothing.',
    },
  ),
  captions: Type.Array(Type.Object({ caption: Type.String(), score: Type.Number() }), {
    description: 'Of a search by an image: captions of the gallery that describe it, best first.',
  }),
  results: Type.Array(
    Type.Object({
      ...item,
      rank: count,
      score: Type.Number(),
      confidence: orNull(Type.Number()),
      duplicates: Type.Array(Type.String(), { description: 'Ids of near-duplicates that are not listed.' }),
      overlapping: Type.Array(Type.String(), {
        description: 'Ids of windows of the scene that overlap with it and are not listed.',
      }),
    }),
  ),
});

const box = Type.Object({
  x: Type.Number(),
  y: Type.Number(),
  width: Type.Number(),
  height: Type.Number(),
  weight: Type.Number(),
});

export const AttentionAnswer = Type.Object({
  words: Type.Array(Type.String()),
  grid: Type.Array(count, { minItems: 2, maxItems: 2, description: 'Rows and columns.' }),
  items: Type.Array(
    Type.Object({
      id: Type.String(),
      weights: Type.Array(Type.Array(Type.Number()), { description: '[words][rows × columns], row-major.' }),
      boxes: Type.Array(box, { description: 'What stands out of the mean over the words, as shares of the image.' }),
    }),
  ),
});

export const SceneAnswer = Type.Object({
  file: Type.String(),
  width: count,
  height: count,
  crs: orNull(Type.String({ description: 'As EPSG:32632, or what the file calls it.' })),
  extent: orNull(
    Type.Unsafe<object>({
      type: 'object',
      properties: { type: { type: 'string' }, coordinates: {} },
      description: 'Its polygon in WGS 84 as GeoJSON; null where it has no place on the earth that is known.',
    }),
  ),
});

export const GalleryAnswer = Type.Object({
  items: count,
  scenes: Type.Integer({ description: 'How many scenes the items are windows of; 0 in a gallery of images.' }),
  model: Type.String(),
  backbone: Type.String(),
  thumbnail: Type.Integer({ description: 'The longer side of thumbnails, in pixels.' }),
  limits: Type.Object({ uploadBytes: count, uploadPixels: count, results: count }),
});

export const HealthAnswer = Type.Object({ status: Type.Union([Type.Literal('ok'), Type.Literal('unavailable')]) });

export const ProblemAnswer = Type.Object(
  { status: Type.Integer(), title: Type.String(), detail: Type.String(), code: Type.String() },
  { description: 'A problem document, RFC 9457.' },
);
