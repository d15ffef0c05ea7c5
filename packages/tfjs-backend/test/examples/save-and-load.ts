import '@rs-sam/tfjs-backend/file-system';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prepareBackend } from '@rs-sam/tfjs-backend';
import { layers, loadLayersModel, sequential } from '@tensorflow/tfjs-layers';

await prepareBackend({ engine: 'wasm' });
const model = sequential({ layers: [layers.dense({ units: 2, inputShape: [3] })] });

const folder = join(mkdtempSync(join(tmpdir(), 'models-')), 'small');
await model.save(`file://${folder}`);
const loaded = await loadLayersModel(`file://${folder}/model.json`);
console.log(loaded.countParams()); // 8
