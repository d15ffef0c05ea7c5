import { InvalidOptionError, ShapeMismatchError } from '@rs-sam/foundation/errors';
import {
  io,
  type NamedTensorMap,
  randomNormal,
  type Scalar,
  square,
  sum,
  type Tensor,
  type Tensor2D,
  tensor,
  tensor2d,
  tidy,
  variableGrads,
} from '@tensorflow/tfjs-core';
import { input, loadLayersModel, model } from '@tensorflow/tfjs-layers';
import { beforeAll, describe, expect, it } from 'vitest';
import { engines, useEngine } from '../../test/engines';
import { CaptionEncoder } from './caption-encoder';
import type { EncoderWeights, PretrainedWeights } from './encoder-weights';
import { inputVectors } from './input-vectors';

const size = { vocabularySize: 6, embeddingDim: 4, units: 3, pretrainedDim: 2, seed: 5 };
const captions = [
  [1, 4, 5],
  [4, 4, 2],
];
const rows = Float32Array.from([1, 0, 0, 1, 0.6, 0.8, -0.6, 0.8, 0.8, -0.6, 0, -1]);

const ids = () => tensor2d(captions, [2, 3], 'int32');
const lossOf = (encoder: CaptionEncoder, inputs: object = {}) => sum(square(encoder.call(ids(), inputs))) as Scalar;

/** An encoder whose learned vectors are not 0. */
function built(): CaptionEncoder {
  const encoder = new CaptionEncoder(size);
  encoder.build([null, null]);
  encoder.setPretrainedVectors(rows);
  const [embeddings, ...rest] = encoder.getWeights() as [Tensor, ...Tensor[]];
  encoder.setWeights([randomNormal(embeddings.shape, 0, 0.5, 'float32', 3), ...rest]);
  return encoder;
}

/** The gradient of a variable by the end of its name, which has the number of the layer in it. */
function gradientOf(grads: NamedTensorMap, name: string): Tensor {
  const [found] = Object.entries(grads).filter(([key]) => key.includes(name));
  return found?.[1] as Tensor;
}

const variablesOf = (encoder: CaptionEncoder) => (encoder as unknown as { variables: EncoderWeights }).variables;

describe.each(engines)('the vectors of words on %s', (engine) => {
  beforeAll(() => useEngine(engine));

  it('are M g + c + m e, and M g + c for a word behind the vocabulary', () => {
    tidy(() => {
      const encoder = built();
      const { embeddings, pretrained } = variablesOf(encoder);
      const [e, kernel] = [embeddings.read(), pretrained?.kernel.read()].map(
        (tensor) => (tensor as Tensor2D).arraySync() as number[][],
      ) as [number[][], number[][]];
      const bias = [...((pretrained as PretrainedWeights).bias.read() as Tensor).dataSync()];
      const unseen = [-0.28, 0.96];
      const expected = (g: readonly number[], own: readonly number[] | undefined) =>
        bias.map((c, i) =>
          expect.closeTo(
            c + (g[0] as number) * (kernel[0]?.[i] ?? 0) + (g[1] as number) * (kernel[1]?.[i] ?? 0) + (own?.[i] ?? 0),
            5,
          ),
        );
      const found = inputVectors(tensor2d([[4, 6, 5, 4]], [1, 4], 'int32'), variablesOf(encoder), {
        learned: tensor2d([[1, 1, 0, 0]]),
        unseen: tensor2d([unseen]),
      }).arraySync();
      const g = (id: number) => [...rows.subarray(2 * id, 2 * id + 2)];
      expect(found).toEqual([
        [expected(g(4), e[4]), expected(unseen, undefined), expected(g(5), undefined), expected(g(4), undefined)],
      ]);
    });
  });

  it('have the gradients of finite differences in the map and the learned vectors, and none in the frozen ones', () => {
    tidy(() => {
      const encoder = built();
      const inputs = {
        learned: tensor2d([
          [1, 0, 1],
          [0, 1, 1],
        ]),
      };
      const { grads } = variableGrads(() => lossOf(encoder, inputs));
      const weights = encoder.getWeights() as Tensor[];
      const names = encoder.weights.map(({ originalName }) => originalName);
      expect(names.at(-1)).toBe('pretrained/vectors');
      expect(Object.keys(grads).some((name) => name.includes('pretrained/vectors'))).toBe(false);
      for (const name of ['embeddings', 'pretrained/kernel', 'pretrained/bias']) {
        const at = names.indexOf(name);
        const { shape } = weights[at] as Tensor;
        const values = Float32Array.from((weights[at] as Tensor).dataSync());
        const gradient = gradientOf(grads, name).dataSync();
        const loss = (i: number, by: number) => {
          const moved = Float32Array.from(values);
          moved[i] = (moved[i] as number) + by;
          encoder.setWeights(weights.with(at, tensor(moved, shape)));
          return lossOf(encoder, inputs).dataSync()[0] as number;
        };
        gradient.forEach((slope, i) => {
          expect(Math.abs(slope - (loss(i, 0.01) - loss(i, -0.01)) / 0.02), `${name} ${i}`).toBeLessThan(2e-3);
        });
        expect(Math.max(...gradient.map(Math.abs))).toBeGreaterThan(0.01);
        encoder.setWeights(weights.with(at, tensor(values, shape)));
      }
    });
  });

  it('pass no gradient to a learned vector that is dropped', () => {
    tidy(() => {
      const encoder = built();
      const learned = tensor2d([
        [1, 1, 0],
        [1, 1, 1],
      ]);
      const { grads } = variableGrads(() => lossOf(encoder, { learned }));
      const gradient = gradientOf(grads, 'embeddings').arraySync() as number[][];
      expect(gradient[5]).toEqual([0, 0, 0, 0]);
      expect(gradient[4]?.some((value) => value !== 0)).toBe(true);
    });
  });

  it('are the same for captions with different words behind the vocabulary, alone and in one batch', () => {
    tidy(() => {
      const encoder = built();
      const unseen = tensor2d([
        [-0.28, 0.96],
        [1, 0],
      ]);
      const together = encoder.call(
        tensor2d(
          [
            [4, 6, 0],
            [7, 5, 6],
          ],
          [2, 3],
          'int32',
        ),
        { unseen },
      ) as Tensor;
      const [first] = (
        encoder.call(tensor2d([[4, 6]], [1, 2], 'int32'), { unseen }) as Tensor
      ).arraySync() as number[][][];
      const found = together.arraySync() as number[][][];
      expect(found[0]?.slice(0, 2)).toEqual(first?.map((word) => word.map((value) => expect.closeTo(value, 6))));
      expect(found[0]?.[2]?.every((value) => value === 0)).toBe(true);
    });
  });
});

