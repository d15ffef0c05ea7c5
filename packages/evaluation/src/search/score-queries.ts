import { type CaptionModel, readCaptions } from '@rs-sam/models';
import type { PretrainedWords } from '@rs-sam/text-encoder/pretrained';
import type { FeatureSource } from '../features/feature-source';
import { scoredItems } from '../gallery/gallery';
import { scoreWholeGallery } from '../gallery/score-blocks';

/** A trained model with the vocabulary or the text network that it was trained with. */
export type SearchModel = CaptionModel;

/** The images, the captions and the models that score them. */
export interface QueryScoring {
  /** The scores of several models, an ensemble, are added. */
  readonly models: readonly SearchModel[];
  readonly features: FeatureSource;
  /** Files of the images, which are their keys in the feature store; at least one. */
  readonly files: readonly string[];
  readonly captions: readonly string[];
  /** The table that the models were trained with, for words that they were not trained on. Default: none. */
  readonly pretrained?: PretrainedWords | undefined;
  /** The folder of a store for the tokens that text networks compute of captions. Default: they are in memory only. */
  readonly tokenStore?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Called after every block of images and captions, over all models. */
  readonly onBlock?: (done: number, total: number) => void;
}

/** S [files, captions], row-major: every image with every caption. */
export async function scoreQueries(scoring: QueryScoring): Promise<Float32Array> {
  const { models, features, files, captions, pretrained, tokenStore: store, signal, onBlock } = scoring;
  const sum = new Float32Array(files.length * captions.length);
  for (const [index, member] of models.entries()) {
    const items = scoredItems(files, captions, await readCaptions(member, captions, { pretrained, store, signal }));
    const scores = await scoreWholeGallery(member.model, features, items, {
      signal,
      onBlock: ({ block, blocks }) => onBlock?.(index * blocks + block + 1, models.length * blocks),
    });
    for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] as number) + (scores[i] as number);
  }
  return sum;
}
