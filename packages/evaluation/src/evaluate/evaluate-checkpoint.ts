import type { CaptionDataset } from '@rs-sam/datasets';
import { splitHash, splitOf } from '@rs-sam/datasets/splits';
import { InvalidOptionError } from '@rs-sam/foundation/errors';
import { withFolderLock } from '@rs-sam/foundation/files';
import type { ModelDefinition } from '@rs-sam/models';
import { type CaptionReader, type LoadedCheckpoint, readCaptions } from '@rs-sam/models';
import { loadCheckpointFolder } from '@rs-sam/models/node';
import type { TiePolicy } from '@rs-sam/retrieval-metrics';
import type { PretrainedWords } from '@rs-sam/text-encoder/pretrained';
import { attentionMap } from '../examples/attention-map';
import type { ExampleOptions } from '../examples/example-queries';
import { writeExamples } from '../examples/write-examples';
import { checkSameKind, type FeatureSource } from '../features/feature-source';
import { requiredPart } from '../features/required-part';
import { galleryOf } from '../gallery/gallery';
import { correctedScores, type HubnessBank, type HubnessOptions, hubnessBank, withBank } from '../gallery/hubness-bank';
import type { BlockOptions } from '../gallery/score-blocks';
import { type ScoringProgress, scoreGalleryToDisk } from '../gallery/scored-gallery';
import type { EvaluatedModel, EvaluationResult } from '../results/evaluation-result';
import { writeResult } from '../results/write-result';
import { copyCurves } from './copy-curves';
import { checkEvaluateOptions } from './evaluate-rules';
import { evaluationFingerprint } from './evaluation-fingerprint';

/** Options of `evaluateCheckpoint`. */
export interface EvaluateOptions
  extends Pick<BlockOptions, 'captionsPerBlock' | 'imagesPerBlock' | 'views' | 'signal'> {
  /** A checkpoint's folder, such as `runs/mine/best`. */
  readonly checkpoint: string;
  readonly dataset: CaptionDataset;
  readonly features: FeatureSource;
  /** Where the result is written. An interrupted evaluation in this folder resumes. */
  readonly folder: string;
  /**
   * The table that the model was trained with, for words of the captions that it was not trained on, and for misspelled ones. Default: none,
   * such words are `<unk>`.
   */
  readonly pretrained?: PretrainedWords | undefined;
  /** `onnx:` and the path of the text network, of a model that reads captions by one. Default: the path that it was trained with. */
  readonly textNetwork?: string | undefined;
  /** The folder of a store for the tokens of such a model's captions, as in a training. Default: they are in memory only. */
  readonly tokenStore?: string | undefined;
  /** The part of the split. Default `test`. */
  readonly part?: string;
  /** Takes hubness out of the scores, with a bank of the part that the model was trained on; see `withoutHubness`. Default: no. */
  readonly hubness?: HubnessOptions;
  /** Default `expected`. */
  readonly ties?: TiePolicy;
  /** The engine's name, recorded in the result. */
  readonly engine: string;
  /** Recorded in the result. Default: none. */
  readonly commandLine?: string;
  /** Items per query in the TREC runs. Default: no runs are written. */
  readonly runDepth?: number;
  /** Queries to show. Default: `examples.json` is not written. */
  readonly examples?: ExampleOptions;
  readonly onProgress?: (progress: ScoringProgress) => void;
  /** Called while a text network computes the tokens of captions, with their number. */
  readonly onTokens?: (done: number, total: number) => void;
  /** Default: `modelDefinitions`. */
  readonly registry?: readonly ModelDefinition[];
}

/**
 * Scores every image of a part of the split with every caption, and writes `result.json`, `scores.npy` and the files that the options name.
 *
 * An interrupted evaluation resumes when it is called again with the same folder. If the scores are complete, only the figures are computed
 * again.
 *
 * @throws InvalidOptionError, LockHeldError when another process uses the folder, CheckpointError, FeaturesMismatchError, EmptyPartError,
 * FeaturesMissingError; and the reason of `signal` after an abort.
 */
export async function evaluateCheckpoint(options: EvaluateOptions): Promise<EvaluationResult> {
  checkEvaluateOptions(options);
  return withFolderLock(options.folder, () => evaluateLocked(options));
}

