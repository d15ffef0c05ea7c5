import { abortSignal, callback, checkOptions, integer, listOf, object, text } from '@rs-sam/foundation/options';

const rules = {
  configuration: object('a training configuration, see resolveConfiguration'),
  dataset: object('a CaptionDataset'),
  features: object('a feature store'),
  folder: text('the path of a folder'),
  engine: text('the name of an engine'),
  checkpointEvery: integer(1),
  metricsEvery: integer(1),
  signal: abortSignal,
  onEvent: callback,
  registry: listOf(object('a model definition'), 'a list of model definitions'),
};

/** @throws InvalidOptionError */
export function checkTrainOptions(options: unknown): void {
  checkOptions('train', rules, options, ['configuration', 'dataset', 'features', 'folder', 'engine']);
}
