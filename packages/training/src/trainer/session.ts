import { partOf } from '@rs-sam/datasets/splits';
import { type CaptionEncoding, requiredPart } from '@rs-sam/evaluation/gallery';
import type { CheckpointManifest, ModelDefinition, ModelInputs, RetrievalModel, WordFeatures } from '@rs-sam/models';
import { modelDefinition, savedWeights, tokenReader } from '@rs-sam/models';
import { Vocabulary } from '@rs-sam/text-encoder';
import { openTextNetwork, textNetworkFile } from '@rs-sam/text-encoder/node/onnx';
import type { Spelling, TextNetwork } from '@rs-sam/text-encoder/pretrained';
import { ConfigurationError } from '../configuration/configuration-error';
import type { TrainingConfiguration } from '../configuration/training-configuration';
import { usedParts } from '../configuration/used-parts';
import { checkInit } from '../init/check-init';
import { copyWeights } from '../init/copy-weights';
import { describeInit } from '../init/describe-init';
import type { InitRecord, NewInit, ResumedInit } from '../init/open-init';
import { TrainingLoss } from '../loss/training-loss';
import { makeOptimizer } from '../optimisation/make-optimizer';
import type { StepOptimizer } from '../optimisation/step-optimizer';
import { WeightAverages } from '../optimisation/weight-averages';
import { type TrainingPair, trainingPairs } from '../sampling/training-pairs';
import { type DataRecords, dataRecords } from '../sources/data-records';
import { describeSources } from '../sources/describe-sources';
import type { TrainingData } from '../sources/join-sources';
import type { TrainingFeatures } from '../sources/joined-features';
import { openPretrainedWords, setPretrainedWords, sha256OfFile } from './pretrained-words';
import { describeSpellings, trainingSpellings } from './training-spellings';
import { readTrainingTokens, type TokenOptions } from './training-tokens';
import { type ValidationPart, validationParts } from './validation-parts';
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
  /** What the ids of the pairs stand for besides words of the vocabulary. */
  readonly words: WordFeatures;
  readonly pairs: readonly TrainingPair[];
  readonly images: number;
  /** By the file of a pair. */
  readonly features: TrainingFeatures;
  /** The parts that choose the best epoch, one of each data set; empty: none. */
  readonly validations: readonly ValidationPart[];
  readonly records: DataRecords;
  /** SHA-256 of the file of word vectors; null without one. */
  readonly wordVectors: string | null;
  /** SHA-256 of the file of pretrained words; null without one. */
  readonly pretrainedWords: string | null;
  /** The frozen text network; null without one. */
  readonly textNetwork: CheckpointManifest['textNetwork'];
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
  data: TrainingData,
  registry: readonly ModelDefinition[],
  init: NewInit | ResumedInit | null,
  tokenOptions: TokenOptions,
): Promise<TrainingSession> {
  const { textNetwork } = configuration;
  for (const { name, dataset, features } of data.sources) {
    for (const part of usedParts(configuration)) {
      requiredPart(dataset, part, features, data.sources.length > 1 ? name : null);
    }
  }
  const text = textNetwork === null ? null : await openTextNetwork(textNetworkFile(textNetwork));
  try {
    return await sessionWith(text, configuration, data, registry, init, tokenOptions);
  } finally {
    // The session has the tokens of every caption that it needs.
    await text?.dispose();
  }
}

async function sessionWith(
  text: TextNetwork | null,
  configuration: TrainingConfiguration,
  data: TrainingData,
  registry: readonly ModelDefinition[],
  init: NewInit | ResumedInit | null,
  tokenOptions: TokenOptions,
): Promise<TrainingSession> {
  const training = partOf(data.dataset, configuration.trainingPart);
  const captions = training.images.flatMap((image) => image.captions);
  const definition = modelDefinition(configuration.model, registry);
  const source = init?.kind === 'new' ? init : null;
  const { pretrainedWords, wordVectors } = configuration;
  const pretrained = pretrainedWords === null ? null : await openPretrainedWords(pretrainedWords);
  const textNetwork = text?.record ?? null;
  if (source !== null) {
    const features = data.features.identity;
    checkInit(source, configuration, { definition, features, pretrained, textNetwork });
  }
  const spellings = await trainingSpellings(configuration, captions, pretrained?.table);
  const vocabulary = vocabularyOf(captions, configuration, spellings, init);
  const inputs: ModelInputs = {
    vocabularySize: vocabulary.size,
    regionDepth: data.features.depth,
    regionCount: data.features.regions,
    seed: configuration.seed,
    ...(pretrained && { pretrainedDim: pretrained.table.dimension }),
    ...(text && { tokenDim: text.dimension }),
  };
  const model = definition.create(configuration.options, inputs);
  const notes = spellings.length === 0 ? [] : [describeSpellings(spellings)];
  let reader: CaptionEncoding = vocabulary;
  try {
    if (wordVectors !== null) await loadWordVectors(wordVectors, vocabulary, model.weights);
    if (pretrainedWords !== null && pretrained !== null) {
      notes.push(...setPretrainedWords(pretrainedWords, model, vocabulary, pretrained.table));
    }
    // After the vectors of words: those are for the words that the checkpoint does not have.
    if (source !== null) copyWeights(savedWeights(model), source.files, vocabulary.size);
    if (text !== null) {
      if (model.tokenDim !== text.dimension) {
        const expected = 'null: this model does not read the tokens of a text network';
        throw new ConfigurationError([{ field: 'textNetwork', value: configuration.textNetwork, expected }]);
      }
      // Last, because it takes long.
      reader = tokenReader(await readTrainingTokens(text, configuration, data.dataset, tokenOptions));
    }
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
    words: reader,
    pairs: trainingPairs(training, (caption) => reader.encode(caption)),
    images: training.images.length,
    features: data.features,
    validations: validationParts(data, configuration, reader),
    records: await dataRecords(data, configuration),
    wordVectors: wordVectors === null ? null : await sha256OfFile(wordVectors),
    pretrainedWords: pretrained?.sha256 ?? null,
    textNetwork,
    init: init?.record ?? null,
    notes: [
      ...describeSources(data, configuration),
      ...(source === null ? [] : [describeInit(source.record.checkpoint, source.files.vocabulary, vocabulary)]),
      ...(text === null ? [] : [`Words are the tokens of ${text.record.file}, ${text.dimension} numbers each.`]),
      ...notes,
    ],
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
