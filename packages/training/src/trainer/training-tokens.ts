import type { CaptionDataset } from '@rs-sam/datasets';
import { partOf } from '@rs-sam/datasets/splits';
import type { CaptionTokens, ReadTokensOptions, TextNetwork } from '@rs-sam/text-encoder/pretrained';
import type { TrainingConfiguration } from '../configuration/training-configuration';
import { usedParts } from '../configuration/used-parts';
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
  configuration: TrainingConfiguration,
  dataset: CaptionDataset,
  { onEvent, ...options }: TokenOptions,
): Promise<CaptionTokens> {
  const parts = usedParts(configuration).map((part) => partOf(dataset, part));
  const captions = parts.flatMap(({ images }) => images.flatMap((image) => image.captions));
  const onProgress = (done: number, total: number) => onEvent?.({ kind: 'tokens', done, total });
  return text.read(captions, { ...options, onProgress });
}
