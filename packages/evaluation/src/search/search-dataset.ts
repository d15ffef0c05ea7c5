import type { CaptionDataset, CaptionedImage } from '@rs-sam/datasets';
import { checkKnownWords } from '@rs-sam/text-encoder/pretrained';
import { type Hit, ranked } from './ranked';
import { type QueryScoring, scoreQueries } from './score-queries';
import { wordSubstitutes } from './word-substitutes';

/** The data set to search in, and the models to search with. */
export interface SearchOptions
  extends Pick<QueryScoring, 'models' | 'features' | 'pretrained' | 'tokenStore' | 'signal' | 'onBlock'> {
  /** A data set or a part of one, see `partOf`: its images, or their captions, are ranked. */
  readonly dataset: CaptionDataset;
}

/** A caption of a data set. Captions of several images with the same words are one. */
export interface DistinctCaption {
  readonly caption: string;
  /** The images with this caption. */
  readonly images: readonly CaptionedImage[];
}

/**
 * For each text, every image of the data set by its score.
 *
 * @throws NoKnownWordError for a text in which no model knows a word; FeatureStoreError for an image without features.
 */
export async function searchImages(texts: readonly string[], options: SearchOptions): Promise<Hit<CaptionedImage>[][]> {
  for (const text of texts) checkKnownWords(text, wordSubstitutes(text, options.models, options.pretrained));
  const { images } = options.dataset;
  const files = images.map(({ file }) => file);
  // Queries are not kept: they are few.
  const scores = await scoreQueries({ ...options, files, captions: texts, tokenStore: undefined });
  return texts.map((_, text) => ranked(images, (image) => scores[image * texts.length + text] as number));
}

/**
 * For each image, every distinct caption of the data set by its score.
 *
 * @param files of the query images, which are their keys in `options.features`.
 */
export async function searchCaptions(
  files: readonly string[],
  options: SearchOptions,
): Promise<Hit<DistinctCaption>[][]> {
  const found = captionsOf(options.dataset);
  const captions = found.map(({ caption }) => caption);
  const scores = await scoreQueries({ ...options, files, captions });
  return files.map((_, file) => ranked(found, (caption) => scores[file * captions.length + caption] as number));
}

/** The distinct captions of a data set, in order of appearance. */
function captionsOf({ images }: CaptionDataset): DistinctCaption[] {
  const owners = new Map<string, CaptionedImage[]>();
  for (const image of images) {
    for (const caption of new Set(image.captions)) {
      const known = owners.get(caption);
      if (known) known.push(image);
      else owners.set(caption, [image]);
    }
  }
  return [...owners].map(([caption, of]) => ({ caption, images: of }));
}
