import { SemanticAlignment } from '@rs-sam/core';
import { CaptionEncoder, padBatch, Vocabulary, WordMask } from '@rs-sam/text-encoder';
import '@tensorflow/tfjs-backend-cpu';
import { ones, type Tensor, tensor2d } from '@tensorflow/tfjs-core';
import { input, model, type SymbolicTensor } from '@tensorflow/tfjs-layers';

const vocabulary = Vocabulary.fromCaptions(['Two planes on the runway.', 'The runway is long.']);

const regions = input({ shape: [9, 16] }); // 9 regions of an image, 16 numbers each
const tokens = input({ shape: [null], dtype: 'int32' });
const encoder = new CaptionEncoder({ vocabularySize: vocabulary.size, embeddingDim: 8, units: 16, seed: 1 });
const words = encoder.apply(tokens) as SymbolicTensor;
const mask = new WordMask().apply(tokens) as SymbolicTensor;
const alignment = new SemanticAlignment({ direction: 'i2t', seed: 2 });
const score = alignment.apply([regions, words, mask]) as SymbolicTensor;
const matcher = model({ inputs: [regions, tokens], outputs: score });

// One score for each image and its caption. More padding changes nothing.
const captions = ['Two planes', 'The runway is long'].map((caption) => vocabulary.encode(caption));
const scoresOf = (length: number): number[] => {
  const { ids, shape } = padBatch(captions, { length });
  const scores = matcher.predict([ones([2, 9, 16]), tensor2d(ids, shape, 'int32')]) as Tensor;
  return [...scores.dataSync()];
};
const [short, long] = [scoresOf(6), scoresOf(12)];
const same = short.every((score, i) => Math.abs(score - (long[i] as number)) < 1e-6);
console.log(short.length, same); // 2 true
