import { adam, engineNames, moveAverages, prepareBackend } from '@rs-sam/tfjs-backend';
import { fileSystem } from '@rs-sam/tfjs-backend/file-system';
import { type Scalar, scalar, square, sub, variable } from '@tensorflow/tfjs-core';
import { layers, loadLayersModel, sequential } from '@tensorflow/tfjs-layers';

console.log(engineNames.at(-1)); // wasm
await prepareBackend({ engine: 'wasm' });

// The state of this Adam can be saved, and it is one pass over memory on wasm.
const x = variable(scalar(0));
const optimiser = adam({ learningRate: 0.5 });
const average = variable(scalar(0));
for (let step = 0; step < 50; step++) {
  optimiser.minimize(() => square(sub(x, 3)) as Scalar, false, [x]);
  moveAverages([average], [x], 0.5);
}
console.log(Math.round(x.dataSync()[0] as number), Math.round(average.dataSync()[0] as number)); // 3 3

const model = sequential({ layers: [layers.dense({ units: 2, inputShape: [3] })] });
await model.save(fileSystem('dense'));
console.log((await loadLayersModel(fileSystem('dense/model.json'))).countParams()); // 8
