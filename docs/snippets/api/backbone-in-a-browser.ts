// The regions of an image on the current engine of tfjs, as a page computes them; `readShard` would be a fetch there.
import { readFile } from 'node:fs/promises';
import { prepareBackend } from '@rs-sam/tfjs-backend';
import { createBackbone, imagePixels, readTfjsModel } from '@rs-sam/vision-features';
import { createRegionExtractor, importWeights, readBackboneWeights } from '@rs-sam/vision-features/node';

await prepareBackend({ engine: 'wasm' });
const model = 'networks/resnet-50';
const json = JSON.parse(await readFile(`${model}/model.json`, 'utf8'));
const weights = await readTfjsModel(json, (path) => readFile(`${model}/${path}`), model);

// The map of an early layer, averaged to 2 × 2 regions.
const options = { layer: 'conv2_block3_out', inputSize: 64, grid: [2, 2] } as const;
const backbone = createBackbone('resnet-50', weights, options);
const image = { data: new Uint8Array(64 * 64 * 4).fill(128), width: 64, height: 64 }; // or an <img>, of any size
const pixels = await imagePixels(image, backbone.inputSize);
const regions = backbone.extract(pixels);
console.log(pixels.shape, regions.shape, backbone.depth); // [1,64,64,3] [1,4,256] 256

// The same regions as `rs-sam extract` computes in Node, on another engine, with weights that were installed.
await importWeights(model, { folder: 'my-weights' });
const installed = await readBackboneWeights('resnet-50', { folder: 'my-weights' });
const extractor = await createRegionExtractor('resnet-50', installed, options);
const expected = await extractor.extract(new Uint8Array(64 * 64 * 3).fill(128));
const difference = Math.max(...regions.dataSync().map((value, at) => Math.abs(value - (expected[at] ?? 0))));
console.log(difference < 1e-3 * Math.max(...expected)); // true
await extractor.dispose();
backbone.dispose();
