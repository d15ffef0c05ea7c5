import { prepareBackend } from '@rs-sam/tfjs-backend';
import { io, type Tensor, tensor4d } from '@tensorflow/tfjs-core';
import { model as layersModelOf, loadLayersModel } from '@tensorflow/tfjs-layers';
import { InceptionV3Model } from 'nsfwjs/models/inception_v3';
import { beforeAll, expect, it } from 'vitest';
import { largest, largestDifference } from '../../test/largest';
import { randomPixels } from '../../test/random-weights';
import { inceptionPreprocessing } from '../backbones/preprocessing';
import { readTfjsModel } from '../weights/tfjs-model';
import { createBackbone } from './backbone';
import { preprocess } from './preprocess';

beforeAll(async () => {
  await prepareBackend();
});

const SIZE = 299;

/** nsfwjs's model: Keras' Inception V3 with another classifier, in a byte a weight. */
async function nsfwjs(): Promise<{ json: io.ModelJSON; shards: readonly Uint8Array[] }> {
  const { default: json } = await InceptionV3Model.modelJson();
  const bundles = await Promise.all(InceptionV3Model.weightBundles.map((load) => load()));
  return { json, shards: bundles.map((bundle) => Buffer.from(bundle.default, 'base64')) };
}

it("gives the map at mixed10 that tfjs's own loading of nsfwjs's model gives", async () => {
  const { json, shards } = await nsfwjs();
  const paths = json.weightsManifest.flatMap((group) => group.paths);
  const weights = await readTfjsModel(json, async (path) => shards[paths.indexOf(path)] as Uint8Array, 'nsfwjs');
  const backbone = createBackbone('inception-v3', weights);
  const pixels = tensor4d(randomPixels(SIZE ** 2 * 3), [1, SIZE, SIZE, 3]);
  const ours = (await backbone.extract(pixels).data()) as Float32Array;
  backbone.dispose();

  const whole = await loadLayersModel(
    io.fromMemory({
      modelTopology: json.modelTopology as object,
      weightSpecs: json.weightsManifest.flatMap((group) => group.weights),
      weightData: Uint8Array.from(Buffer.concat(shards)).buffer,
    }),
  );
  const cut = layersModelOf({ inputs: whole.inputs, outputs: whole.getLayer('mixed10').output });
  const theirs = (await (cut.predict(preprocess(pixels, inceptionPreprocessing)) as Tensor).data()) as Float32Array;
  whole.dispose();

  const difference = largestDifference(ours, theirs);
  console.log(
    `Inception V3 at mixed10, nsfwjs's weights: largest difference ${difference}, largest value ${largest(theirs)}`,
  );
  expect(ours).toHaveLength(64 * 2048);
  expect(largest(theirs)).toBeGreaterThan(0.1);
  expect(difference / largest(theirs)).toBeLessThan(1e-5);
});
