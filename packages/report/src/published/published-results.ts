import * as v from 'valibot';
import published from './published-results.json' with { type: 'json' };

const percentage = v.pipe(v.number(), v.minValue(0), v.maxValue(100));
const rank = v.nullable(v.pipe(v.number(), v.minValue(1)));
const direction = v.nullable(
  v.strictObject({
    recall: v.strictObject({ 1: percentage, 5: percentage, 10: percentage }),
    medianRank: rank,
    meanRank: rank,
  }),
);

/** Published rows, as in `published-results.json`. */
export const publishedResultsSchema = v.strictObject({
  /** The source of each row, by the key that the rows use. */
  sources: v.record(v.string(), v.string()),
  rows: v.array(
    v.strictObject({
      dataset: v.picklist(['ucm', 'sydney', 'rsicd', 'nwpu']),
      model: v.string(),
      /** Which captions are queries: see `ProtocolName` of `@rs-sam/retrieval-metrics`. */
      protocol: v.picklist(['standard', 'paper']),
      source: v.string(),
      imageToText: direction,
      textToImage: direction,
      recallSum: v.nullable(v.number()),
      meanRecall: v.nullable(percentage),
      /** How the row differs from a result of ours. */
      differs: v.pipe(v.string(), v.minLength(1)),
    }),
  ),
});

export type PublishedResults = v.InferOutput<typeof publishedResultsSchema>;
export type PublishedResult = PublishedResults['rows'][number];

/** All published rows. */
export const publishedResults: PublishedResults = v.parse(publishedResultsSchema, published);

/** Common names of the data sets of the published rows. */
const ALIASES: Readonly<Record<PublishedResult['dataset'], RegExp>> = {
  ucm: /ucm|uc[ _-]?merced/i,
  sydney: /sydney/i,
  rsicd: /rsicd/i,
  nwpu: /nwpu/i,
};

/** The data set of the published rows that a name means; undefined for any other. */
export function publishedDatasetOf(name: string): PublishedResult['dataset'] | undefined {
  return (Object.keys(ALIASES) as PublishedResult['dataset'][]).find((dataset) => ALIASES[dataset].test(name));
}

/** The published rows of a data set by its name, as `ucm` or `UCM-Captions`; none for any other. */
export function publishedRowsOf(dataset: string): readonly PublishedResult[] {
  const known = publishedDatasetOf(dataset);
  return publishedResults.rows.filter((row) => row.dataset === known);
}
