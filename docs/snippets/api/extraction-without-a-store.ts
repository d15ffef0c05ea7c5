// The regions of new images, extracted as those of a store were, by workers that stay open.
import {
  extractFeatures,
  openFeatureStore,
  openRegionWorkers,
  recordedColourRange,
  repeatExtraction,
  shardSteps,
} from '@rs-sam/vision-features/node';

const images = ['beach_001.png', 'bridge_001.png'].map((name) => ({ name, file: `scenes/images/${name}` }));
const extractor = { backbone: 'sift' } as const;
await extractFeatures({ dataset: { name: 'two', images }, extractor, range: [0, 200], out: 'stretched' });
const store = await openFeatureStore('stretched');
console.log(recordedColourRange(store.manifest.preprocessing)); // {"range":[0,200],"stretch":null}

const workers = await openRegionWorkers({ ...(await repeatExtraction(store.manifest)), dtype: 'float32' });
const stored = await store.read(images.map(({ name }) => ({ image: name })));
const equal: boolean[] = [];
await workers.extract([images], async ({ regions }) => {
  equal.push(regions.every((number, at) => Math.abs(number - (stored[at] ?? 0)) < 1e-3));
});
console.log(workers.kind.backbone, equal); // sift [true]
await workers.close();
await store.close();

// Of 10 steps, those of the second of three machines; `extractFeatures` has the option `shard`.
console.log(shardSteps(10, { index: 2, count: 3 })); // {"start":3,"end":6}
