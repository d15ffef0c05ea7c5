import { SemanticAlignment } from '@rs-sam/core';
import { CaptionEncoder, padBatch, type Vocabulary } from '@rs-sam/text-encoder';
import { type Tensor2D, type Tensor3D, tensor2d, type Variable } from '@tensorflow/tfjs-core';
import { DEPTH } from './random-regions';

/** Words of some captions, and which of them are real. */
export interface Words {
  readonly words: Tensor3D;
  readonly wordMask: Tensor2D;
}

/** The text encoder and the alignment module, small. */
export class SmallModel {
  private readonly encoder: CaptionEncoder;
  readonly alignment: SemanticAlignment;

  constructor(private readonly vocabulary: Vocabulary) {
    this.encoder = new CaptionEncoder({ vocabularySize: vocabulary.size, embeddingDim: 64, units: DEPTH, seed: 1 });
    this.alignment = new SemanticAlignment({ direction: 't2i', normalizeFeatures: true, seed: 2 });
  }

  /** T [captions, N, D] and their mask. */
  encode(captions: readonly string[]): Words {
    const { ids, shape, lengths } = padBatch(captions.map((caption) => this.vocabulary.encode(caption)));
    const mask = Array.from(lengths, (length) => Array.from({ length: shape[1] }, (_, word) => Number(word < length)));
    return { words: this.encoder.apply(tensor2d(ids, shape, 'int32')) as Tensor3D, wordMask: tensor2d(mask) };
  }

  /** What training changes. */
  weights(): Variable[] {
    const all = [...this.encoder.trainableWeights, ...this.alignment.trainableWeights];
    return all.map((weight) => (weight as unknown as { val: Variable }).val);
  }
}
