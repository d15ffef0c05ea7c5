import { extractFeatures } from '@rs-sam/vision-features/node';
import {
  exportScanFeatures,
  importScanFeatures,
  mergeFeatureStores,
  openFeatureStore,
  verifyFeatureStore,
} from '@rs-sam/vision-features/node/store';

const images = ['beach_001.png', 'bridge_001.png'].map((name) => ({ name, file: `scenes/images/${name}` }));
const dataset = { name: 'two', images };
for (const index of [1, 2]) {
  await extractFeatures({ dataset, extractor: { backbone: 'sift' }, shard: { index, count: 2 }, out: `two-${index}` });
}
await mergeFeatureStores({ shards: ['two-1', 'two-2'], out: 'two' });
console.log((await verifyFeatureStore('two')).images.length); // 2

// SCAN's layout, for other projects, and back.
const store = await openFeatureStore('two');
const test = images.map(({ name }) => ({ image: name, captions: ['a scene'] }));
console.log(await exportScanFeatures({ store, parts: { test }, out: 'scan' })); // ["scan/test_ims.npy","scan/test_caps.txt"]
await store.close();
const rows = ['test_ims.npy#0', 'test_ims.npy#1'];
console.log((await importScanFeatures({ folder: 'scan', images: rows, out: 'two-again', name: 'two' })).depth); // 128
