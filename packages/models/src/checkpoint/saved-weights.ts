import type { NamedWeight, RetrievalModel } from '../contract/retrieval-model';

/** The weights that a checkpoint contains: the trainable ones, and the pretrained vectors of the vocabulary if the model has them. */
export function savedWeights({
  weights,
  pretrained,
}: Pick<RetrievalModel, 'weights' | 'pretrained'>): readonly NamedWeight[] {
  return pretrained === undefined ? weights : [...weights, pretrained];
}
