import {
  io,
  mul,
  type Scalar,
  slice,
  sum,
  type Tensor,
  type Tensor3D,
  tensor,
  train,
  variableGrads,
} from '@tensorflow/tfjs-core';
import { input, layers, loadLayersModel, model, type SymbolicTensor } from '@tensorflow/tfjs-layers';
import { beforeAll, describe, expect, it } from 'vitest';
import { gradientError } from '../../test/directional-derivative';
import { engines, useEngine } from '../../test/engines';
import { randomPairs, randomValues } from '../../test/random-pairs';
import { CrossAttention } from './cross-attention';
import { FeatureGate } from './feature-gate';
import { MeanCosineSimilarity } from './mean-cosine-similarity';
import { SemanticAlignment } from './semantic-alignment';
import type { SemanticAlignmentArgs } from './semantic-alignment-args';

const directions = ['i2t', 't2i'] as const;
const numbers = (x: Tensor | Tensor[]): number[] => Array.from((x as Tensor).dataSync());
const weighted = (x: Tensor): Scalar => sum(mul(x, tensor(randomValues(x.size, 9), x.shape)));
const expectClose = (actual: number[], expected: number[], digits = 5) => {
  expect(actual.length).toBe(expected.length);
  actual.forEach((value, i) => {
    expect(value).toBeCloseTo(expected[i] as number, digits);
  });
};

/** A functional model of one alignment layer: regions, words and their mask in, a score out. */
function modelOf(args: SemanticAlignmentArgs, depth = 8, regionDepth = depth) {
  const inputs = [
    input({ shape: [5, regionDepth], name: 'regions' }),
    input({ shape: [4, depth], name: 'words' }),
    input({ shape: [4], name: 'mask' }),
  ];
  const alignment = new SemanticAlignment(args);
  return { alignment, model: model({ inputs, outputs: alignment.apply(inputs) as SymbolicTensor }) };
}

/** Three images with three captions of 4, 3 and 2 words. */
const paired = () => randomPairs(5, { images: 3, lengths: [4, 3, 2] });

