import { sampleIndices, seededRandom } from '@rs-sam/foundation/random';
import type { LoadedSearcher } from '@rs-sam/search';
import { confidenceOf, leastConfidence } from '../../packages/search/src/query/confidence';
import { eachScore } from './each-score';
import sentences from './sentences.json' with { type: 'json' };

/** Images of the galleries that are drawn from the whole one, and how many of each are drawn. */
const [SIZES, DRAWN] = [[50, 200, 1000], 40];

/** Sentences that have to be answered or refused, by galleries of one size. */
export interface FittingRow {
  readonly images: number;
  readonly limit: number;
  /** `choose`: those that the limit for 2100 images was chosen on; `measure`: the others. */
  readonly part: 'choose' | 'measure';
  /** The share of the sentences about aerial images that find something: a small gallery may have no image of their kind. */
  readonly answered: number;
  /** The share of the sentences about something else that find nothing. */
  readonly refused: number;
}

/** What the limit of the confidence does, in the gallery and in random parts of it. */
export async function measureFitting(searcher: LoadedSearcher): Promise<FittingRow[]> {
  const { size } = searcher.gallery;
  const sizes = [...SIZES.filter((images) => images < size), size];
  const rows: FittingRow[] = [];
  for (const part of ['choose', 'measure'] as const) {
    const fit = await confidences(searcher, sentences[part].fit);
    const unfit = await confidences(searcher, sentences[part].unfit);
    for (const images of sizes) {
      const limit = leastConfidence(images);
      const galleries = Array.from({ length: images < size ? DRAWN : 1 }, (_, draw) =>
        sampleIndices(size, images, seededRandom(`${images} ${draw}`)),
      );
      const answered = (of: readonly Float32Array[]) => {
        const found = galleries.flatMap((keys) => of.map((each) => keys.some((key) => (each[key] as number) >= limit)));
        return found.filter(Boolean).length / found.length;
      };
      rows.push({ images, limit, part, answered: answered(fit), refused: 1 - answered(unfit) });
    }
  }
  return rows;
}

/** The confidence of every item, for each text. */
async function confidences(searcher: LoadedSearcher, texts: readonly string[]): Promise<Float32Array[]> {
  const { gallery, head } = searcher;
  if (head === null) throw new Error('The checkpoint needs a shortlist head.');
  const result = texts.map(() => new Float32Array(gallery.size));
  await eachScore(searcher, texts, (text, key, score) => {
    (result[text] as Float32Array)[key] = confidenceOf(score, head);
  });
  return result;
}
