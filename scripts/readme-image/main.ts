// pnpm readme-image: draws docs/search.jpg from the data and the model of `npm run quickstart`, which has to be run first:
// a query, the images found first, and the attention of its words over the first image.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readDataset } from '@rs-sam/datasets/node';
import { partOf } from '@rs-sam/datasets/splits';
import { attentionMap, searchImages } from '@rs-sam/evaluation/search';
import { loadCheckpoint } from '@rs-sam/models';
import { folderSource } from '@rs-sam/models/node';
import { prepareBackend } from '@rs-sam/tfjs-backend';
import { openFeatureStore } from '@rs-sam/vision-features/node';
import { drawSearch } from './draw-search';

const QUERY = 'white boats on the river and a bridge beside two houses';
const WORDS = ['white', 'boats', 'river', 'bridge', 'houses'];

const output = fileURLToPath(new URL('../../rs-sam-quickstart/', import.meta.url));
const file = fileURLToPath(new URL('../../docs/search.jpg', import.meta.url));
await prepareBackend();
const folder = join(output, 'data');
const { dataset } = await readDataset(folder);
const features = await openFeatureStore(join(output, 'features-resnet-50'));
const trained = await loadCheckpoint(folderSource(join(output, 'run-resnet-50', 'best')));
// Images that the model was not trained on.
const unseen = { images: [...partOf(dataset, 'val').images, ...partOf(dataset, 'test').images] };
try {
  const [found = []] = await searchImages([QUERY], { models: [trained], features, dataset: unseen });
  const hits = found.slice(0, 5).map(({ item, score }) => ({ file: join(folder, item.file), score }));
  const first = found[0]?.item.file ?? '';
  const map = await attentionMap(trained, features, first, QUERY);
  if (map?.grid == null) throw new Error('The model of the quickstart has no attention over a grid of regions.');
  const { words, weights, grid } = map;
  const attention = WORDS.map((word) => ({ word, weights: weights[words.indexOf(word)] ?? [] }));
  await drawSearch({ query: QUERY, hits, attention, grid }, file);
  console.log(file);
} finally {
  trained.model.dispose();
  await features.close();
}