async function evaluateLocked(options: EvaluateOptions): Promise<EvaluationResult> {
  const { checkpoint, dataset, features, folder, pretrained, part = 'test', views = ['identity'] } = options;
  const loaded = await loadCheckpointFolder(checkpoint, options);
  try {
    checkCaptionOptions(loaded, options);
    checkSameKind(features, loaded.manifest.features);
    const evaluated = requiredPart(dataset, part, features);
    const captions = evaluated.images.flatMap((image) => image.captions);
    const { signal, tokenStore, onTokens } = options;
    const bank = options.hubness && bankOf(loaded, options.hubness, { dataset, features, part });
    // A vocabulary has the words of the bank, which is of the training part.
    const read = loaded.text === undefined ? captions : [...captions, ...(bank?.captions ?? [])];
    const words = await readCaptions(loaded, read, { pretrained, signal, store: tokenStore, onProgress: onTokens });
    const gallery = galleryOf(evaluated, words);
    const items = bank === undefined ? gallery : withBank(gallery, bank, words);
    const scored = await scoreGalleryToDisk(loaded.model, features, items, {
      ...options,
      fingerprint: evaluationFingerprint(loaded, features, items, { ...options, views }, bank?.record),
      ...(bank && {
        finish: (matrix) => ({
          scores: correctedScores(matrix, gallery, bank),
          ...{ images: gallery.files.length, captions: gallery.captions.length },
        }),
      }),
    });
    const curves = await copyCurves(checkpoint, folder);
    const examples = await writeExamples(folder, evaluated, gallery, scored.scores, options.examples, (file, caption) =>
      attentionMap(loaded, features, file, caption, pretrained),
    );
    return await writeResult({
      ...options,
      models: [evaluatedModel(loaded, curves, unseenWords(words, pretrained))],
      evaluated,
      part,
      datasetName: features.manifest.dataset.name,
      splitHash: await splitHash(splitOf(dataset)),
      gallery,
      scored,
      examples,
      views,
      hubness: bank?.record ?? null,
    });
  } finally {
    loaded.model.dispose();
    await loaded.text?.dispose();
  }
}

/** @throws InvalidOptionError for what would have no effect. */
function checkCaptionOptions({ text }: LoadedCheckpoint, { pretrained }: EvaluateOptions): void {
  if (text !== undefined && pretrained !== undefined) {
    throw new InvalidOptionError(
      'pretrained',
      pretrained.source,
      'left out: the model reads captions by a text network',
    );
  }
}

function bankOf(
  { configuration }: LoadedCheckpoint,
  hubness: HubnessOptions,
  { dataset, features, part }: { dataset: CaptionDataset; features: FeatureSource; part: string },
): HubnessBank {
  const trainingPart = typeof configuration.trainingPart === 'string' ? configuration.trainingPart : 'train';
  return hubnessBank(dataset, features, { trainingPart, part }, hubness);
}

function evaluatedModel(
  { manifest, configuration, vocabulary }: LoadedCheckpoint,
  curves: string | null,
  unseen: Pick<EvaluatedModel, 'unseenWords'>,
): EvaluatedModel {
  const { epoch, step, validation, splitHash: trainedOnSplit, init, engine, features, files } = manifest;
  const sources = manifest.sources?.map(({ name, splitHash: hash }) => ({ name, splitHash: hash })) ?? null;
  const weights = files['weights.safetensors']?.sha256 as string;
  const vocabularySize = vocabulary.size;
  return {
    ...{ configuration, epoch, step, validation, weights, vocabularySize, ...unseen, trainedOnSplit },
    ...{ sources, init },
    ...{ engine, features, curves },
  };
}

/** What stood for the words that are not in the vocabulary; no field without a table. */
function unseenWords(
  { substitutes }: CaptionReader,
  pretrained?: PretrainedWords,
): Pick<EvaluatedModel, 'unseenWords'> {
  if (pretrained === undefined) return {};
  const words = substitutes.filter(({ by }) => by !== 'unknown');
  return { unseenWords: { source: pretrained.source, words } };
}
