import { CaptionEncoder, padBatch, Vocabulary } from '@rs-sam/text-encoder';
import '@tensorflow/tfjs-backend-cpu';
import { io, type Tensor, tensor2d } from '@tensorflow/tfjs-core';
import { input, loadLayersModel, model, type SymbolicTensor } from '@tensorflow/tfjs-layers';

const vocabulary = Vocabulary.fromCaptions(['Two planes on the runway.']);
const { ids, shape } = padBatch([vocabulary.encode('Two planes'), vocabulary.encode('Runway')]);

const tokens = input({ shape: [null], dtype: 'int32' });
const encoder = new CaptionEncoder({ vocabularySize: vocabulary.size, embeddingDim: 8, units: 16, seed: 1 });
const captions = model({ inputs: tokens, outputs: encoder.apply(tokens) as SymbolicTensor });

const words = captions.predict(tensor2d(ids, shape, 'int32')) as Tensor;
console.log(words.shape); // [2,4,16]

// Every save handler of tfjs works: a folder, a download, IndexedDB. To load the model, this package has to be imported.
let stored: io.ModelArtifacts = {};
await captions.save(
  io.withSaveHandler(async (artifacts) => {
    stored = artifacts;
    return { modelArtifactsInfo: { dateSaved: new Date(), modelTopologyType: 'JSON' } };
  }),
);
const loaded = await loadLayersModel(io.fromMemory(stored));
console.log(loaded.layers.at(-1)?.getClassName()); // CaptionEncoder
