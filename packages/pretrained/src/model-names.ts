import { RsSamError } from '@rs-sam/foundation/errors';

/** The models of the package; each has a card, `cards/<name>.md`. */
export const PRETRAINED_MODELS = ['rsicd-ucm-t2i', 'rsicd-t2i', 'ucm-t2i'] as const;

/** The name of a model of the package: the data sets in the order of its trainings, and the direction. */
export type PretrainedModelName = (typeof PRETRAINED_MODELS)[number];

/** A name that no model of the package has. */
export class UnknownPretrainedModelError extends RsSamError {
  override readonly name = 'UnknownPretrainedModelError';
  override readonly code = 'RS_SAM_UNKNOWN_PRETRAINED_MODEL';

  constructor(readonly model: string) {
    super(`There is no pretrained model ${JSON.stringify(model)}. The models are ${PRETRAINED_MODELS.join(', ')}.`);
  }
}

/** @throws UnknownPretrainedModelError */
export function checkModelName(name: string): asserts name is PretrainedModelName {
  if (!(PRETRAINED_MODELS as readonly string[]).includes(name)) throw new UnknownPretrainedModelError(name);
}
