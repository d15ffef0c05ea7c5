import { loadCheckpoint } from '@rs-sam/models';
import { folderSource } from '@rs-sam/models/node';
import { padBatch } from '@rs-sam/text-encoder';
import { prepareBackend } from '@rs-sam/tfjs-backend';
import { randomNormal, type Tensor3D, tensor2d, tidy } from '@tensorflow/tfjs-core';

await prepareBackend();
const folder = 'packages/models/test/checkpoint'; // a small one; training writes one to runs/<name>/best
const { model, vocabulary, manifest } = await loadCheckpoint(folderSource(folder));
const { regionCount, regionDepth } = manifest.inputs;
console.log(model.name, regionCount, regionDepth); // sam-t2i 4 8

const regions = randomNormal([3, regionCount, regionDepth], 0, 1, 'float32', 1) as Tensor3D; // of 3 images
const captions = ['two planes', 'the runway is long'].map((caption) => vocabulary.encode(caption));
const { ids, shape } = padBatch(captions);
const scores = tidy(() => model.score(model.encodeImages(regions), model.encodeTexts(tensor2d(ids, shape, 'int32'))));
console.log(scores.shape); // [3,2]
model.dispose();
