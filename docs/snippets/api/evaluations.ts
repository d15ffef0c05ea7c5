import { readDataset } from '@rs-sam/datasets/node';
import { partOf } from '@rs-sam/datasets/splits';
import { evaluateCheckpoint, evaluateEnsemble, readEvaluation, readResultScores, readScores } from '@rs-sam/evaluation';
import { attentionMap, searchCaptions } from '@rs-sam/evaluation/search';
import { evaluationTable } from '@rs-sam/evaluation/tables';
import { loadCheckpoint } from '@rs-sam/models';
import { folderSource } from '@rs-sam/models/node';
import { markdownTable } from '@rs-sam/retrieval-metrics/tables';
import { prepareBackend } from '@rs-sam/tfjs-backend';
import { openFeatureStore } from '@rs-sam/vision-features/node';

const { engine } = await prepareBackend({ engine: 'wasm' });
const { dataset } = await readDataset('mine');
const features = await openFeatureStore('mine-features');
const checkpoint = 'runs/first/best';
await evaluateCheckpoint({ checkpoint, dataset, features, folder: 'results/one', engine });

// An ensemble adds scores that are on disk.
await evaluateEnsemble({ evaluations: ['results/one', 'results/one'], dataset, folder: 'results/both' });
const result = await readEvaluation('results/both');
const { images, captions } = await readResultScores('results/both', result);
console.log(images, captions, (await readScores('results/one/scores.npy')).captions); // 5 15 15
console.log(markdownTable(evaluationTable([{ name: 'both', result }])).split('\n').length); // 4

const model = await loadCheckpoint(folderSource(checkpoint));
const test = partOf(dataset, 'test');
const image = test.images[0];
if (image !== undefined) {
  const [hits] = await searchCaptions([image.file], { models: [model], features, dataset: test });
  const map = await attentionMap(model, features, image.file, 'two things at the beach');
  console.log(hits?.length, map?.words.length); // 13 5
}
model.model.dispose();
await features.close();
