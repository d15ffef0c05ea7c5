import { readDataset } from '@rs-sam/datasets/node';
import {
  checkFeatures,
  checkSameKind,
  featureIdentity,
  kindDifference,
  placeBlock,
  requiredPart,
  scoreBlocks,
  scoredItems,
  scoreWholeGallery,
} from '@rs-sam/evaluation/gallery';
import { loadCheckpoint } from '@rs-sam/models';
import { folderSource } from '@rs-sam/models/node';
import { prepareBackend } from '@rs-sam/tfjs-backend';
import { openFeatureStore } from '@rs-sam/vision-features/node';

await prepareBackend({ engine: 'wasm' });
const { dataset } = await readDataset('mine');
const features = await openFeatureStore('mine-features');
const { model, vocabulary, manifest } = await loadCheckpoint(folderSource('runs/first/best'));

// Are these the features that the model was trained on, or others of the same kind?
checkSameKind(features, manifest.features); // throws FeaturesMismatchError
console.log(kindDifference(manifest.features, { ...featureIdentity(features), layer: 'conv5' })); // layer

// The images of a part, and captions of your own; equal captions are scored once.
const images = requiredPart(dataset, 'test', features).images.map(({ file }) => file);
checkFeatures(features, 'mine', images.slice(0, 4)); // throws FeaturesMissingError
const captions = ['a picture of the beach', 'two things', 'a picture of the beach'];
const items = scoredItems(images.slice(0, 4), captions, vocabulary);
console.log(items.distinct.length, items.columns); // 2 [[1],[0,2]]

// A long scoring that may be interrupted saves each block, and resumes with `firstBlock`.
const matrix = new Float32Array(4 * captions.length);
const sizes = { imagesPerBlock: 2 };
for await (const block of scoreBlocks(model, features, items, sizes)) {
  placeBlock(block, items, matrix);
  if (block.block === 0) break; // interrupted
}
for await (const block of scoreBlocks(model, features, items, { ...sizes, firstBlock: 1 })) {
  placeBlock(block, items, matrix);
}
const whole = await scoreWholeGallery(model, features, items, sizes);
const equal = matrix.every((score, at) => score === whole[at]);
console.log(matrix.length, equal); // 12 true
model.dispose();
await features.close();
