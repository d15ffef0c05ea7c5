import { type Static, Type } from 'typebox';

/** The longest sentence. */
const SENTENCE = Type.String({ minLength: 1, maxLength: 1000 });

const ITEM_ID = Type.String({ minLength: 1, maxLength: 1000, description: 'The id of an item, as in results.' });

const marked = (what: string, minItems = 0) =>
  Type.Array(ITEM_ID, { minItems, maxItems: 50, description: `Items that are ${what}.` });

/** How many results of a query are served: `page × pageSize` may not be larger. */
export const MOST_RESULTS = 1000;

const feedback = {
  right: Type.Optional(marked('right: results shall be like them')),
  wrong: Type.Optional(marked('wrong: results shall be unlike them; they are not listed again')),
};

const page = {
  filter: Type.Optional(
    Type.Array(Type.String({ minLength: 1, maxLength: 500 }), {
      maxItems: 20,
      description:
        'Conditions that all have to hold: a field, a comparison and a value, as class=airport|harbour, cloud<0.1, year=2018..2020, file=coast/*.',
    }),
  ),
  region: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 8000,
      description:
        'Where to search, among windows of scenes only: a region as GeoJSON, longitude and latitude; or a rectangle of a scene in its pixels, scene.tif#x,y,width,height.',
    }),
  ),
  regionShare: Type.Optional(
    Type.Number({
      exclusiveMinimum: 0,
      maximum: 1,
      description: 'The share of a window that has to be in the region.',
    }),
  ),
  page: Type.Optional(Type.Integer({ minimum: 1, maximum: MOST_RESULTS, default: 1 })),
  pageSize: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 24 })),
  fold: Type.Optional(
    Type.Boolean({ default: true, description: 'Whether near-duplicates are folded into the best of them.' }),
  ),
};

/** What a search by an image may say, and every other too. */
export const ImageParameters = Type.Object({ ...feedback, ...page }, { additionalProperties: false });
export type ImageParameters = Static<typeof ImageParameters>;

export const SimilarParameters = Type.Object(
  { ...feedback, right: marked('the query: results are like them', 1), ...page },
  { additionalProperties: false },
);

export const TextParameters = Type.Object(
  {
    text: SENTENCE,
    without: Type.Optional(Type.String({ minLength: 1, maxLength: 1000, description: 'What images shall not show.' })),
    all: Type.Optional(
      Type.Boolean({ default: false, description: 'Whether to list also what does not fit, by its confidence.' }),
    ),
    ...feedback,
    ...page,
  },
  { additionalProperties: false },
);

export const ItemParameters = Type.Object({ id: ITEM_ID }, { additionalProperties: false });

export const SceneParameters = Type.Object(
  { file: Type.String({ minLength: 1, maxLength: 1000, description: 'The file of a scene, as in results.' }) },
  { additionalProperties: false },
);

/** How many items' heat maps are computed in one request. */
const MOST_MAPS = 100;

export const AttentionParameters = Type.Object(
  { text: SENTENCE, id: Type.Array(ITEM_ID, { minItems: 1, maxItems: MOST_MAPS, description: 'The items.' }) },
  { additionalProperties: false },
);

export const HeatMapParameters = Type.Object(
  {
    text: SENTENCE,
    word: Type.Optional(
      Type.Integer({ minimum: 0, description: 'The place of the word, from 0; default: the mean of all words.' }),
    ),
  },
  { additionalProperties: false },
);

const result = { rank: Type.Integer({ minimum: 1 }), score: Type.Number(), confidence: Type.Number() };

export const ExportBody = Type.Object(
  {
    format: Type.Union([Type.Literal('csv'), Type.Literal('geojson')]),
    items: Type.Array(
      Type.Object(
        {
          id: ITEM_ID,
          rank: Type.Optional(result.rank),
          score: Type.Optional(result.score),
          confidence: Type.Optional(result.confidence),
        },
        { additionalProperties: false },
      ),
      { minItems: 1, maxItems: MOST_RESULTS, description: 'The items, each with what a search said of it.' },
    ),
  },
  { additionalProperties: false },
);
export type ExportBody = Static<typeof ExportBody>;

export const SessionBody = Type.Object(
  { token: Type.String({ minLength: 1, maxLength: 1000 }) },
  { additionalProperties: false },
);
