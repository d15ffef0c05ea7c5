import { type Direction, InvalidOptionError, SemanticAlignment, wordMask } from '@rs-sam/core';
import { presetConfiguration } from '@rs-sam/training';
import {
  memory,
  randomNormal,
  sum,
  type Tensor,
  type Tensor2D,
  type Tensor3D,
  tensor2d,
  tidy,
  variableGrads,
} from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { useWasm } from '../../../evaluation/test/use-engine';
import type { ModelOption } from '../contract/retrieval-model';
import { modelDefinition } from '../registry';
import { samDefinition } from './sam';

beforeAll(useWasm);

const inputs = { vocabularySize: 9, regionDepth: 6, regionCount: 4, seed: 5 };
const ids = () =>
  tensor2d(
    [
      [1, 4, 5, 2, 0],
      [1, 6, 2, 0, 0],
      [1, 8, 7, 4, 2],
    ],
    [3, 5],
    'int32',
  );
const regions = (images = 2) => randomNormal([images, 4, 6], 0, 1, 'float32', 3) as Tensor3D;
const numbers = (tensor: Tensor) => [...tensor.dataSync()];
const scoresOf = (direction: Direction, options: Readonly<Record<string, ModelOption>>) => {
  const model = samDefinition(direction).create({ embeddingDim: 3, ...options }, inputs);
  return { model, scores: model.score(model.encodeImages(regions()), model.encodeTexts(ids())) };
};

