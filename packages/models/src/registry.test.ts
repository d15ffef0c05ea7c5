import { InvalidOptionError, tripletLoss } from '@rs-sam/core';
import {
  cast,
  concat,
  gather,
  memory,
  type Tensor,
  type Tensor2D,
  type Tensor3D,
  tensor1d,
  tensor2d,
  tidy,
  zeros,
} from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { expectClose } from '../test/close';
import { useEngine } from '../test/engines';
import { expectLearning } from '../test/expect-learning';
import { randomTensor } from '../test/random-tensor';
import { mtfn } from './mtfn/mtfn';
import { modelDefinitions } from './registry';

const inputs = { vocabularySize: 9, regionDepth: 6, regionCount: 4, seed: 3 };
const small = { dim: 8, embeddingDim: 4 };
const smallOf = (name: string) => (name.startsWith('sam-') ? { projection: 8, embeddingDim: 4 } : small);
const regions = () => randomTensor<Tensor3D>([3, 4, 6], 1);
const ids = () => tensor2d([1, 4, 5, 2, 1, 6, 2, 0, 1, 7, 0, 0], [3, 4], 'int32');

describe.each(modelDefinitions)('$name behind the contract', (definition) => {
  beforeAll(() => useEngine('wasm'));

  it('permutes its scores with the batch, and does not depend on padding', () => {
    const model = definition.create(smallOf(definition.name), inputs);
    tidy(() => {
      const score = (f: Tensor3D, words: Tensor2D) => model.score(model.encodeImages(f), model.encodeTexts(words));
      const scores = score(regions(), ids());
      expect(scores.shape).toEqual([3, 3]);
      expect(scores.dataSync().every(Number.isFinite)).toBe(true);
      const order = tensor1d([2, 0, 1], 'int32');
      const permuted = score(gather(regions(), order), gather(ids(), order));
      expectClose(permuted, gather(gather(scores, order), order, 1));
      const padded = concat([ids(), cast<Tensor2D>(zeros([3, 2]), 'int32')], 1) as Tensor2D;
      expectClose(score(regions(), padded), scores);
    });
    model.dispose();
  });

  it('gives every weight a gradient, and learns', () => {
    const model = definition.create(smallOf(definition.name), inputs);
    expectLearning(model, () =>
      tripletLoss(model.score(model.encodeImages(regions()), model.encodeTexts(ids())), { margin: 1 }),
    );
    model.dispose();
  });

  it('has the same initial weights for the same seed, and disposes them', () => {
    const before = memory().numTensors;
    const [one, same, other] = [inputs, inputs, { ...inputs, seed: 4 }].map((given) =>
      definition.create(smallOf(definition.name), given),
    );
    const valuesOf = (model: typeof one) => model?.weights.flatMap(({ variable }) => [...variable.dataSync()]);
    expect(valuesOf(same)).toEqual(valuesOf(one));
    expect(valuesOf(other)).not.toEqual(valuesOf(one));
    expect(new Set(one?.weights.map(({ name }) => name)).size).toBe(one?.weights.length);
    for (const model of [one, same, other]) model?.dispose();
    expect(memory().numTensors).toBe(before);
  });

  it('explains a pair, if it has attention, with rows that sum to 1 and the score of the pair', () => {
    const model = definition.create(smallOf(definition.name), inputs);
    tidy(() => {
      const [images, texts] = [model.encodeImages(regions()), model.encodeTexts(ids())];
      const explained = model.explain?.(images, texts);
      expect(explained === undefined).toBe(['vse++', 'mtfn'].includes(model.name));
      const scores = model.score(images, texts).arraySync();
      explained?.forEach(({ attention, score }, p) => {
        expect(score).toBeCloseTo(scores[p]?.[p] as number, 4);
        expect(attention).toHaveLength([4, 3, 2][p] as number);
        for (const row of attention) {
          expect(row).toHaveLength(4);
          expect(row.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 4);
        }
      });
    });
    model.dispose();
  });

  it('refuses an unknown option and a wrong value', () => {
    expect(() => definition.create({ ...smallOf(definition.name), heads: 9 }, inputs)).toThrow(InvalidOptionError);
    expect(() => definition.create({ embeddingDim: 0 }, inputs)).toThrow('an integer of at least 1');
  });
});

describe('dropout of MTFN', () => {
  beforeAll(() => useEngine('wasm'));

  it('depends on its seed, and is used only in training', () => {
    const model = mtfn.create({ ...small, dropout: 0.5 }, inputs);
    tidy(() => {
      const of = (dropoutSeed?: number) => model.encodeImages(regions(), { dropoutSeed }).vector as Tensor;
      expectClose(of(), of());
      expectClose(of(5), of(5), 0);
      expect([...of(5).dataSync()]).not.toEqual([...of(6).dataSync()]);
      expect([...of(5).dataSync()]).not.toEqual([...of().dataSync()]);
    });
    model.dispose();
  });
});
