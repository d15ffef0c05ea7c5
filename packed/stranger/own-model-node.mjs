import { createRequire } from 'node:module';
import '@rs-sam/tfjs-backend/file-system';
import { tensor } from '@tensorflow/tfjs-core';
import { ownModel } from './own-model.mjs';
import { trainSaveLoad } from './own-model-example.mjs';

// tfjs's own build for Node is CommonJS, whose names an import statement does not find.
const tf = createRequire(import.meta.url)('@tensorflow/tfjs');
if (tf.tensor !== tensor)
  throw new Error('@tensorflow/tfjs and our packages have two copies of @tensorflow/tfjs-core.');
await tf.setBackend('cpu');
const small = await ownModel(tf, { saveTo: 'file://own-model', loadFrom: 'file://own-model/model.json' });
const example = await trainSaveLoad('file://own-model-example', 'file://own-model-example/model.json');
console.log(JSON.stringify({ small, example }));
