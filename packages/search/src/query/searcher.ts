import { itemCount } from '@rs-sam/core/tiles';
import { checkShape } from '@rs-sam/foundation/errors';
import { type Encoding, type LoadedCheckpoint, readCaptions } from '@rs-sam/models';
import { checkKnownWords, type PretrainedWords } from '@rs-sam/text-encoder/pretrained';
import { dispose, tensor3d, tidy } from '@tensorflow/tfjs-core';
import type { Gallery, NearestQuery } from '../gallery/gallery';
import type { ShortlistHead } from '../shortlist/shortlist-head';
import { shortlistVectors } from '../shortlist/shortlist-vectors';
import { candidateCount } from './candidate-count';
import { checkQuery } from './check-query';
import { confidenceOf, excluded, fittingItems, leastConfidence } from './confidence';
import { captionsOf, describeImage, type FoundCaption } from './describe-image';
import { type Feedback, readFeedback, rocchioScores } from './feedback';
import { readEncoding } from './host-encoding';
import { imageLikeness } from './image-likeness';
import { type Found, pageOf, type Scored } from './page-of';
import { eachBlock, scoreItems } from './score-items';
import type { ImageQuery, ItemQuery, PageOptions, SearchPage, TextQuery } from './search-page';
import { encodeSentences } from './sentences';

/** What a search needs: a gallery, and the model and head that it was made with. */
export interface SearcherParts {
  readonly gallery: Gallery;
  readonly checkpoint: Pick<LoadedCheckpoint, 'model' | 'vocabulary' | 'text' | 'manifest'>;
  readonly head: ShortlistHead | null;
  /** The table that the model was trained with, for words that it was not trained on. Default: none. */
  readonly pretrained?: PretrainedWords | undefined;
}

/** Searches a gallery. It computes in the current engine of tfjs. In each search, marked items change the scores, see `rocchioScores`. */
export interface Searcher {
  /**
   * Images that a sentence describes: a shortlist, then the model's own score.
   *
   * `without`: from the score of an item is taken what the excluded sentence scores above the mean μ of unrelated sentences,
   * `s − max(0, s_without − μ)`; without a head, μ is 0.
   *
   * @throws NoKnownWordError where the model can read no word of a sentence; NoItemError.
   */
  byText(query: TextQuery): Promise<SearchPage>;
  /**
   * Images like an image, see `imageLikeness`, and captions that describe it.
   *
   * @throws NoItemError
   */
  byImage(query: ImageQuery): Promise<SearchPage>;
  /**
   * Images like items of the gallery: the mean of their likeness to each.
   *
   * @throws NoItemError
   */
  byItems(query: ItemQuery): Promise<SearchPage>;
}

/** Similar items whose captions may describe an image. */
const NEAR = 50;

/** One way in which a shortlist looks for candidates. */
type Direction = Pick<NearestQuery, 'vector' | 'measure'>;

