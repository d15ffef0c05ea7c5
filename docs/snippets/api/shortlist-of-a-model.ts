// A search looks at a shortlist first, whose vectors are fitted to the scores of the model.
import { cp } from 'node:fs/promises';
import { readDataset } from '@rs-sam/datasets/node';
import { copyShortlist, fitShortlist, hasShortlist } from '@rs-sam/search/node';
import { prepareBackend } from '@rs-sam/tfjs-backend';
import { exportCheckpoint } from '@rs-sam/training';
import { openFeatureStore } from '@rs-sam/vision-features/node';

await prepareBackend({ engine: 'wasm' });
await cp('runs/first/best', 'fitted', { recursive: true });
const { dataset } = await readDataset('mine');
const features = await openFeatureStore('mine-features');
const fitted = await fitShortlist({ checkpoint: 'fitted', sources: [{ dataset, features }], rank: 4 });
console.log(fitted.rank, fitted.images, fitted.captions); // 4 9 21
await features.close();

// A copy with rounded weights has none until it is given the one of the original.
await exportCheckpoint({ checkpoint: 'fitted', out: 'rounded', dtype: 'float16' });
console.log(await hasShortlist('rounded'), await copyShortlist('fitted', 'rounded')); // false true
console.log(await hasShortlist('rounded')); // true
