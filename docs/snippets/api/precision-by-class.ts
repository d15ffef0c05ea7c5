import { writeFile } from 'node:fs/promises';
import { readDataset } from '@rs-sam/datasets/node';
import { partOf } from '@rs-sam/datasets/splits';
import { classPrecision, readSentences } from '@rs-sam/evaluation/search';
import { loadCheckpoint } from '@rs-sam/models';
import { folderSource } from '@rs-sam/models/node';
import { prepareBackend } from '@rs-sam/tfjs-backend';
import { openFeatureStore } from '@rs-sam/vision-features/node';

await prepareBackend({ engine: 'wasm' });
const sentences = [
  { text: 'a picture of the beach', classes: ['beach'] },
  { text: 'a seaplane at the harbour', classes: ['harbour'] },
];
await writeFile('sentences.json', JSON.stringify(sentences));

const { dataset } = await readDataset('mine');
const features = await openFeatureStore('mine-features');
const loaded = await loadCheckpoint(folderSource('runs/first/best'));
const found = await classPrecision(await readSentences('sentences.json'), {
  ...{ models: [loaded], features, dataset: partOf(dataset, 'test') },
  k: 5,
});

// The test part has five images, two of a beach and one of a harbour: every ranking has this precision at 5.
console.log(found.sentences.map(({ precision }) => precision)); // [0.4,0.2]
console.log(found.sentences.map(({ unknown }) => unknown)); // [[],["seaplane"]]
console.log(found.mean.toFixed(1), found.unseen); // 0.3 0.2
loaded.model.dispose();
await features.close();
