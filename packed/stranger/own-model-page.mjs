import { prepareBackend } from '@rs-sam/tfjs-backend';
import * as tf from '@tensorflow/tfjs';
import { ownModel } from './own-model.mjs';
import { trainSaveLoad } from './own-model-example.mjs';
import { send } from './send.mjs';

send(async () => {
  const results = {};
  for (const backend of ['cpu', 'webgl', 'wasm']) {
    if (backend === 'wasm') await prepareBackend({ engine: 'wasm', wasmPath: '/wasm/' });
    else if (!(await tf.setBackend(backend))) throw new Error(`The backend ${backend} does not start.`);
    const address = `localstorage://own-model-${backend}`;
    const small = await ownModel(tf, { saveTo: address, loadFrom: address });
    const example = await trainSaveLoad(`indexeddb://example-${backend}`, `indexeddb://example-${backend}`);
    results[backend] = { small, example };
  }
  return results;
});
