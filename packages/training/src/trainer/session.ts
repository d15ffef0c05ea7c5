import type { CaptionDataset } from '@rs-sam/datasets';
import { splitHash, splitOf } from '@rs-sam/datasets/splits';
import type { FeatureSource } from '@rs-sam/evaluation';
import { type Gallery, galleryOf, requiredPart } from '@rs-sam/evaluation/gallery';
import { sha256 } from '@rs-sam/foundation/files';
import type { ModelDefinition, ModelInputs, RetrievalModel } from '@rs-sam/models';
import { modelDefinition, savedWeights } from '@rs-sam/models';
import { Vocabulary } from '@rs-sam/text-encoder';
import type { Spelling } from '@rs-sam/text-encoder/pretrained';
import type { TrainingConfiguration } from '../configuration/configuration';
import { checkInit } from '../init/check-init';
import { copyWeights } from '../init/copy-weights';
import { describeInit } from '../init/describe-init';
import type { InitRecord, NewInit, ResumedInit } from '../init/open-init';
import { TrainingLoss } from '../loss/training-loss';
import { makeOptimizer } from '../optimisation/make-optimizer';
import type { StepOptimizer } from '../optimisation/step-optimizer';
import { WeightAverages } from '../optimisation/weight-averages';
import { type TrainingPair, trainingPairs } from '../sampling/training-pairs';
import { openPretrainedWords, setPretrainedWords, sha256OfFile } from './pretrained-words';
import { describeSpellings, trainingSpellings } from './training-spellings';
import { loadWordVectors } from './word-vectors';

/** A model and its data before the first step. */
export interface TrainingSession {
  readonly model: RetrievalModel;
  readonly inputs: ModelInputs;
  readonly loss: TrainingLoss;
  readonly optimizer: StepOptimizer;
  /** Null: validation and checkpoints use the weights of the last step. */
  readonly averages: WeightAverages | null;
  readonly vocabulary: Vocabulary;
  readonly pairs: readonly TrainingPair[];
  readonly images: number;
  /** The part that chooses the best epoch; null: none. */
  readonly validation: Gallery | null;
  readonly splitHash: string;
  /** SHA-256 of the captions and classes of the training and validation images. */
  readonly captions: string;
  /** SHA-256 of the file of word vectors; null without one. */
  readonly wordVectors: string | null;
  /** SHA-256 of the file of pretrained words; null without one. */
  readonly pretrainedWords: string | null;
  /** The checkpoint that the training started from; null: new weights. */
  readonly init: InitRecord | null;
  /** What a reader should know of the session, in sentences. */
  readonly notes: readonly string[];
}

/**
 * @param init null: new weights.
 * @throws EmptyPartError, FeaturesMissingError, ConfigurationError, the model's errors for its options, and FeaturesMismatchError and
 * CheckpointError for a checkpoint that the training cannot start from.
 */
export async function openSession(
  configuration: TrainingConfiguration,
  dataset: CaptionDataset,
  features: FeatureSource,
  registry: readonly ModelDefinition[],
  init: NewInit | ResumedInit | null,
): Promise<TrainingSession> {
  const training = requiredPart(dataset, configuration.trainingPart, features);
  const validation =
    configuration.validationPart === null ? null : requiredPart(dataset, configuration.validationPart, features);
  const captions = training.images.flatMap((image) => image.captions);
  const definition = modelDefinition(configuration.model, registry);
  const source = init?.kind === 'new' ? init : null;
  const { pretrainedWords, wordVectors } = configuration;
  const pretrained = pretrainedWords === null ? null : await openPretrainedWords(pretrainedWords);
  if (source !== null) checkInit(source, configuration, { definition, features, pretrained });
  const spellings = await trainingSpellings(configuration, captions, pretrained?.table);
  const vocabulary = vocabularyOf(captions, configuration, spellings, init);
  const encode = (caption: string) => vocabulary.encode(caption);
  const inputs: ModelInputs = {
    vocabularySize: vocabulary.size,
    regionDepth: features.depth,
    regionCount: features.regions,
    seed: configuration.seed,
    ...(pretrained && { pretrainedDim: pretrained.table.dimension }),
  };
  const model = definition.create(configuration.options, inputs);
  const notes = spellings.length === 0 ? [] : [describeSpellings(spellings)];
  try {
    if (wordVectors !== null) await loadWordVectors(wordVectors, vocabulary, model.weights);
    if (pretrainedWords !== null && pretrained !== null) {
      notes.push(...setPretrainedWords(pretrainedWords, model, vocabulary, pretrained.table));
    }
    // After the vectors of words: those are for the words that the checkpoint does not have.
    if (source !== null) copyWeights(savedWeights(model), source.files, vocabulary.size);
  } catch (error) {
    model.dispose();
    throw error;
  }
  const loss = new TrainingLoss(configuration);
  return {
    model,
    inputs,
    loss,
    optimizer: makeOptimizer(configuration, model.weights, loss.weights),
    averages: configuration.ema === null ? null : new WeightAverages(model.weights, configuration.ema),
    vocabulary,
    pairs: trainingPairs(training, encode),
    images: training.images.length,
    validation: validation && galleryOf(validation, { encode }),
    splitHash: await splitHash(splitOf(dataset)),
    captions: captionsHash([training, ...(validation ? [validation] : [])]),
    wordVectors: wordVectors === null ? null : await sha256OfFile(wordVectors),
    pretrainedWords: pretrained?.sha256 ?? null,
    init: init?.record ?? null,
    notes:
      source === null ? notes : [describeInit(source.record.checkpoint, source.files.vocabulary, vocabulary), ...notes],
  };
}

/** The words of the training captions; behind those of the checkpoint, if the training starts from one. */
function vocabularyOf(
  captions: readonly string[],
  { minCount }: TrainingConfiguration,
  found: readonly Spelling[],
  init: NewInit | ResumedInit | null,
): Vocabulary {
  const options = { minCount, spellings: new Map(found.map(({ word, read }) => [word, read])) };
  if (init === null) return Vocabulary.fromCaptions(captions, options);
  return init.kind === 'resumed' ? init.vocabulary : init.files.vocabulary.extendedBy(captions, options);
}

/** Everything of the data that the weights depend on besides the features: a run with other captions must not resume. */
function captionsHash(parts: readonly CaptionDataset[]): string {
  const content = parts.map(({ images }) => images.map(({ file, className, captions }) => [file, className, captions]));
  return sha256(JSON.stringify(content));
}
