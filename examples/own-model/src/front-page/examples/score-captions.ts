import { SemanticAlignment, wordMask } from '@rs-sam/core';
import { CaptionEncoder, padBatch, Vocabulary } from '@rs-sam/text-encoder';
import { prepareBackend } from '@rs-sam/tfjs-backend';
import { randomNormal, type Tensor3D, tensor2d } from '@tensorflow/tfjs-core';

await prepareBackend(); // the fastest engine on this machine that can train
const captions = ['Two white planes on the runway.', 'Boats on a wide river.'];
const vocabulary = Vocabulary.fromCaptions(captions);
const padded = padBatch(captions.map((caption) => vocabulary.encode(caption)));
const encoder = new CaptionEncoder({ vocabularySize: vocabulary.size, units: 64 });
const words = encoder.apply(tensor2d(padded.ids, padded.shape, 'int32')) as Tensor3D;
const regions = randomNormal([3, 49, 64]) as Tensor3D; // 3 images of 49 regions, from any CNN

const alignment = new SemanticAlignment({ direction: 't2i' });
const scores = alignment.scoreAllPairs({ regions, words, wordMask: wordMask(padded) });
console.log(scores.shape); // [3,2]