/** The caller closes the gallery and disposes the model. */
export function createSearcher({ gallery, checkpoint, head, pretrained }: SearcherParts): Searcher {
  const { model, manifest } = checkpoint;
  const { kind } = gallery.origin.shortlist;

  const shortlist = async (
    directions: readonly Direction[],
    { filter = null, region = null, page = 1, pageSize = 10, candidates }: PageOptions,
    { wrongKeys }: Feedback,
  ): Promise<Pick<Found, 'matching' | 'keys' | 'encodings'>> => {
    const matching = await gallery.count(filter, region);
    const count = Math.min(matching, candidates ?? candidateCount(matching, page * pageSize));
    const keys = new Set<number>();
    for (const direction of directions) {
      for (const { key } of await gallery.nearest({ ...direction, count, filter, region })) keys.add(key);
    }
    let refused = 0;
    for (const key of wrongKeys) if (keys.delete(key)) refused++;
    return { matching: matching - refused, keys: [...keys], encodings: await gallery.encodings([...keys]) };
  };

  /** Towards the items that are right: the mean of their vectors. Nothing where none is. */
  const towards = ({ right }: Feedback): Direction[] => {
    const count = itemCount(right);
    return count === 0
      ? []
      : [{ vector: meanRow(shortlistVectors(right, 'image', kind, head), count), measure: 'cosine' }];
  };

  /** The captions of the most similar items that describe an image best. */
  const captionsNear = async (image: Encoding, scored: readonly Scored[], count = 10): Promise<FoundCaption[]> => {
    const near = [...scored].sort((a, b) => b.score - a.score).slice(0, NEAR);
    const items = await gallery.items(near.map(({ key }) => key));
    const captions = [...new Set(items.flatMap(({ metadata }) => captionsOf(metadata)))];
    return (await describeImage(checkpoint, image, captions, pretrained)).slice(0, count);
  };

  return {
    async byText(query) {
      checkQuery('byText', query);
      const { text, without, right = [], wrong = [] } = query;
      const isMarked = right.length + wrong.length > 0;
      const feedback = await readFeedback(gallery, query);
      const sentences = without === undefined ? [text] : [text, without];
      const reader = await readCaptions(checkpoint, sentences, { pretrained });
      for (const sentence of sentences) checkKnownWords(sentence, reader.substitutes);
      const texts = encodeSentences(checkpoint, sentences, reader);
      try {
        const vectors = shortlistVectors(await readEncoding(texts), 'text', kind, head);
        const towardsText: Direction = { vector: differenceOf(vectors, sentences.length), measure: 'product' };
        const found = await shortlist([towardsText, ...towards(feedback)], query, feedback);
        const each = await scoreItems(model, found.encodings, texts);
        const scores = Float32Array.from(found.keys, (_, place) => {
          const [own = 0, other] = each.subarray(place * sentences.length, (place + 1) * sentences.length);
          return own - (other === undefined ? 0 : excluded(other, head?.mean ?? 0));
        });
        const final = await rocchioScores(scores, found.encodings, feedback);
        const scored = found.keys.map((key, place): Scored => {
          const confidence = head && confidenceOf(scores[place] as number, head);
          return { key, place, score: final[place] as number, confidence };
        });
        const fits = isMarked ? null : leastConfidence(found.matching);
        const fitting = fittingItems(scored, query.fits === undefined ? fits : query.fits);
        return await pageOf(gallery, fitting, { ...found, query, substitutes: reader.substitutes, captions: [] });
      } finally {
        dispose({ ...texts });
      }
    },
    async byImage(query) {
      checkQuery('byImage', query);
      const { regions: count, depth } = manifest.features;
      checkShape('regions', [query.regions.length], [count * depth], 'Extract them as those of the gallery.');
      const feedback = await readFeedback(gallery, query);
      const image = tidy(() => ({ ...model.encodeImages(tensor3d(query.regions, [1, count, depth])) }));
      try {
        const vector = shortlistVectors(await readEncoding(image), 'image', kind, head);
        const found = await shortlist([{ vector, measure: 'cosine' }, ...towards(feedback)], query, feedback);
        const likeness = await eachBlock(found.encodings, 1, (images) => imageLikeness(image, images));
        const scores = await rocchioScores(likeness, found.encodings, feedback);
        const scored = withoutConfidence(found.keys, scores);
        const captions = await captionsNear(image, scored, query.pageSize);
        return await pageOf(gallery, scored, { ...found, query, substitutes: [], captions });
      } finally {
        dispose(image);
      }
    },
    async byItems(query) {
      checkQuery('byItems', query);
      const feedback = await readFeedback(gallery, query);
      const found = await shortlist(towards(feedback), query, feedback);
      const scores = await rocchioScores(null, found.encodings, feedback);
      return pageOf(gallery, withoutConfidence(found.keys, scores), { ...found, query, substitutes: [], captions: [] });
    },
  };
}

const withoutConfidence = (keys: readonly number[], scores: Float32Array): Scored[] =>
  keys.map((key, place) => ({ key, place, score: scores[place] as number, confidence: null }));

/** The shortlist's vector of a sentence, less that of the excluded one: products are linear. */
function differenceOf(vectors: Float32Array, sentences: number): Float32Array {
  const width = vectors.length / sentences;
  const [text, without] = [vectors.subarray(0, width), vectors.subarray(width)];
  return sentences === 1 ? text : text.map((value, k) => value - (without[k] as number));
}

/** The mean of rows, each divided by its norm. */
function meanRow(rows: Float32Array, count: number): Float32Array {
  const width = rows.length / count;
  const mean = new Float32Array(width);
  for (let row = 0; row < count; row++) {
    const values = rows.subarray(row * width, (row + 1) * width);
    const norm = Math.hypot(...values) || 1;
    for (const [k, value] of values.entries()) mean[k] = (mean[k] as number) + value / norm / count;
  }
  return mean;
}
