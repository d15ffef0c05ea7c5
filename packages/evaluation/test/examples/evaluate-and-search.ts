import { readDataset } from '@rs-sam/datasets/node';
import { partOf } from '@rs-sam/datasets/splits';
import { evaluateCheckpoint, formatEvaluation } from '@rs-sam/evaluation';
import { searchImages, wordSubstitutes } from '@rs-sam/evaluation/search';
import { loadCheckpoint } from '@rs-sam/models';
import { folderSource } from '@rs-sam/models/node';
import { prepareBackend } from '@rs-sam/tfjs-backend';
import { openFeatureStore } from '@rs-sam/vision-features/node';

const { engine } = await prepareBackend({ engine: 'wasm' });
const { dataset } = await readDataset('mine');
const features = await openFeatureStore('mine-features');

const result = await evaluateCheckpoint({
  ...{ checkpoint: 'runs/first/best', dataset, features, engine },
  folder: 'results/first',
});
console.log(result.data.images, result.data.captions, result.ties); // 5 15 expected
console.log(formatEvaluation(result).split('\n').length); // 9

const model = await loadCheckpoint(folderSource('runs/first/best'));
const test = partOf(dataset, 'test');
const [hits] = await searchImages(['two things at the beach'], { models: [model], features, dataset: test });
console.log(hits?.length); // 5
console.log(wordSubstitutes('a zeppelin at the beach', [model])); // [{"word":"zeppelin","by":"unknown","read":["<unk>"]}]

model.model.dispose();
await features.close();
