// npm run quickstart: trains a small text-to-image alignment on captions of synthetic scenes, and retrieves with it.
import { placeScores, tripletLoss } from '@rs-sam/core';
import { syntheticDataset } from '@rs-sam/datasets';
import { captionRelevance, evaluateCrossModal, scoreMatrix } from '@rs-sam/retrieval-metrics';
import { Vocabulary } from '@rs-sam/text-encoder';
import { adam, prepareBackend } from '@rs-sam/tfjs-backend';
import { type Scalar, type Tensor3D, tensor3d, tidy } from '@tensorflow/tfjs-core';
import { DEPTH, REGIONS, randomRegions } from './random-regions';
import { printReport, printTopThree } from './report';
import { shuffled } from './shuffled';
import { SmallModel } from './small-model';

const IMAGES = 360;
const TRAIN = 312;
const BATCH = 16;
const EPOCHS = 14;
const started = performance.now();

console.log((await prepareBackend()).summary);
console.log(`
${IMAGES} synthetic aerial scenes, ${TRAIN} to train on and ${IMAGES - TRAIN} to search. Their captions are told from their own facts; their regions
are RANDOM vectors, one for each kind of object and each colour, and not yet a CNN's features of the drawn pictures.
So what follows shows that the module learns. It says nothing of how well it retrieves real images.
`);

const { dataset, scenes } = syntheticDataset({ images: IMAGES, seed: 1 });
const captionsOf = (image: number): readonly string[] => dataset.images[image]?.captions ?? [];
const features = scenes.map((scene, image) => randomRegions(scene, image));
const regionsOf = (images: readonly number[]): Tensor3D => {
  const values = new Float32Array(images.length * REGIONS * DEPTH);
  images.forEach((image, i) => {
    values.set(features[image] as Float32Array, i * REGIONS * DEPTH);
  });
  return tensor3d(values, [images.length, REGIONS, DEPTH]);
};

const vocabulary = Vocabulary.fromCaptions(Array.from({ length: TRAIN }, (_, image) => captionsOf(image)).flat());
const model = new SmallModel(vocabulary);
const optimizer = adam({ learningRate: 1e-3 });
const lossOf = (images: readonly number[], captions: readonly string[]): Scalar =>
  tidy(() => {
    const pairs = { regions: regionsOf(images), ...model.encode(captions) };
    const scores = model.alignment.scoreAllPairs(pairs, { frozenRegions: true });
    return tripletLoss(scores, { images, captions });
  });
lossOf([0, 1], ['a scene', 'another']).dispose(); // makes the weights, which the optimizer has to be given

for (let epoch = 1; epoch <= EPOCHS; epoch++) {
  const order = shuffled(TRAIN, epoch);
  let total = 0;
  for (let first = 0; first + BATCH <= TRAIN; first += BATCH) {
    const images = order.slice(first, first + BATCH);
    const captions = images.map((image) => captionsOf(image)[(epoch + image) % 5] ?? '');
    const loss = optimizer.minimize(() => lossOf(images, captions), true, model.weights());
    total += loss?.dataSync()[0] ?? 0;
    loss?.dispose();
  }
  const mean = total / Math.floor(TRAIN / BATCH);
  const seconds = (performance.now() - started) / 1000;
  console.log(
    `epoch ${String(epoch).padStart(2)}/${EPOCHS}  loss ${mean.toFixed(2).padStart(5)}  ${seconds.toFixed(0).padStart(3)} s`,
  );
}

const gallery = Array.from({ length: IMAGES - TRAIN }, (_, i) => TRAIN + i);
const queries = gallery.flatMap(captionsOf);
const scores = new Float32Array(gallery.length * queries.length);
const blocks = model.alignment.scoreGallery(
  { count: gallery.length, regions: (from, to) => regionsOf(gallery.slice(from, to)) },
  { count: queries.length, words: (from, to) => model.encode(queries.slice(from, to)) },
);
for await (const block of blocks) placeScores(block, scores, queries.length);

const owners = queries.map((_, caption) => Math.floor(caption / 5));
const relevance = captionRelevance(owners, gallery.length);
printReport(evaluateCrossModal(scoreMatrix(scores, gallery.length, queries.length), relevance), gallery.length);

for (const caption of [0, 5 * 17]) {
  const column = gallery.map((_, image) => scores[image * queries.length + caption] as number);
  printTopThree(
    queries[caption] ?? '',
    column,
    (image) => captionsOf(gallery[image] ?? 0)[0] ?? '',
    owners[caption] ?? 0,
  );
}