describe.each(['t2i', 'i2t'] as const)('sam-%s', (direction) => {
  it.each([
    { projection: null, normalizeFeatures: false },
    { projection: null, normalizeFeatures: true, gate: false },
    { projection: 5, normalizeFeatures: true, clip: 'leaky', normalizeOver: 'words', candidate: 'tanh', alpha: 4 },
    { projection: 5, normalizeFeatures: false, attention: false },
  ] as const)('scores as SemanticAlignment does with the same weights: %j', (options) => {
    const { model, scores } = scoresOf(direction, options);
    const { words } = model.encodeTexts(ids());
    const alignment = new SemanticAlignment({ direction, ...options });
    // The words of an encoding are already prepared, so the layer gets the words before preparation.
    const raw = samDefinition(direction).create({ embeddingDim: 3, ...options, normalizeFeatures: false }, inputs);
    const { words: unprepared } = raw.encodeTexts(ids());
    alignment.build([
      [null, 4, 6],
      [null, null, (words as Tensor).shape[2] as number],
    ]);
    alignment.setWeights(
      model.weights.filter(({ name }) => name.startsWith('alignment/')).map(({ variable }) => variable),
    );
    const mask = wordMask([4, 3, 5], 5);
    const direct = alignment.scoreAllPairs({ regions: regions(), words: unprepared as Tensor3D, wordMask: mask });
    expect(numbers(scores)).toEqual(numbers(direct).map((value) => expect.closeTo(value, 5)));
    expect(new Set(numbers(scores).map((value) => value.toFixed(4))).size).toBeGreaterThan(3);
  });

  it('gives every weight a gradient and a stable name', () => {
    const { model } = scoresOf(direction, { projection: 5 });
    const { grads } = variableGrads(
      () => sum(model.score(model.encodeImages(regions()), model.encodeTexts(ids()))),
      model.weights.map(({ variable }) => variable),
    );
    const flat = model.weights.filter(
      ({ variable }) => !numbers(grads[variable.name] as Tensor).some((value) => value !== 0),
    );
    expect(flat.map(({ name }) => name)).toEqual([]);
    const again = scoresOf(direction, { projection: 5 }).model;
    expect(again.weights.map(({ name }) => name)).toEqual(model.weights.map(({ name }) => name));
    expect(model.weights.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        'text/embeddings',
        'text/forward/gates/kernel',
        'alignment/projection_kernel',
        'alignment/gate_kernel',
      ]),
    );
  });

  it('starts from the same weights for the same seed', () => {
    const [one, same] = [scoresOf(direction, {}), scoresOf(direction, {})];
    expect(numbers(one.scores)).toEqual(numbers(same.scores));
    const other = samDefinition(direction).create({ embeddingDim: 3 }, { ...inputs, seed: 6 });
    expect(numbers(other.score(other.encodeImages(regions()), other.encodeTexts(ids())))).not.toEqual(
      numbers(one.scores),
    );
  });

  it('applies dropout only in training, the same for the same seed', () => {
    const { model } = scoresOf(direction, { wordDropout: 0.5, regionDropout: 0.5, projection: 5 });
    const encoded = (dropoutSeed?: number) =>
      tidy(() => [
        ...numbers(model.encodeImages(regions(), { dropoutSeed }).regions as Tensor),
        ...numbers(model.encodeTexts(ids(), { dropoutSeed }).words as Tensor),
      ]);
    expect(encoded(1)).toEqual(encoded(1));
    expect(encoded(1)).not.toEqual(encoded(2));
    expect(encoded()).toEqual(encoded());
    expect(encoded().filter((value) => value === 0).length).toBeLessThan(
      encoded(1).filter((value) => value === 0).length,
    );
  });

  it('explains pairs: a row for each real word, each summing to 1, with the score of the pair', () => {
    const { model, scores } = scoresOf(direction, { projection: 5 });
    const encodedImages = { ...model.encodeImages(regions(3)) };
    const pairs = model.explain?.(encodedImages, { ...model.encodeTexts(ids()) }) ?? [];
    expect(pairs.map(({ attention }) => attention.length)).toEqual([4, 3, 5]);
    for (const row of pairs.flatMap(({ attention }) => attention)) {
      expect(row).toHaveLength(4);
      expect(row.reduce((total, value) => total + value, 0)).toBeCloseTo(1, 5);
    }
    const all = model.score(encodedImages, { ...model.encodeTexts(ids()) }) as Tensor2D;
    expect(pairs.map(({ score }) => score)).toEqual(
      [0, 4, 8].map((at) => expect.closeTo(numbers(all)[at] as number, 5)),
    );
    scores.dispose();
  });

  it('disposes its weights', () => {
    const before = memory().numTensors;
    samDefinition(direction).create({ projection: 5 }, inputs).dispose();
    expect(memory().numTensors).toBe(before);
  });

  it('has words as deep as the regions and no projection by default, as in the preset `paper`', () => {
    const { model: name, options } = presetConfiguration('paper', direction);
    const model = modelDefinition(name).create(options, {
      vocabularySize: 9,
      regionDepth: 32,
      regionCount: 64,
      seed: 1,
    });
    const shapes = Object.fromEntries(model.weights.map((weight) => [weight.name, weight.variable.shape]));
    expect(shapes).toMatchObject({ 'text/embeddings': [9, 300], 'alignment/gate_kernel': [64, 32] });
    expect(Object.keys(shapes)).not.toContain('alignment/projection_kernel');
    expect(model.encodeTexts(ids()).words?.shape).toEqual([3, 5, 32]);
    model.dispose();
  });
});

describe('options of SAM', () => {
  it.each<[Record<string, ModelOption>, string]>([
    [{ projection: 0 }, 'The option projection is 0; it must be an integer of at least 1, or null for none.'],
    [{ alpha: -1 }, 'The option alpha is -1; it must be a number that is not negative.'],
    [{ clip: 'elu' }, `The option clip is "elu"; it must be 'relu' or 'leaky'.`],
    [{ gate: 'no' }, 'The option gate is "no"; it must be true or false.'],
    [{ wordDropout: 1 }, 'The option wordDropout is 1; it must be a number from 0 to below 1.'],
    [
      { projecton: 3 },
      'The option projecton is 3; it must be left out: sam-t2i has the options projection, normalizeFeatures',
    ],
  ])('are refused by name: %j', (options, message) => {
    expect(() => samDefinition('t2i').create(options, inputs)).toThrow(InvalidOptionError);
    expect(() => samDefinition('t2i').create(options, inputs)).toThrow(message);
  });
});
