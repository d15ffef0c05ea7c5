import { readFile } from 'node:fs/promises';
import { encodeCaptions, readCaptions } from '@rs-sam/models';
import { loadCheckpointFolder } from '@rs-sam/models/node';
import { prepareBackend } from '@rs-sam/tfjs-backend';
import { exportCheckpoint, readSafetensors, writeSafetensors } from '@rs-sam/training';

await prepareBackend({ engine: 'wasm' });
await exportCheckpoint({ checkpoint: 'runs/first/best', out: 'small', dtype: 'float16' });
const { tensors } = readSafetensors(await readFile('small/weights.safetensors'), 'weights.safetensors');
console.log(Object.keys(tensors).length > 0, writeSafetensors(tensors).length > 0); // true true

// The same lines serve a model with a vocabulary and one with a text network.
const loaded = await loadCheckpointFolder('small');
const captions = ['two things at the beach'];
const reader = await readCaptions(loaded, captions);
const texts = encodeCaptions(
  loaded.model,
  captions.map((caption) => reader.encode(caption)),
  reader,
);
console.log(texts.words?.shape[0]); // 1
loaded.model.dispose();
