import { sha256 } from '@rs-sam/foundation/files';
import type { LoadedCheckpoint } from '@rs-sam/models';
import type { PretrainedWords } from '@rs-sam/text-encoder/pretrained';
import { type FeatureSource, featureIdentity } from '../features/feature-source';
import type { ScoredItems } from '../gallery/gallery';
import type { HubnessRecord } from '../gallery/hubness-bank';
import type { BlockOptions } from '../gallery/score-blocks';

/** What changes the scores besides the model and the data. */
interface ScoringSettings extends Pick<BlockOptions, 'captionsPerBlock' | 'imagesPerBlock' | 'views'> {
  readonly engine: string;
  readonly pretrained?: PretrainedWords | undefined;
}

/** Evaluations with the same fingerprint have the same scores. */
export function evaluationFingerprint(
  { manifest, vocabulary, text }: LoadedCheckpoint,
  features: FeatureSource,
  gallery: ScoredItems,
  { engine, captionsPerBlock, imagesPerBlock, views, pretrained }: ScoringSettings,
  hubness: HubnessRecord | undefined,
): string {
  const { files } = manifest;
  const { unseen } = gallery;
  const about = {
    ...{ engine, captionsPerBlock, imagesPerBlock, views },
    weights: files['weights.safetensors']?.sha256,
    configuration: files['configuration.json']?.sha256,
    vocabulary: vocabulary.words,
    features: featureIdentity(features).content,
    files: gallery.files,
    captions: gallery.captions,
    ...(hubness && { hubness }),
    ...(vocabulary.spellings.size > 0 && { spellings: [...vocabulary.spellings] }),
    ...(text && { text: text.record }),
    ...(pretrained && { ids: gallery.distinct, unseen: unseen && sha256(bytesOf(unseen.rows)) }),
  };
  return sha256(JSON.stringify(about));
}

function bytesOf({ buffer, byteOffset, byteLength }: Float32Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
