// Train the last block of a network on the scenes; the layers below it are frozen and computed once, as a feature store.
import { readDataset } from '@rs-sam/datasets/node';
import { prepareBackend } from '@rs-sam/tfjs-backend';
import { extractFeatures, openFeatureStore } from '@rs-sam/vision-features/node';
import { fineTuneBackbone } from '@rs-sam/vision-features/node/classify';
import { readWeights } from '@rs-sam/vision-features/node/weights';

await prepareBackend({ engine: 'wasm' });
const { dataset } = await readDataset('scenes');
const chosen = dataset.images.slice(0, 4);
const images = chosen.map(({ file }) => ({ name: file, file: `scenes/${file}` }));
const network = { backbone: 'resnet-50', weights: 'networks/resnet-50' } as const;
const extractor = { ...network, layer: 'conv5_block2_out', inputSize: 32 };
await extractFeatures({ dataset: { name: 'four', images }, extractor, dtype: 'float32', out: 'frozen' });

const maps = await openFeatureStore('frozen');
const labelled = { images: images.map(({ name }) => name), labels: Int32Array.of(0, 1, 0, 1) };
const { epoch, history } = await fineTuneBackbone({
  ...{ backbone: 'resnet-50', weights: await readWeights('networks/resnet-50'), maps, classCount: 2 },
  ...{ train: labelled, validation: labelled, epochs: 1, batchSize: 4, out: 'tuned' },
});
await maps.close();
// Two classes and a classifier of zeros: the first loss is ln 2.
console.log(epoch, history[0]?.loss.toFixed(3)); // 1 0.693
console.log((await readWeights('tuned')).arrays.get('predictions/kernel')?.shape); // [2048,2]
