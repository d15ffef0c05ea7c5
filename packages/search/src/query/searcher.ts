import { checkShape } from '@rs-sam/foundation/errors';
import { type Encoding, type LoadedCheckpoint, readCaptions } from '@rs-sam/models';
import type { PretrainedWords } from '@rs-sam/text-encoder/pretrained';
import { dispose, tensor3d, tidy } from '@tensorflow/tfjs-core';
import type { Gallery } from '../gallery/gallery';
import type { ShortlistHead } from '../shortlist/shortlist-head';
import { shortlistVectors } from '../shortlist/shortlist-vectors';
import { candidateCount } from './candidate-count';
import { checkQuery } from './check-query';
import { confidenceOf, excluded, FITS } from './confidence';
import { captionsOf, describeImage, type FoundCaption } from './describe-image';
import { readEncoding } from './host-encoding';
import { imageLikeness } from './image-likeness';
import { pageOf, type Scored } from './page-of';
import { eachBlock, scoreItems } from './score-items';
import type { ImageQuery, PageOptions, SearchPage, TextQuery } from './search-page';
import { checkSentence, encodeSentences } from './sentences';

/** What a search needs: a gallery, and the model and head that it was made with. */
export interface SearcherParts {
  readonly gallery: Gallery;
  readonly checkpoint: Pick<LoadedCheckpoint, 'model' | 'vocabulary' | 'text' | 'manifest'>;
  readonly head: ShortlistHead | null;
  /** The table that the model was trained with, for words that it was not trained on. Default: none. */
  readonly pretrained?: PretrainedWords | undefined;
}

/** Searches a gallery. It computes in the current engine of tfjs. */
export interface Searcher {
  /**
   * Images that a sentence describes: a shortlist, then the model's own score.
   *
   * `without`: from the score of an item is taken what the excluded sentence scores above the mean μ of unrelated sentences,
   * `s − max(0, s_without − μ)`; without a head, μ is 0.
   *
   * @throws NoKnownWordError where the model can read no word of a sentence.
   */
  byText(query: TextQuery): Promise<SearchPage>;
  /** Images like an image, see `imageLikeness`, and captions that describe it. */
  byImage(query: ImageQuery): Promise<SearchPage>;
}

/** Similar items whose captions may describe an image. */
const NEAR = 50;

/** The caller closes the gallery and disposes the model. */
export function createSearcher({ gallery, checkpoint, head, pretrained }: SearcherParts): Searcher {
  const { model, manifest } = checkpoint;
  const { kind } = gallery.origin.shortlist;

  const shortlist = async (
    vector: Float32Array,
    measure: 'product' | 'cosine',
    { filter = null, region = null, page = 1, pageSize = 10, candidates }: PageOptions,
  ) => {
    const matching = await gallery.count(filter, region);
    const count = Math.min(matching, candidates ?? candidateCount(matching, page * pageSize));
    const keys = (await gallery.nearest({ vector, count, measure, filter, region })).map(({ key }) => key);
    return { matching, keys, encodings: await gallery.encodings(keys) };
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
      const { text, without, fits = FITS } = query;
      const sentences = without === undefined ? [text] : [text, without];
      const reader = await readCaptions(checkpoint, sentences, { pretrained });
      for (const sentence of sentences) checkSentence(sentence, reader);
      const texts = await encodeSentences(checkpoint, sentences, reader);
      try {
        const vectors = shortlistVectors(await readEncoding(texts), 'text', kind, head);
        const found = await shortlist(differenceOf(vectors, sentences.length), 'product', query);
        const scores = await scoreItems(model, found.encodings, texts);
        const scored = found.keys.map((key, place): Scored => {
          const [own = 0, other] = scores.subarray(place * sentences.length, (place + 1) * sentences.length);
          const score = own - (other === undefined ? 0 : excluded(other, head?.mean ?? 0));
          return { key, place, score, confidence: head && confidenceOf(score, head) };
        });
        const fitting = scored.filter(({ confidence }) => fits === null || confidence === null || confidence >= fits);
        return await pageOf(gallery, fitting, { ...found, query, substitutes: reader.substitutes, captions: [] });
      } finally {
        dispose({ ...texts });
      }
    },
    async byImage(query) {
      checkQuery('byImage', query);
      const { regions: count, depth } = manifest.features;
      checkShape('regions', [query.regions.length], [count * depth], 'Extract them as those of the gallery.');
      const image = tidy(() => ({ ...model.encodeImages(tensor3d(query.regions, [1, count, depth])) }));
      try {
        const vector = shortlistVectors(await readEncoding(image), 'image', kind, head);
        const found = await shortlist(vector, 'cosine', query);
        const likeness = await eachBlock(found.encodings, 1, (images) => imageLikeness(image, images));
        const scored = found.keys.map(
          (key, place): Scored => ({ key, place, score: likeness[place] as number, confidence: null }),
        );
        const captions = await captionsNear(image, scored, query.pageSize);
        return await pageOf(gallery, scored, { ...found, query, substitutes: [], captions });
      } finally {
        dispose(image);
      }
    },
  };
}

/** The shortlist's vector of a sentence, less that of the excluded one: products are linear. */
function differenceOf(vectors: Float32Array, sentences: number): Float32Array {
  const width = vectors.length / sentences;
  const [text, without] = [vectors.subarray(0, width), vectors.subarray(width)];
  return sentences === 1 ? text : text.map((value, k) => value - (without[k] as number));
}
