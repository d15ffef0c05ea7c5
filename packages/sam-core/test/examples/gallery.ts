import { SemanticAlignment, wordMask } from '@rs-sam/core';
import { placeScores } from '@rs-sam/core/gallery';
import { prepareBackend } from '@rs-sam/tfjs-backend';
import { ones, type Tensor3D } from '@tensorflow/tfjs-core';

await prepareBackend();
const alignment = new SemanticAlignment({ direction: 't2i', seed: 1 });
alignment.build([
  [null, 9, 32],
  [null, 6, 32],
]);

// Features are read in blocks, from a file or from an encoder; one block of each side is in memory.
const images = { count: 100, regions: (from: number, to: number) => ones([to - from, 9, 32]) as Tensor3D };
const captions = {
  count: 500,
  words: async (from: number, to: number) => ({
    words: ones([to - from, 6, 32]) as Tensor3D,
    wordMask: wordMask(Array(to - from).fill(4), 6),
  }),
};

const matrix = new Float32Array(images.count * captions.count);
let blocks = 0;
for await (const block of alignment.scoreGallery(images, captions)) {
  placeScores(block, matrix, captions.count);
  blocks = block.block + 1; // save it with the scores: `firstBlock` resumes from here
}
const filled = matrix.every((value) => value > 0);
console.log(blocks, filled); // 8 true
