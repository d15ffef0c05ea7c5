import type { RetrievalModel } from '@rs-sam/models';
import type { Vocabulary } from '@rs-sam/text-encoder';
import type { FeatureSource } from '../features/feature-source';
import { galleryOf } from '../gallery/gallery';
import { scoreWholeGallery } from '../gallery/score-blocks';

/** A trained model and the vocabulary that it was trained with. */
export interface SearchModel {
  readonly model: RetrievalModel;
  readonly vocabulary: Vocabulary;
}

/** What is scored with what, and by whom. */
export interface QueryScoring {
  /** More than one are an ensemble: their scores are added up. */
  readonly models: readonly SearchModel[];
  readonly features: FeatureSource;
  /** Files of the images, as the feature store knows them; at least one. */
  readonly files: readonly string[];
  readonly captions: readonly string[];
  readonly signal?: AbortSignal | undefined;
  /** After every block of images and captions, over all models. */
  readonly onBlock?: (done: number, total: number) => void;
}

/** S [files, captions], row-major: some images with some captions, whatever belongs together. */
export async function scoreQueries(scoring: QueryScoring): Promise<Float32Array> {
  const { models, features, files, captions, signal, onBlock } = scoring;
  const sum = new Float32Array(files.length * captions.length);
  for (const [member, { model, vocabulary }] of models.entries()) {
    // Whose caption it is makes no difference to a score: all of them stand with the first image.
    const images = files.map((file, i) => ({
      ...{ id: file, file, split: null, className: null },
      captions: i === 0 ? captions : [],
    }));
    const gallery = galleryOf({ images }, (caption) => vocabulary.encode(caption));
    const scores = await scoreWholeGallery(model, features, gallery, {
      signal,
      onBlock: ({ block, blocks }) => onBlock?.(member * blocks + block + 1, models.length * blocks),
    });
    for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] as number) + (scores[i] as number);
  }
  return sum;
}
