import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mulberry32Numbers } from '@rs-sam/foundation/random';
import { prepareBackend } from '@rs-sam/tfjs-backend';
import { memory, type Tensor, type Tensor4D, tensor4d, tidy } from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { randomWeights } from '../../test/random-weights';
import type { Network } from '../backbones/network';
import { readWeights } from '../node/weights/read-weights';
import { writeWeights } from '../node/weights/write-weights';
import { layersModel } from '../tfjs/layers-model';
import { fitWeights } from '../weights/fit-weights';
import { FineTuningDivergedError } from './diverged-error';
import { fineTune } from './fine-tune';
import type { FineTuneOptions } from './fine-tune-options';
import { mergeTuned } from './tuned-weights';
import { NoCutError, upperBlocks } from './upper-blocks';

const conv = { kind: 'convolution', filters: 4, kernel: [3, 3], stride: 1, padding: 'same', bias: true } as const;
const norm = { kind: 'batch-normalization', scale: true, epsilon: 1e-3 } as const;
/** Two residual blocks. */
const network: Network = {
  input: 'image',
  layers: [
    { ...conv, name: 'stem', input: 'image', stride: 2 },
    { kind: 'relu', name: 'stem_out', input: 'stem' },
    ...[1, 2].flatMap((block): Network['layers'] => {
      const below = block === 1 ? 'stem_out' : 'block1_out';
      return [
        { ...conv, name: `block${block}_conv`, input: below },
        { ...norm, name: `block${block}_bn`, input: `block${block}_conv` },
        { kind: 'sum', name: `block${block}_add`, inputs: [below, `block${block}_bn`] },
        { kind: 'relu', name: `block${block}_out`, input: `block${block}_add` },
      ];
    }),
  ],
};
const SIZE = 8;
const fitted = fitWeights(network, randomWeights(network));

const random = mulberry32Numbers(4);
const labels = Int32Array.from({ length: 12 }, (_, i) => i % 2);
/** Maps of the frozen layer: class 1 has more in its first channel. */
const maps = Float32Array.from({ length: 12 * 4 * 4 * 4 }, (_, i) => {
  const more = i % 4 === 0 && labels[Math.floor(i / 64)] === 1 ? 0.7 : 0;
  return random() + more;
});
const read = async (images: readonly number[]) =>
  Float32Array.from(images.flatMap((image) => [...maps.subarray(image * 64, (image + 1) * 64)]));

async function tune(changes: Partial<FineTuneOptions> = {}) {
  const upper = upperBlocks(fitted, SIZE, 'block1_out');
  const data = { labels, read };
  try {
    return await fineTune({
      upper,
      classCount: 2,
      train: data,
      validation: data,
      epochs: 8,
      batchSize: 5,
      learningRate: 0.05,
      ...changes,
    });
  } finally {
    upper.dispose();
  }
}

describe('upperBlocks', () => {
  beforeAll(async () => {
    await prepareBackend({ engine: 'wasm' });
  });

  it('above the frozen layer gives what the whole network gives', () => {
    const whole = layersModel(fitted, SIZE);
    const frozen = layersModel(
      fitWeights({ ...network, layers: network.layers.slice(0, 6) }, randomWeights(network)),
      SIZE,
    );
    const upper = upperBlocks(fitted, SIZE, 'block1_out');
    expect(upper.inputShape).toEqual([4, 4, 4]);
    tidy(() => {
      const image = tensor4d(Float32Array.from({ length: SIZE * SIZE * 3 }, mulberry32Numbers(1)), [1, SIZE, SIZE, 3]);
      const expected = (whole.predictOnBatch(image) as Tensor).dataSync();
      const found = upper.apply(frozen.predictOnBatch(image) as Tensor4D).dataSync();
      expect(Math.max(...expected)).toBeGreaterThan(0.1);
      expect(found).toEqual(expected);
    });
  });

  it('refuses to cut through a block', () => {
    expect(() => upperBlocks(fitted, SIZE, 'block1_bn')).toThrow(NoCutError);
    expect(() => upperBlocks(fitted, SIZE, 'block1_bn')).toThrow('block1_add above it takes stem_out from below');
  });
});

describe('fineTune', () => {
  let folder = '';
  beforeAll(async () => {
    await prepareBackend({ engine: 'wasm' });
    folder = await mkdtemp(join(tmpdir(), 'rs-sam-tuned-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('lets the loss fall, and keeps the first of the best epochs', async () => {
    const { history, epoch } = await tune();
    expect((history.at(-1) as (typeof history)[0]).loss).toBeLessThan(0.7 * (history[0] as (typeof history)[0]).loss);
    const accuracies = history.map(({ validationAccuracy }) => validationAccuracy);
    expect(epoch).toBe(accuracies.indexOf(Math.max(...accuracies)) + 1);
    expect(Math.max(...accuracies)).toBe(1);
  });

  it('changes the upper weights and leaves the frozen ones and the statistics, bit for bit; a file keeps them', async () => {
    const tuned = mergeTuned(fitted, (await tune()).weights, 'tuned');
    await writeWeights(folder, tuned);
    const back = await readWeights(folder);
    expect(new Map(back.arrays)).toEqual(new Map(tuned.arrays));
    const after = fitWeights(network, back);
    for (const layer of ['stem', 'block1_conv', 'block1_bn']) {
      expect(after.weights.get(layer)).toEqual(fitted.weights.get(layer));
    }
    const [kernel, bias] = after.weights.get('block2_conv') as Float32Array[];
    const [gamma, beta, ...statistics] = after.weights.get('block2_bn') as Float32Array[];
    const [kernelBefore, biasBefore] = fitted.weights.get('block2_conv') as Float32Array[];
    const [gammaBefore, betaBefore, ...statisticsBefore] = fitted.weights.get('block2_bn') as Float32Array[];
    expect([kernel, bias, gamma, beta]).not.toContainEqual(kernelBefore);
    for (const [now, before] of [
      [kernel, kernelBefore],
      [bias, biasBefore],
      [gamma, gammaBefore],
      [beta, betaBefore],
    ]) {
      expect(now).not.toEqual(before);
    }
    expect(statistics).toEqual(statisticsBefore);
  });

  it('gives the same for the same seed, and leaves no tensor behind', async () => {
    const first = await tune({ epochs: 2 });
    const { numTensors } = memory();
    expect((await tune({ epochs: 2 })).weights).toEqual(first.weights);
    expect(memory().numTensors).toBe(numTensors);
    expect((await tune({ epochs: 2, seed: 2 })).weights).not.toEqual(first.weights);
  });

  it('stops where the loss is no number, and when it is told to', async () => {
    await expect(tune({ learningRate: 3e38 })).rejects.toThrow(FineTuningDivergedError);
    const controller = new AbortController();
    const onStep = () => controller.abort(new Error('enough'));
    await expect(tune({ onStep, signal: controller.signal })).rejects.toThrow('enough');
  });
});
