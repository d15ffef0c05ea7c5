import {
  cast,
  expandDims,
  mul,
  ones,
  type Scalar,
  sum,
  type Tensor,
  type Tensor3D,
  train,
} from '@tensorflow/tfjs-core';
import { input, layers, model, type SymbolicTensor } from '@tensorflow/tfjs-layers';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { useEngine } from '../../test/engines';
import { randomPairs } from '../../test/random-pairs';
import { scoreAllPairs } from '../all-pairs/score-all-pairs';
import { LayerNotBuiltError } from '../errors/layer-not-built-error';
import { MaskNotConnectedError } from '../errors/mask-not-connected-error';
import { tripletLoss } from '../loss/triplet-loss';
import { CrossAttention } from './cross-attention';
import { FeatureGate } from './feature-gate';
import { MeanCosineSimilarity } from './mean-cosine-similarity';
import { SemanticAlignment } from './semantic-alignment';

const pairs = () => randomPairs(5, { images: 3, lengths: [4, 3, 2] });
const numbers = (x: Tensor) => Array.from(x.dataSync());

describe('arguments of the layers', () => {
  it('without a direction are refused by name', () => {
    const Alignment = SemanticAlignment as unknown as new (args?: object) => unknown;
    const Attention = CrossAttention as unknown as new (args?: object) => unknown;
    for (const create of [() => new Alignment(), () => new Alignment({}), () => new Attention()]) {
      expect(create).toThrow("The option direction is undefined; it must be 'i2t' or 't2i'.");
    }
  });

  it.each<[() => unknown, string]>([
    [
      () => new SemanticAlignment({ direction: 'i2t', alhpa: 4 } as never),
      'The option alhpa is 4; it must be left out',
    ],
    [() => new SemanticAlignment({ direction: 'i2t', gate: 'no' } as never), 'The option gate is "no"'],
    [() => new SemanticAlignment({ direction: 'i2t', seed: 'x' } as never), 'The option seed is "x"'],
    [
      () => new CrossAttention({ direction: 'i2t', gate: true } as never),
      'The option gate is true; it must be left out',
    ],
    [
      () => new FeatureGate({ candidate: 'elu' } as never),
      `The option candidate is "elu"; it must be 'sigmoid' or 'tanh'.`,
    ],
    [() => new MeanCosineSimilarity({ mask: true } as never), 'The option mask is true; it must be left out'],
  ])('with an unknown name or a wrong value are refused: %#', (create, message) => {
    expect(create).toThrow(message);
  });

  it('of every tfjs layer are accepted', () => {
    const common = { name: 'mine', trainable: false, dtype: 'float32' } as const;
    expect(new SemanticAlignment({ direction: 'i2t', ...common }).name).toBe('mine');
    expect(new FeatureGate(common).trainable).toBe(false);
    expect(new MeanCosineSimilarity(common).name).toBe('mine');
  });
});

describe('a layer without weights', () => {
  beforeAll(() => useEngine('cpu'));

  it('throws inside minimize and says how to build it', () => {
    const { regions, words, wordMask } = pairs();
    // Without any variable, tfjs itself throws before it computes the loss.
    new SemanticAlignment({ direction: 'i2t' }).scoreAllPairs({ regions, words, wordMask });
    const alignment = new SemanticAlignment({ direction: 't2i', name: 'unbuilt' });
    const loss = () => tripletLoss(alignment.scoreAllPairs({ regions, words, wordMask }));
    expect(() => train.sgd(0.1).minimize(loss)).toThrow(LayerNotBuiltError);
    expect(() => train.sgd(0.1).minimize(loss)).toThrow('call its build([[null,5,8],[null,4,8]])');
    alignment.scoreAllPairs({ regions, words, wordMask });
    expect(train.sgd(0.1).minimize(loss, true)?.shape).toEqual([]);
    const gate = new FeatureGate();
    expect(() => train.sgd(0.1).minimize(() => sum(gate.apply([regions, regions]) as Tensor) as Scalar)).toThrow(
      LayerNotBuiltError,
    );
  });

  it('throws where its weights are needed', () => {
    const { regions, words } = pairs();
    const gated = new SemanticAlignment({ direction: 't2i' });
    expect(() => gated.scorePrepared({ regions, words })).toThrow(LayerNotBuiltError);
    expect(() =>
      gated.scoreGallery({ count: 0, regions: () => regions }, { count: 0, words: () => ({ words }) }),
    ).toThrow(LayerNotBuiltError);
    expect(() =>
      new SemanticAlignment({ direction: 't2i', gate: false, projection: 8 }).prepareRegions(regions),
    ).toThrow(LayerNotBuiltError);
  });
});

