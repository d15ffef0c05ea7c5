import type { ModelDefinition, ModelInputs, RetrievalModel } from '@rs-sam/core';
import { type CaptionDataset, partOf, splitHash, splitOf } from '@rs-sam/datasets';
import { Vocabulary } from '@rs-sam/text-encoder';
import type { TrainingConfiguration } from '../configuration/configuration';
import { type Gallery, galleryOf } from '../evaluation/gallery';
import { checkFeatures, type FeatureSource } from '../features';
import { adamStep } from '../optimisation/adam-step';
import { sgdStep } from '../optimisation/sgd-step';
import type { StepOptimizer } from '../optimisation/step-optimizer';
import { modelDefinition } from '../registry';
import { ClassNamesMissingError } from '../sampling/epoch-batches';
import { type TrainingPair, trainingPairs } from '../sampling/training-pairs';
import { EmptyPartError } from './errors';
import { loadWordVectors } from './word-vectors';

/** A model with its data, as it is before the first step. */
export interface TrainingSession {
  readonly model: RetrievalModel;
  readonly inputs: ModelInputs;
  readonly optimizer: StepOptimizer;
  readonly vocabulary: Vocabulary;
  readonly pairs: readonly TrainingPair[];
  readonly images: number;
  /** What the epochs are chosen by; null: nothing. */
  readonly validation: Gallery | null;
  readonly splitHash: string;
}

/** @throws EmptyPartError, FeaturesMissingError, ClassNamesMissingError, ConfigurationError and what the model throws for its options. */
export async function openSession(
  configuration: TrainingConfiguration,
  dataset: CaptionDataset,
  features: FeatureSource,
  registry: readonly ModelDefinition[],
): Promise<TrainingSession> {
  const training = requiredPart(dataset, configuration.trainingPart, features);
  const validation =
    configuration.validationPart === null ? null : requiredPart(dataset, configuration.validationPart, features);
  const unnamed = training.images.find(({ className }) => className === null);
  if (unnamed !== undefined && (configuration.negatives !== 'instance' || configuration.imagesPerClass !== null)) {
    throw new ClassNamesMissingError(unnamed.file);
  }
  const captions = training.images.flatMap((image) => image.captions);
  const vocabulary = Vocabulary.fromCaptions(captions, { minCount: configuration.minCount });
  const encode = (caption: string) => vocabulary.encode(caption);
  const inputs: ModelInputs = {
    vocabularySize: vocabulary.size,
    regionDepth: features.depth,
    regionCount: features.regions,
    seed: configuration.seed,
  };
  const model = modelDefinition(configuration.model, registry).create(configuration.options, inputs);
  if (configuration.wordVectors !== null) {
    await loadWordVectors(configuration.wordVectors, vocabulary, model.weights);
  }
  const variables = model.weights.map(({ variable }) => variable);
  return {
    model,
    inputs,
    optimizer: configuration.optimizer === 'adam' ? adamStep(variables) : sgdStep(variables, configuration.momentum),
    vocabulary,
    pairs: trainingPairs(training, encode),
    images: training.images.length,
    validation: validation && galleryOf(validation, encode),
    splitHash: await splitHash(splitOf(dataset)),
  };
}

/** A part of the split, whose features are all there. */
export function requiredPart(dataset: CaptionDataset, part: string, features: FeatureSource): CaptionDataset {
  const found = partOf(dataset, part);
  if (found.images.length === 0) throw new EmptyPartError(part, Object.keys(splitOf(dataset).parts));
  checkFeatures(
    features,
    part,
    found.images.map(({ file }) => file),
  );
  return found;
}
