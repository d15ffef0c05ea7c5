import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { prepareBackend } from '@rs-sam/tfjs-backend';
import { io, type Tensor, tensor4d } from '@tensorflow/tfjs-core';
import { model as layersModelOf, loadLayersModel } from '@tensorflow/tfjs-layers';
import { beforeAll, expect, it } from 'vitest';
import { largest, largestDifference } from '../../test/largest';
import { randomPixels } from '../../test/random-weights';
import { NO_RES_NET, realResNet50 } from '../../test/real-weights';
import { resNetPreprocessing } from '../backbones/preprocessing';
import { createBackbone } from './backbone';
import { preprocess } from './preprocess';

beforeAll(async () => {
  await prepareBackend();
});

const SIZE = 128;

it("gives the map at activation_48 that tfjs's own loading of the package's model gives", async ({ skip }) => {
  const weights = await realResNet50();
  if (weights === undefined || !weights.source.endsWith('model.json')) return skip(NO_RES_NET);
  const backbone = createBackbone('resnet-50', weights, { inputSize: SIZE, layer: 'activation_48' });
  const pixels = tensor4d(randomPixels(SIZE ** 2 * 3), [1, SIZE, SIZE, 3]);
  const ours = (await backbone.extract(pixels).data()) as Float32Array;
  backbone.dispose();

  const json = JSON.parse(await readFile(weights.source, 'utf8')) as io.ModelJSON & { modelTopology: KerasTopology };
  const [input] = json.modelTopology.model_config.config.layers;
  if (input) input.config.batch_input_shape = [null, SIZE, SIZE, 3];
  const groups = json.weightsManifest;
  const paths = groups.flatMap((group) => group.paths);
  const shards = await Promise.all(paths.map((path) => readFile(join(dirname(weights.source), path))));
  const whole = await loadLayersModel(
    io.fromMemory({
      modelTopology: json.modelTopology,
      weightSpecs: groups.flatMap((group) => group.weights),
      weightData: Uint8Array.from(Buffer.concat(shards)).buffer,
    }),
  );
  const cut = layersModelOf({ inputs: whole.inputs, outputs: whole.getLayer('activation_48').output });
  const theirs = (await (cut.predict(preprocess(pixels, resNetPreprocessing)) as Tensor).data()) as Float32Array;
  whole.dispose();

  const difference = largestDifference(ours, theirs);
  console.log(`ResNet-50 at activation_48: largest difference ${difference}, largest value ${largest(theirs)}`);
  expect(ours).toHaveLength(16 * 2048);
  expect(largest(theirs)).toBeGreaterThan(0.1);
  expect(difference / largest(theirs)).toBeLessThan(1e-5);
});

interface KerasTopology {
  readonly model_config: {
    readonly config: { readonly layers: { config: { batch_input_shape?: (number | null)[] } }[] };
  };
}