describe.each(['cpu', 'wasm'] as const)('integers on %s', (engine) => {
  beforeAll(() => useEngine(engine));

  it('are read as numbers, in regions and in words', () => {
    const { regions, words, wordMask } = pairs();
    const whole = (x: Tensor3D): Tensor3D => cast(mul<Tensor3D>(x, 5), 'int32');
    const layer = new SemanticAlignment({ direction: 't2i', seed: 1 });
    const integers = { regions: whole(regions), words: whole(words), wordMask: cast(wordMask, 'int32') };
    const floats = { regions: cast(integers.regions, 'float32'), words: cast(integers.words, 'float32'), wordMask };
    expect(numbers(layer.scoreAllPairs(integers))).toEqual(numbers(layer.scoreAllPairs(floats)));
    expect(numbers(layer.apply([integers.regions, integers.words, integers.wordMask]) as Tensor)).toEqual(
      numbers(layer.apply([floats.regions, floats.words, wordMask]) as Tensor),
    );
  });
});

describe('forgotten padding', () => {
  beforeAll(() => useEngine('cpu'));
  afterEach(() => vi.restoreAllMocks());

  /** ids [4] with maskZero to words [4, 8], and the ids' own mask. */
  const embedded = () => {
    const ids = input({ shape: [4] });
    return { ids, words: layers.embedding({ inputDim: 9, outputDim: 8, maskZero: true }).apply(ids) as SymbolicTensor };
  };
  const ids = () => ones([2, 4]);

  it('is an error if words come with a Keras mask that is not an input', () => {
    for (const layer of [new SemanticAlignment({ direction: 't2i' }), new CrossAttention({ direction: 'i2t' })]) {
      const { ids: tokens, words } = embedded();
      const regions = input({ shape: [5, 8] });
      const joined = model({ inputs: [regions, tokens], outputs: layer.apply([regions, words]) as SymbolicTensor });
      expect(() => joined.predict([ones([2, 5, 8]), ids()])).toThrow(MaskNotConnectedError);
      const mask = input({ shape: [4] });
      const whole = model({
        inputs: [regions, tokens, mask],
        outputs: layer.apply([regions, words, mask]) as SymbolicTensor,
      });
      expect((whole.predict([ones([2, 5, 8]), ids(), ids()]) as Tensor).shape[0]).toBe(2);
    }
  });

  it('is no error if the mask reaches the layer, in a list or with its rows', () => {
    const { regions, words, wordMask } = pairs();
    const layer = new SemanticAlignment({ direction: 't2i', seed: 1 });
    const expected = numbers(layer.apply([regions, words, wordMask]) as Tensor);
    const masked = layer.apply([regions, words], { mask: [null, wordMask] } as never) as Tensor;
    expect(numbers(masked)).toEqual(expected);
    const mean = new MeanCosineSimilarity();
    expect(numbers(mean.apply([words, words], { mask: wordMask } as never) as Tensor)).toEqual(
      numbers(mean.apply([words, words, wordMask]) as Tensor),
    );
    expect(new FeatureGate().computeMask([words, words], [wordMask, null] as never)).toBe(wordMask);
    expect(() => layer.apply([regions, words], { mask: wordMask } as never)).toThrow(/no mask for regions/);
  });

  it('gives one warning if captions without a mask end in zeros', () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    const { regions, words, wordMask, weights } = pairs();
    const padded = mul(words, expandDims(wordMask, -1)) as Tensor3D;
    const options = { direction: 't2i', checkFinite: false } as const;
    scoreAllPairs({ regions, words: padded, weights }, options);
    scoreAllPairs({ regions, words: padded, wordMask, weights }, { direction: 't2i' });
    scoreAllPairs({ regions, words, weights }, { direction: 't2i' });
    expect(warn).not.toHaveBeenCalled();
    scoreAllPairs({ regions, words: padded, weights }, { direction: 't2i' });
    scoreAllPairs({ regions, words: padded, weights }, { direction: 't2i' });
    expect(warn).toHaveBeenCalledTimes(1);
    expect(warn.mock.calls[0]?.[0]).toContain('caption 1 ends in a row of zeros');
  });
});
