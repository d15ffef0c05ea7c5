import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-webgpu';
import { ownModel } from './own-model.mjs';
import { trainSaveLoad } from './own-model-example.mjs';
import { score } from './score.mjs';
import { send } from './send.mjs';

send(async () => {
  if (!(await navigator.gpu?.requestAdapter())) return { missing: 'this browser has no adapter' };
  const scores = await score({ engine: 'webgpu' });
  const small = await ownModel(tf, { saveTo: 'localstorage://own-model', loadFrom: 'localstorage://own-model' });
  const example = await trainSaveLoad('indexeddb://example', 'indexeddb://example');
  return { scores, ownModels: { small, example } };
});
