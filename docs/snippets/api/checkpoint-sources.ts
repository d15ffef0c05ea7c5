import { readdir, readFile } from 'node:fs/promises';
import { fileSource, loadCheckpoint, savedWeights, urlSource } from '@rs-sam/models';
import { checkpointOf } from '@rs-sam/models/node';
import { prepareBackend } from '@rs-sam/tfjs-backend';

await prepareBackend({ engine: 'wasm' });
const folder = checkpointOf('runs/first'); // the best checkpoint of a run
console.log(folder); // runs/first/best

// In a browser: the files that a user has chosen, or an address.
const names = await readdir(folder);
const files = await Promise.all(
  names.map(async (name) => new File([new Uint8Array(await readFile(`${folder}/${name}`))], name)),
);
const { model } = await loadCheckpoint(fileSource(files));
console.log(savedWeights(model).length > 5, urlSource('https://example.org/model/').name); // true https://example.org/model
model.dispose();