describe('an encoder with pretrained vectors', () => {
  beforeAll(() => useEngine('cpu'));

  it('starts with learned vectors of 0, and the same GRU as without', () => {
    tidy(() => {
      const [one, other] = [
        new CaptionEncoder(size),
        new CaptionEncoder({ ...size, pretrainedDim: undefined as never }),
      ];
      one.build([null, null]);
      other.build([null, null]);
      const [mine, its] = [one.getWeights(), other.getWeights()].map((list) =>
        list.map((tensor) => [...tensor.dataSync()]),
      );
      expect(mine?.[0]?.every((value) => value === 0)).toBe(true);
      expect(mine?.slice(1, 13)).toEqual(its?.slice(1));
      expect(one.trainableWeights).toHaveLength(15);
      expect(one.nonTrainableWeights).toHaveLength(1);
    });
  });

  it('comes back from a saved model with its vectors', async () => {
    const tokens = input({ shape: [null], dtype: 'int32' });
    const encoder = new CaptionEncoder(size);
    const saved = model({ inputs: tokens, outputs: encoder.apply(tokens) as typeof tokens });
    encoder.setPretrainedVectors(rows);
    let artifacts: io.ModelArtifacts = {};
    await saved.save(
      io.withSaveHandler(async (given) => {
        artifacts = given;
        return { modelArtifactsInfo: { dateSaved: new Date(), modelTopologyType: 'JSON' } };
      }),
    );
    const loaded = await loadLayersModel(io.fromMemory(artifacts));
    tidy(() => {
      expect((loaded.predict(ids()) as Tensor).dataSync()).toEqual((saved.predict(ids()) as Tensor).dataSync());
    });
    loaded.dispose();
    saved.dispose();
  });

  it('refuses vectors of another size, and unseen words without a map', () => {
    tidy(() => {
      const encoder = built();
      expect(() => encoder.setPretrainedVectors(rows.subarray(2))).toThrow(ShapeMismatchError);
      expect(() => encoder.call(ids(), { unseen: tensor2d([[1, 2, 3]]) })).toThrow(ShapeMismatchError);
      expect(() => encoder.call(ids(), { learned: tensor2d([[1, 2, 3]]) })).toThrow(ShapeMismatchError);
      expect(() => encoder.call(tensor2d([[6]], [1, 1], 'int32'), {})).toThrow('from 0 to 5');
      const plain = new CaptionEncoder({ vocabularySize: 6, embeddingDim: 4, units: 3 });
      plain.build([null, null]);
      expect(() => plain.call(ids(), { unseen: tensor2d([[1, 2]]) })).toThrow(InvalidOptionError);
      expect(() => plain.setPretrainedVectors(rows)).toThrow(InvalidOptionError);
    });
  });
});
