import { datasetStatistics, formatInspection, formatTableOne, inspectDataset } from '@rs-sam/datasets';
import {
  applySplit,
  formatSplit,
  kFold,
  parseSplit,
  partOf,
  randomSplit,
  splitHash,
  splitOf,
} from '@rs-sam/datasets/splits';
import { syntheticDataset } from '@rs-sam/datasets/synthetic';

const { dataset } = syntheticDataset({ images: 60, seed: 1, classes: ['beach', 'bridge', 'harbour'] });
const statistics = datasetStatistics(dataset);
console.log(statistics.images, formatTableOne({ scenes: statistics }).split('\n').length); // 60 2

const files = [{ path: 'captions.csv', content: 'filename,caption,split\n1.jpg,a pond,train\n2.jpg,,train\n' }];
const inspection = inspectDataset(files);
console.log(inspection.findings[0]?.kind, formatInspection('ponds', inspection).startsWith('table')); // emptyCaption true

const split = randomSplit(dataset, { seed: 1, train: 0.8, val: 0.1, stratified: true });
const same = parseSplit(formatSplit(split), 'split.json'); // what `rs-sam dataset split` writes
console.log(partOf(applySplit(dataset, same), 'test').images.length); // 6
console.log((await splitHash(same)) === (await splitHash(split)), Object.keys(splitOf(dataset).parts).length); // true 3
console.log(kFold(dataset, { k: 5, seed: 1 }).length); // 5
