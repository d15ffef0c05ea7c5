import { checkFeatures, gatedUpdate, l2Normalize, maskedSoftmax, withoutPadding } from '@rs-sam/core/operations';
import { itemCount, scoreInTiles } from '@rs-sam/core/tiles';
import { prepareBackend } from '@rs-sam/tfjs-backend';
import { matMul, ones, randomNormal, type Tensor2D, tensor2d, tensor3d, zeros } from '@tensorflow/tfjs-core';

await prepareBackend({ engine: 'wasm' });
const images = { vector: l2Normalize(randomNormal([4, 8], 0, 1, 'float32', 1)) };
const texts = { vector: l2Normalize(randomNormal([6, 8], 0, 1, 'float32', 2)) };
console.log(itemCount(images), itemCount(texts)); // 4 6

// The largest tensor of a pair has 8 numbers. Write the formula for a tile; tfjs derives its gradient.
const scores = scoreInTiles({ images, texts }, 8, (tile) =>
  matMul(tile.images.vector as Tensor2D, tile.texts.vector as Tensor2D, false, true),
);
console.log(scores.shape); // [4,6]

// A softmax over the real entries: the last of the second row is padding.
const weights = maskedSoftmax(
  tensor2d([
    [1, 1],
    [1, 1],
  ]),
  tensor2d([
    [1, 1],
    [1, 0],
  ]),
);
console.log([...weights.dataSync()]); // [0.5,0.5,1,0]

// Images and captions of a score that is yours: their shapes are checked, and what padding contains reaches no result.
const words = tensor3d([1, 2, Number.NaN, Number.NaN], [1, 2, 2]); // a caption of one word, padded to two
const mask = tensor2d([[1, 0]]);
checkFeatures({ regions: ones([1, 4, 2]), words, wordMask: mask }); // throws ShapeMismatchError
console.log([...withoutPadding(words, mask).dataSync()]); // [1,2,0,0]

// A query after one step of IMRAM: the gate is σ(0), a half, and the candidate tanh(0), 0.
const query = tensor3d([1, 2, 3, 4], [1, 1, 4]);
const updated = gatedUpdate({ ofContext: zeros([1, 1, 8]), ofQuery: zeros([1, 1, 8]), query });
console.log([...updated.dataSync()]); // [0.5,1,1.5,2]
