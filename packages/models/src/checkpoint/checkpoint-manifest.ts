import type { TextNetworkRecord } from '@rs-sam/text-encoder/pretrained';
import * as v from 'valibot';
import type { FeatureIdentity } from './feature-identity';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));

const features = v.object({
  dataset: v.string(),
  backbone: v.string(),
  layer: v.string(),
  weights: v.nullable(v.string()),
  preprocessing: v.string(),
  inputSize: v.nullable(count),
  resizeFirst: v.nullable(count),
  dtype: v.string(),
  views: v.array(v.string()),
  grid: v.nullable(v.tuple([count, count])),
  regions: count,
  depth: count,
  content: v.string(),
});

export const manifestSchema = v.object({
  format: v.literal('rs-sam-checkpoint'),
  version: v.literal(2),
  model: v.string(),
  inputs: v.object({
    ...{ vocabularySize: count, regionDepth: count, regionCount: count, seed: count },
    pretrainedDim: v.exactOptional(count),
    tokenDim: v.exactOptional(count),
  }),
  features,
  splitHash: v.string(),
  captions: v.string(),
  wordVectors: v.nullable(v.string()),
  // Checkpoints of earlier releases do not have these.
  sources: v.optional(
    v.nullable(v.array(v.object({ name: v.string(), features, splitHash: v.string(), captions: v.string() }))),
    null,
  ),
  pretrainedWords: v.optional(v.nullable(v.string()), null),
  textNetwork: v.optional(
    v.nullable(v.object({ file: v.string(), sha256: v.string(), tokenizer: v.string(), settings: v.string() })),
    null,
  ),
  init: v.optional(v.nullable(v.object({ checkpoint: v.string(), weights: v.string() })), null),
  engine: v.string(),
  epoch: count,
  step: count,
  validation: v.nullable(v.object({ meanRecall: v.number(), epoch: count })),
  files: v.record(v.string(), v.object({ bytes: count, sha256: v.string() })),
  checksum: v.string(),
});

/** One of several data sets of a training. */
interface SourceRecord extends Pick<CheckpointManifest, 'features' | 'splitHash' | 'captions'> {
  readonly name: string;
}

/** `manifest.json` of a checkpoint: the origin of the weights, and the hash of every other file of the folder. */
export interface CheckpointManifest {
  readonly format: 'rs-sam-checkpoint';
  readonly version: 2;
  readonly model: string;
  /** The inputs that the model was created with. */
  readonly inputs: {
    readonly vocabularySize: number;
    readonly regionDepth: number;
    readonly regionCount: number;
    readonly seed: number;
    readonly pretrainedDim?: number | undefined;
    readonly tokenDim?: number | undefined;
  };
  /** The features that it was trained on. Of several data sets: what they have in common, and a hash of all. */
  readonly features: FeatureIdentity;
  /** Hash of the split that it was trained on, see `splitHash`; of several data sets, over all. */
  readonly splitHash: string;
  /** SHA-256 of the captions and classes of the training and validation images, in their order. */
  readonly captions: string;
  /** SHA-256 of the file of word vectors; null without one. */
  readonly wordVectors: string | null;
  /** The data sets that it was trained on, if there were several; null for one. */
  readonly sources: readonly SourceRecord[] | null;
  /** The checkpoint that the training started from: the folder as it was given, and the SHA-256 of the weights; null: new weights. */
  readonly init: { readonly checkpoint: string; readonly weights: string } | null;
  /** SHA-256 of the file of pretrained words; null without one. */
  readonly pretrainedWords: string | null;
  /** The frozen text network whose tokens are the words; null: words of the vocabulary. */
  readonly textNetwork: TextNetworkRecord | null;
  /** The engine that trained it. */
  readonly engine: string;
  /** Completed epochs. */
  readonly epoch: number;
  /** Completed steps of all epochs. */
  readonly step: number;
  /** The best validation so far and its epoch, from 1; null without validation. */
  readonly validation: { readonly meanRecall: number; readonly epoch: number } | null;
  readonly files: Readonly<Record<string, { readonly bytes: number; readonly sha256: string }>>;
  /** SHA-256 of this file without this field. */
  readonly checksum: string;
}
