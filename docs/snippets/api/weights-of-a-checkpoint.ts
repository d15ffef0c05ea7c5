// A checkpoint without `loadCheckpoint`: read its files, look at its weights, give them to a model.
import { assignWeights, modelDefinition, readCheckpoint, readModelFiles, savedWeights } from '@rs-sam/models';
import { folderSource } from '@rs-sam/models/node';
import { Vocabulary } from '@rs-sam/text-encoder';
import { prepareBackend } from '@rs-sam/tfjs-backend';

await prepareBackend({ engine: 'wasm' });
const source = folderSource('runs/first/best');

// One file, checked against its hash.
const { manifest, files } = await readCheckpoint(source, ['vocabulary.json']);
const words = Vocabulary.fromJSON(JSON.parse(new TextDecoder().decode(files['vocabulary.json'])));
console.log(words.size === manifest.inputs.vocabularySize, Object.keys(files)); // true ["vocabulary.json"]

// All of it, as numbers by name. No engine has been needed so far.
const { configuration, tensors, weightsFile } = await readModelFiles(source);
console.log(configuration.model, tensors['alignment/gate_kernel']?.shape); // sam-t2i [16,8]

const model = modelDefinition(configuration.model).create(configuration.options, manifest.inputs);
assignWeights(savedWeights(model), tensors, weightsFile); // throws CheckpointError for weights of another model
const kernel = model.weights.find(({ name }) => name === 'alignment/gate_kernel')?.variable.dataSync();
console.log(kernel?.[0] === tensors['alignment/gate_kernel']?.data[0]); // true
model.dispose();
