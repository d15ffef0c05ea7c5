import { SemanticAlignment } from '@rs-sam/core';
import { CaptionEncoder, padBatch, Vocabulary, WordMask } from '@rs-sam/text-encoder';
import { prepareBackend } from '@rs-sam/tfjs-backend';
import { ones, type Tensor, tensor2d } from '@tensorflow/tfjs-core';
import { input, model, type SymbolicTensor } from '@tensorflow/tfjs-layers';

await prepareBackend();
const vocabulary = Vocabulary.fromCaptions(['Two planes on the runway.', 'The runway is long.']);
const regions = input({ shape: [9, 16] }); // 9 regions of an image, 16 numbers each
const ids = input({ shape: [null], dtype: 'int32' });
const encoder = new CaptionEncoder({ vocabularySize: vocabulary.size, embeddingDim: 8, units: 16, seed: 1 });
const words = encoder.apply(ids) as SymbolicTensor;
const mask = new WordMask().apply(ids) as SymbolicTensor; // 1 at a word, 0 at padding
const score = new SemanticAlignment({ direction: 't2i', seed: 2 }).apply([regions, words, mask]) as SymbolicTensor;
const matcher = model({ inputs: [regions, ids], outputs: score });

const captions = padBatch(['two planes', 'the runway is long'].map((caption) => vocabulary.encode(caption)));
const scores = matcher.predict([ones([2, 9, 16]), tensor2d(captions.ids, captions.shape, 'int32')]) as Tensor;
console.log(scores.shape); // [2,1]
