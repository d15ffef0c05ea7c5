import type { CaptionDataset } from '@rs-sam/datasets';
import { partOf } from '@rs-sam/datasets/splits';
import type { CaptionTokens, ReadTokensOptions, TextNetwork } from '@rs-sam/text-encoder/pretrained';
import type { TrainingConfiguration } from '../configuration/training-configuration';
import type { RunOptions } from './train-options';

/** What computing tokens takes of the options of a training. */
export interface TokenOptions extends Pick<ReadTokensOptions, 'store' | 'signal'>, Pick<RunOptions, 'onEvent'> {}

/**
 * The tokens of the captions that a training reads, by a text network.
 *
 * @throws the reason of `signal` after an abort; with a store, the next call resumes.
 */
export function readTrainingTokens(
  text: TextNetwork,
  { trainingPart, validationPart }: TrainingConfiguration,
  dataset: CaptionDataset,
  { onEvent, ...options }: TokenOptions,
): Promise<CaptionTokens> {
  const parts = validationPart === null ? [trainingPart] : [trainingPart, validationPart];
  const captions = parts.flatMap((part) => partOf(dataset, part).images.flatMap((image) => image.captions));
  const onProgress = (done: number, total: number) => onEvent?.({ kind: 'tokens', done, total });
  return text.read(captions, { ...options, onProgress });
}