describe.each(engines)('layers on %s', (engine) => {
  beforeAll(() => useEngine(engine));

  it.each(directions)('SemanticAlignment scores pairs as the diagonal of scoreAllPairs: %s', (direction) => {
    const { regions, words, wordMask } = paired();
    const { alignment, model: network } = modelOf({ direction, seed: 3 });
    expect(network.outputs[0]?.shape).toEqual([null, 1]);
    const scores = numbers(network.predict([regions, words, wordMask]));
    const all = alignment.scoreAllPairs({ regions, words, wordMask });
    expectClose(
      scores,
      [0, 1, 2].map((i) => numbers(slice(all, [i, i], [1, 1]))[0] as number),
    );
  });

  it.each(directions)('SemanticAlignment equals the three layers in sequence: %s', (direction) => {
    const { regions, words, wordMask } = paired();
    const whole = new SemanticAlignment({ direction, candidate: 'tanh', alpha: 4, seed: 1 });
    const attended = new CrossAttention({ direction, alpha: 4 }).apply([regions, words, wordMask]) as Tensor;
    const query = direction === 'i2t' ? regions : words;
    const updated = new FeatureGate({ candidate: 'tanh', seed: 1 }).apply([query, attended]) as Tensor;
    const mean = new MeanCosineSimilarity();
    const scores = mean.apply(direction === 'i2t' ? [updated, attended] : [updated, attended, wordMask]) as Tensor;
    expectClose(numbers(scores), numbers(whole.apply([regions, words, wordMask]) as Tensor));
  });

  it.each(directions)('agrees with finite differences in the gradient of features and weights: %s', (direction) => {
    const { regions, words, wordMask, weights } = paired();
    const attention = new CrossAttention({ direction });
    expect(
      gradientError(
        (f, t) => weighted(attention.apply([f as Tensor, t as Tensor, wordMask]) as Tensor),
        [regions, words],
      ),
    ).toBeLessThan(1e-2);
    const mean = new MeanCosineSimilarity();
    expect(
      gradientError(
        (f, e) => weighted(mean.apply([f as Tensor, e as Tensor]) as Tensor),
        [regions, slice(regions, [0, 0, 0])],
      ),
    ).toBeLessThan(1e-2);
    const gate = new FeatureGate();
    const attended = attention.apply([regions, words, wordMask]) as Tensor;
    const query = direction === 'i2t' ? regions : words;
    gate.build([query.shape, attended.shape]);
    const kernels = Object.values(weights) as Tensor[];
    gate.weights.forEach((variable, i) => {
      variable.write(kernels[i] as Tensor);
    });
    expect(
      gradientError((f, e) => weighted(gate.apply([f as Tensor, e as Tensor]) as Tensor), [query, attended]),
    ).toBeLessThan(1e-2);
    // Through the layer's own variables: one of them is moved, the others keep their values.
    gate.weights.forEach((variable) => {
      const start = variable.read();
      const moved = (w: Tensor): Scalar => {
        variable.read = () => w;
        const loss = weighted(gate.apply([query, attended]) as Tensor);
        variable.read = () => start;
        return loss;
      };
      expect(gradientError((w) => moved(w as Tensor), [start])).toBeLessThan(1e-2);
    });
  });

  it.each([
    { direction: 'i2t', projection: 8, normalizeFeatures: true, seed: 4 },
    { direction: 't2i', clip: 'leaky', normalizeOver: 'words', candidate: 'tanh', alpha: 5, seed: 2 },
    { direction: 't2i', attention: false, checkFinite: false },
    { direction: 'i2t', gate: false },
  ] as SemanticAlignmentArgs[])('is loaded from a saved model with every option and weight: %j', async (args) => {
    const regionDepth = args.projection ? 6 : 8;
    const pairs = paired();
    const regions = args.projection ? (slice(pairs.regions, [0, 0, 0], [-1, -1, 6]) as Tensor3D) : pairs.regions;
    const { alignment, model: network } = modelOf({ ...args, name: 'alignment' }, 8, regionDepth);
    const expected = numbers(network.predict([regions, pairs.words, pairs.wordMask]));
    let saved: io.ModelArtifacts | undefined;
    await network.save(
      io.withSaveHandler(async (artifacts) => {
        saved = artifacts;
        return { modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: 'JSON' } };
      }),
    );
    const loaded = await loadLayersModel(io.fromMemory(saved as io.ModelArtifacts));
    expectClose(numbers(loaded.predict([regions, pairs.words, pairs.wordMask])), expected, 6);
    const config = loaded.getLayer('alignment').getConfig();
    expect(config).toMatchObject(args as object);
    expect(config).toEqual(alignment.getConfig());
  });

  it.each(['scoreAllPairs', 'build', 'apply'] as const)(
    'is saved and loaded in a model after it was built by %s',
    async (first) => {
      const { regions, words, wordMask } = paired();
      const alignment = new SemanticAlignment({ direction: 't2i', projection: 8, seed: 1 });
      if (first === 'scoreAllPairs') alignment.scoreAllPairs({ regions, words, wordMask });
      if (first === 'build') alignment.build([regions.shape, words.shape]);
      const inputs = [input({ shape: [5, 8] }), input({ shape: [4, 8] }), input({ shape: [4] })];
      const network = model({ inputs, outputs: alignment.apply(inputs) as SymbolicTensor });
      let saved: io.ModelArtifacts | undefined;
      await network.save(
        io.withSaveHandler(async (artifacts) => {
          saved = artifacts;
          return { modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: 'JSON' } };
        }),
      );
      const names = saved?.weightSpecs?.map(({ name }) => name) ?? [];
      expect(names).toHaveLength(6);
      for (const name of names) expect(name.startsWith(`${alignment.name}/`)).toBe(true);
      const loaded = await loadLayersModel(io.fromMemory(saved as io.ModelArtifacts));
      const expected = numbers(network.predict([regions, words, wordMask]));
      expectClose(numbers(loaded.predict([regions, words, wordMask])), expected, 6);
    },
  );

  it('trains inside a functional model', async () => {
    const { regions, words, wordMask } = paired();
    const { model: network } = modelOf({ direction: 't2i', seed: 1 });
    network.compile({ optimizer: train.adam(0.02), loss: 'meanSquaredError' });
    const history = await network.fit([regions, words, wordMask], tensor([[0.9], [0.1], [-0.2]]), {
      epochs: 40,
      verbose: 0,
    });
    const loss = history.history.loss as number[];
    expect(loss.at(-1)).toBeLessThan((loss[0] as number) * 0.5);
  });

  it('scoreAllPairs has gradients for gate and projection', () => {
    const pairs = paired();
    const alignment = new SemanticAlignment({ direction: 't2i', projection: 8, normalizeFeatures: true, seed: 1 });
    const features = { ...pairs, regions: slice(pairs.regions, [0, 0, 0], [-1, -1, 6]) as Tensor3D };
    alignment.scoreAllPairs(features);
    const variables = alignment.trainableWeights.map(
      (weight) => weight.read() as Parameters<typeof variableGrads>[1] extends (infer V)[] | undefined ? V : never,
    );
    const { grads } = variableGrads(
      () => weighted(alignment.scoreAllPairs(features, { frozenRegions: true })),
      variables as never,
    );
    expect(Object.values(grads).length).toBe(6);
    for (const gradient of Object.values(grads)) expect(numbers(gradient).some((value) => value !== 0)).toBe(true);
  });

  it('explains a pair: weights that sum to 1 over real words, and cosines whose mean is the score', () => {
    const { regions, words, wordMask } = randomPairs(6, { images: 1, lengths: [3] });
    const alignment = new SemanticAlignment({ direction: 'i2t', seed: 1 });
    const { score, rows, columns, attention, cosines, depth, gate, gateMean } = alignment.explain({
      regions,
      words,
      wordMask,
    });
    expect([rows, columns, depth]).toEqual([5, 4, 8]);
    for (let row = 0; row < rows; row++) {
      const weights = attention.subarray(row * columns, (row + 1) * columns);
      expect(weights.reduce((a, b) => a + b)).toBeCloseTo(1, 5);
      expect(weights[3]).toBe(0);
      expect(gateMean?.[row]).toBeCloseTo(
        (gate as Float32Array).subarray(row * depth, (row + 1) * depth).reduce((a, b) => a + b) / depth,
        5,
      );
    }
    expect(cosines.reduce((a, b) => a + b) / rows).toBeCloseTo(score, 5);
    expectClose([score], numbers(alignment.scoreAllPairs({ regions, words, wordMask })));
    expect(
      new SemanticAlignment({ direction: 't2i', gate: false }).explain({ regions, words, wordMask }).gate,
    ).toBeUndefined();
    expect(() => alignment.explain(randomPairs(6))).toThrow(/one image and one caption/);
  });

  it('names the problem of its inputs, when the model is built and when it runs', () => {
    const symbolic = (...shape: number[]) => input({ shape });
    expect(() => new SemanticAlignment({ direction: 'i2t' }).apply([symbolic(5, 8), symbolic(4, 6)])).toThrow(
      /regions has the shape \[\?, 5, 8\], which does not fit words \[\?, 4, 6\]/,
    );
    expect(() =>
      new SemanticAlignment({ direction: 'i2t', projection: 5 }).apply([symbolic(5, 8), symbolic(4, 6)]),
    ).toThrow(/projection is 5; it must be 6/);
    expect(() => new SemanticAlignment({ direction: 'i2t', projection: -1 })).toThrow(/projection/);
    expect(() => new CrossAttention({ direction: 'i2t' }).apply(symbolic(5, 8))).toThrow(/a list of two inputs/);
    expect(() => new CrossAttention({ direction: 'i2t' }).apply([symbolic(5, 8), symbolic(4, 8), symbolic(3)])).toThrow(
      /wordMask has the shape \[\?, 3\], which does not fit words/,
    );
    expect(() => new FeatureGate().apply([symbolic(5, 8), symbolic(4, 8)])).toThrow(
      /features has the shape \[\?, 5, 8\], which does not fit attended/,
    );
    expect(() => new MeanCosineSimilarity().apply([symbolic(5, 8), symbolic(5, 8), symbolic(4)])).toThrow(
      /mask has the shape \[\?, 4\], which does not fit updated/,
    );
    const { regions, words, wordMask } = paired();
    const bad = tensor(
      numbers(words).map((value, i) => (i === 9 ? Number.NaN : value)),
      words.shape,
    );
    expect(() => new SemanticAlignment({ direction: 't2i' }).apply([regions, bad, wordMask])).toThrow(
      'words holds NaN at [0, 1, 1]',
    );
  });

  it('works between other layers', () => {
    const regions = input({ shape: [5, 6] });
    const words = input({ shape: [4, 8] });
    const projected = layers.dense({ units: 8 }).apply(regions) as SymbolicTensor;
    const score = new SemanticAlignment({ direction: 'i2t' }).apply([projected, words]) as SymbolicTensor;
    const probability = layers.dense({ units: 1, activation: 'sigmoid' }).apply(score) as SymbolicTensor;
    const network = model({ inputs: [regions, words], outputs: probability });
    const pairs = paired();
    const output = network.predict([slice(pairs.regions, [0, 0, 0], [-1, -1, 6]), pairs.words]) as Tensor;
    expect(output.shape).toEqual([3, 1]);
  });
});
