import { ConfigurationError } from './configuration-error';
import type { TrainingConfiguration } from './training-configuration';

/**
 * Checks the fields of a configuration against each other.
 *
 * @throws ConfigurationError for the first that contradicts another; of what has no effect with a text network, for all.
 */
export function checkConsistency(configuration: TrainingConfiguration): void {
  const refuse = (field: keyof TrainingConfiguration, expected: string): never => {
    throw new ConfigurationError([{ field, value: configuration[field], expected }]);
  };
  const { optimizer, momentum, weightDecay, tripletWeight, infoNce, wordVectors, pretrainedWords } = configuration;
  const { textNetwork, validationPart, patience, imagesPerClass, batchSize } = configuration;
  if (optimizer === 'adam' && momentum !== 0) {
    refuse('momentum', "0 with the optimizer 'adam', which has its own moments");
  }
  if (optimizer === 'sgd' && weightDecay !== 0) {
    refuse('weightDecay', "0 with the optimizer 'sgd': it is the weight decay of AdamW");
  }
  if (tripletWeight === 0 && infoNce === null) {
    refuse('tripletWeight', 'above 0 without infoNce, or there is no loss');
  }
  if (wordVectors !== null && pretrainedWords !== null) {
    refuse('wordVectors', 'null with pretrainedWords, beside which learned vectors start at 0');
  }
  if (textNetwork !== null) checkWithTextNetwork(configuration);
  if (validationPart === null && patience !== null) {
    refuse('patience', 'null without a validation part, on which it counts epochs');
  }
  if (imagesPerClass !== null && imagesPerClass > batchSize) {
    refuse('imagesPerClass', `at most the batch size, ${batchSize}`);
  }
}

/** The options of models that are of the embedding and the GRU alone. */
const VOCABULARY_OPTIONS = ['embeddingDim', 'wordVectorDropout', 'resetAfter', 'bidirectional'];

/** @throws ConfigurationError for what has no effect with a text network. */
function checkWithTextNetwork(configuration: TrainingConfiguration): void {
  const without = { minCount: 1, wordVectors: null, pretrainedWords: null, foldSpelling: false } as const;
  const problems = Object.entries(without).flatMap(([field, none]) => {
    const value = configuration[field as keyof typeof without];
    const expected = `${JSON.stringify(none)} with textNetwork, which reads every word as it is`;
    return value === none ? [] : [{ field, value, expected }];
  });
  const options = Object.entries(configuration.options).flatMap(([name, value]) => {
    const expected = 'left out with textNetwork, which takes the place of the embedding and the GRU';
    return VOCABULARY_OPTIONS.includes(name) ? [{ field: `options.${name}`, value, expected }] : [];
  });
  if (problems.length + options.length > 0) throw new ConfigurationError([...problems, ...options]);
}
