import { InvalidOptionError, tripletLoss } from '@rs-sam/core';
import {
  mul,
  type Scalar,
  sum,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  type Tensor3D,
  tensor2d,
  tidy,
} from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { expectClose } from '../test/close';
import { useEngine } from '../test/engines';
import { expectLearning } from '../test/expect-learning';
import { gradientError } from '../test/gradient-error';
import { randomTensor } from '../test/random-tensor';
import { mapTokens } from './building-blocks/token-branch';
import { encodeCaptions } from './checkpoint/encode-captions';
import { modelDefinitions } from './registry';

const DIM = 5;
const inputs = { vocabularySize: 9, regionDepth: 6, regionCount: 4, tokenDim: DIM, seed: 3 };
const optionsOf = (name: string) => (name.startsWith('sam-') ? { projection: 8 } : { dim: 8 });
const regions = (images = 3) => randomTensor<Tensor3D>([images, 4, 6], 1);
/** The ids of four captions, the last one without words. */
const CAPTIONS = [[4, 5, 6], [7], [8, 9], []];
/** The token of each id. */
const featuresOf = (ids: ArrayLike<number>) =>
  Float32Array.from({ length: ids.length * DIM }, (_, i) => {
    const id = ids[Math.floor(i / DIM)] as number;
    return id === 0 ? 0 : Math.sin(id * DIM + (i % DIM));
  });
const tokens = { dimension: DIM, featuresOf, encode: () => [], wordsOf: () => [] };

beforeAll(() => useEngine('wasm'));

describe('mapTokens', () => {
  const weights = () => ({ kernel: randomTensor<Tensor2D>([DIM, 3], 5), bias: randomTensor<Tensor1D>([3], 6) });
  const mask = () => tensor2d([1, 1, 0, 1, 0, 0], [2, 3]);

  it('maps the token of each word, and padding to 0', () => {
    tidy(() => {
      const tokens = randomTensor<Tensor3D>([2, 3, DIM], 4);
      const words = mapTokens(tokens, mask(), weights()).arraySync();
      const { kernel, bias } = weights();
      const [W, c, z] = [kernel.arraySync(), bias.arraySync(), tokens.arraySync()];
      const mapped = (token: readonly number[]) =>
        c.map((offset, k) =>
          expect.closeTo(
            token.reduce((sum, value, d) => sum + value * (W[d]?.[k] as number), offset),
            5,
          ),
        );
      const expected = z.map((caption, b) =>
        caption.map((token, n) =>
          mask().arraySync()[b]?.[n] === 1 ? mapped(token) : c.map(() => expect.closeTo(0, 9)),
        ),
      );
      expect(words).toEqual(expected);
    });
  });

  it('has the gradients of finite differences', () => {
    const [tokens, weighted] = [randomTensor<Tensor3D>([2, 3, DIM], 4), randomTensor([2, 3, 3], 9)];
    const { kernel, bias } = weights();
    const loss = (W: Tensor, c: Tensor) => {
      const words = mapTokens(tokens, mask(), { kernel: W as Tensor2D, bias: c as Tensor1D });
      return sum(mul(mul(words, words), weighted)) as Scalar;
    };
    expect(gradientError(loss, [kernel, bias], 2, 1e-2)).toBeLessThan(1e-3);
  });
});

describe.each(modelDefinitions)('$name with a text network', (definition) => {
  it('scores captions by their tokens, whatever the padding, without an embedding', () => {
    const model = definition.create(optionsOf(definition.name), inputs);
    expect(model.tokenDim).toBe(DIM);
    const names = model.weights.map(({ name }) => name).filter((name) => /^text\/(?!projection)/.test(name));
    expect(names).toEqual([]);
    tidy(() => {
      const images = model.encodeImages(regions());
      const scores = model.score(images, encodeCaptions(model, CAPTIONS, { tokens })).arraySync() as number[][];
      expect(scores.flat().every(Number.isFinite)).toBe(true);
      CAPTIONS.slice(0, 3).forEach((caption, at) => {
        const alone = model.score(images, encodeCaptions(model, [caption], { tokens }));
        expectClose(alone, tensor2d(scores.map((row) => [row[at] as number])));
      });
      expect(scores[0]?.[0]).not.toBeCloseTo(scores[0]?.[2] as number, 6);
    });
    model.dispose();
  });

  it('learns, with a gradient for every weight', () => {
    const model = definition.create(optionsOf(definition.name), inputs);
    expectLearning(model, () => {
      const texts = encodeCaptions(model, CAPTIONS.slice(0, 3), { tokens });
      return tripletLoss(model.score(model.encodeImages(regions()), texts), { margin: 1 });
    });
    model.dispose();
  });

  it('refuses captions without tokens, or with others', () => {
    const model = definition.create(optionsOf(definition.name), inputs);
    expect(() => encodeCaptions(model, CAPTIONS)).toThrow(InvalidOptionError);
    const other = { ...tokens, dimension: 1, featuresOf: (ids: ArrayLike<number>) => new Float32Array(ids.length) };
    expect(() => encodeCaptions(model, CAPTIONS, { tokens: other })).toThrow('[captions, words, 5]');
    model.dispose();
  });
});
