import { InvalidOptionError, ShapeMismatchError } from '@rs-sam/foundation/errors';
import {
  io,
  matMul,
  memory,
  type Scalar,
  square,
  sub,
  sum,
  type Tensor,
  type Tensor2D,
  tensor2d,
  tidy,
  train,
  transpose,
  variableGrads,
} from '@tensorflow/tfjs-core';
import { input, layers, loadLayersModel, model, sequential } from '@tensorflow/tfjs-layers';
import { beforeAll, describe, expect, it } from 'vitest';
import { engines, useEngine } from '../../test/engines';
import { CaptionEncoder } from './caption-encoder';
import { EncoderNotBuiltError } from './encoder-not-built-error';

const size = { vocabularySize: 9, embeddingDim: 4, units: 3, seed: 5 };
const captions = [
  [1, 4, 5, 2],
  [1, 8, 2, 0],
  [0, 0, 0, 0],
];

function ids(): Tensor2D {
  return tensor2d(captions, [3, 4], 'int32');
}

function lossOf(encoder: CaptionEncoder, of: Tensor2D): Scalar {
  return sum(square(encoder.apply(of) as Tensor)) as Scalar;
}

describe.each(engines)('CaptionEncoder on %s', (engine) => {
  beforeAll(() => useEngine(engine));

  it('has zeros for padding, and hands the mask on', () => {
    tidy(() => {
      const encoder = new CaptionEncoder(size);
      const words = (encoder.apply(ids()) as Tensor).arraySync() as number[][][];
      captions.forEach((caption, b) => {
        caption.forEach((id, t) => {
          expect(words[b]?.[t]?.every((value) => value === 0)).toBe(id === 0);
        });
      });
      const mask = encoder.computeMask(ids());
      expect([...mask.dataSync()]).toEqual(captions.flat().map((id) => (id === 0 ? 0 : 1)));
    });
  });

  it('takes a mask that it is given for its own', () => {
    tidy(() => {
      const encoder = new CaptionEncoder(size);
      const mask = tensor2d([1, 1, 0, 0, 1, 1, 1, 0, 0, 0, 0, 0], [3, 4]);
      const masked = encoder.apply(ids(), { mask }) as Tensor;
      const cut = encoder.apply(tensor2d([[1, 4, 0, 0], captions[1] as number[], captions[2] as number[]])) as Tensor;
      expect(masked.dataSync()).toEqual(cut.dataSync());
    });
  });

  it.each([false, true])(
    'has the gradient of finite differences for every entry of the embedding, resetAfter %s',
    (resetAfter) => {
      tidy(() => {
        const encoder = new CaptionEncoder({ ...size, resetAfter });
        encoder.apply(ids());
        const [embeddings, ...rest] = encoder.getWeights() as [Tensor, ...Tensor[]];
        const { grads } = variableGrads(() => lossOf(encoder, ids()));
        const gradient = (Object.values(grads)[0] as Tensor).dataSync();
        const values = embeddings.dataSync().slice();
        const at = (i: number, value: number): number => {
          const moved = Float32Array.from(values);
          moved[i] = value;
          encoder.setWeights([tensor2d(moved, [9, 4]), ...rest]);
          return lossOf(encoder, ids()).dataSync()[0] as number;
        };
        values.forEach((value, i) => {
          const slope = (at(i, value + 0.01) - at(i, value - 0.01)) / 0.02;
          expect(Math.abs((gradient[i] as number) - slope)).toBeLessThan(2e-3);
        });
        // Words that occur have a gradient that is not nothing; the others, and the padding, have none.
        for (const id of Array.from({ length: 9 }, (_, v) => v)) {
          const largest = Math.max(...gradient.slice(id * 4, id * 4 + 4).map(Math.abs));
          if ([1, 2, 4, 5, 8].includes(id)) expect(largest).toBeGreaterThan(0.01);
          else expect(largest).toBe(0);
        }
      });
    },
  );

  it.each([false, true])('comes back from a saved model as it was, resetAfter %s', async (resetAfter) => {
    const tokens = input({ shape: [null], dtype: 'int32' });
    const encoder = new CaptionEncoder({ ...size, resetAfter, name: 'captions' });
    const saved = model({ inputs: tokens, outputs: encoder.apply(tokens) as typeof tokens });
    let artifacts: io.ModelArtifacts | undefined;
    await saved.save(
      io.withSaveHandler(async (given) => {
        artifacts = given;
        return { modelArtifactsInfo: { dateSaved: new Date(), modelTopologyType: 'JSON' } };
      }),
    );
    const loaded = await loadLayersModel(io.fromMemory(artifacts as io.ModelArtifacts));
    tidy(() => {
      expect((loaded.predict(ids()) as Tensor).dataSync()).toEqual((saved.predict(ids()) as Tensor).dataSync());
    });
    expect(loaded.getLayer('captions').getConfig()).toEqual(encoder.getConfig());
    expect(loaded.weights.map(({ originalName }) => originalName)).toEqual(
      saved.weights.map(({ originalName }) => originalName),
    );
    loaded.dispose();
    saved.dispose();
  });

  it('learns with an optimizer of tfjs, and leaves no tensor behind', () => {
    const encoder = new CaptionEncoder(size);
    const batch = ids();
    const optimizer = train.adam(0.02);
    tidy(() => void encoder.apply(batch));
    const step = () =>
      optimizer.minimize(() => sum(square(sub(encoder.apply(batch) as Tensor, 0.5))) as Scalar, true) as Scalar;
    const first = step();
    const before = memory().numTensors;
    const losses = Array.from({ length: 20 }, () => tidy(() => step().dataSync()[0] as number));
    expect(memory().numTensors).toBe(before);
    expect(losses.at(-1)).toBeLessThan((first.dataSync()[0] as number) * 0.7);
    encoder.dispose();
    optimizer.dispose();
    first.dispose();
    batch.dispose();
  });

  it('creates its weights and nothing else', () => {
    const before = memory().numTensors;
    const encoder = new CaptionEncoder({ ...size, resetAfter: true });
    tidy(() => void encoder.apply(ids()));
    expect(memory().numTensors).toBe(before + 17);
    encoder.dispose();
    expect(memory().numTensors).toBe(before);
  });
});

describe('CaptionEncoder', () => {
  beforeAll(() => useEngine('cpu'));

  it("draws the initial weights of the convention's own library, repeatably", () => {
    tidy(() => {
      const built = (resetAfter: boolean) => {
        const encoder = new CaptionEncoder({ ...size, embeddingDim: 5, units: 16, resetAfter });
        encoder.build([null, null]);
        return encoder.getWeights();
      };
      const largest = (tensor: Tensor | undefined) => Math.max(...(tensor as Tensor).dataSync().map(Math.abs));
      const keras = built(false);
      const torch = built(true);
      expect(keras.map((tensor) => [...tensor.dataSync()])).toEqual(
        built(false).map((tensor) => [...tensor.dataSync()]),
      );
      expect(keras).toHaveLength(13);
      expect(torch).toHaveLength(17);
      for (const embeddings of [keras[0], torch[0]]) {
        expect(largest(embeddings)).toBeLessThanOrEqual(0.1);
        expect(largest(embeddings)).toBeGreaterThan(0.08);
      }
      const [gates, candidate] = [keras[2], keras[5]] as [Tensor2D, Tensor2D];
      const gram = [gates, candidate].map((kernel) => matMul(kernel, transpose(kernel)).dataSync());
      gram[0]?.forEach((value, i) => {
        expect(value + (gram[1]?.[i] as number)).toBeCloseTo(i % 17 === 0 ? 1 : 0, 5);
      });
      expect(largest(keras[1])).toBeLessThanOrEqual(Math.sqrt(6 / (5 + 48)));
      expect(largest(keras[3])).toBe(0);
      for (const tensor of torch.slice(1)) {
        expect(largest(tensor)).toBeLessThanOrEqual(0.25);
        expect(largest(tensor)).toBeGreaterThan(0.2);
      }
      expect([...(keras[2] as Tensor).dataSync()]).not.toEqual([...(keras[8] as Tensor).dataSync()]);
    });
  });

  it('puts word vectors in their rows and leaves the others', () => {
    tidy(() => {
      const encoder = new CaptionEncoder(size);
      const wordVectors = { dimension: 4, vectors: new Map([[6, Float32Array.of(1, 2, 3, 4)]]), missing: [] };
      expect(() => encoder.setWordVectors(wordVectors)).toThrow(EncoderNotBuiltError);
      encoder.build([null, null]);
      const before = (encoder.getWeights()[0] as Tensor2D).arraySync();
      encoder.setWordVectors(wordVectors);
      const after = (encoder.getWeights()[0] as Tensor2D).arraySync();
      expect(after).toEqual(before.with(6, [1, 2, 3, 4]));
      expect(() => encoder.setWordVectors({ ...wordVectors, dimension: 50 })).toThrow(
        'A word vector has the shape [50], which does not fit [4].',
      );
    });
  });

  it('is the first layer of a sequential model', () => {
    tidy(() => {
      const stack = sequential();
      stack.add(new CaptionEncoder(size));
      stack.add(layers.dense({ units: 2 }));
      expect(stack.outputShape).toEqual([null, null, 2]);
      expect((stack.predict(ids()) as Tensor).shape).toEqual([3, 4, 2]);
    });
  });

  it('gives the paper’s sizes when it is not told others', () => {
    const encoder = new CaptionEncoder({ vocabularySize: 9 });
    expect(encoder.getConfig()).toMatchObject({ embeddingDim: 300, units: 2048, resetAfter: false });
    expect(encoder.computeOutputShape([16, 15])).toEqual([16, 15, 2048]);
  });

  it('refuses sizes and inputs that cannot be', () => {
    expect(() => new CaptionEncoder({ ...size, vocabularySize: 0 })).toThrow(InvalidOptionError);
    expect(() => new CaptionEncoder({ ...size, units: 2.5 })).toThrow(
      'The option units is 2.5; it must be an integer of at least 1.',
    );
    const encoder = new CaptionEncoder(size);
    expect(() => encoder.computeOutputShape([null, 4, 3])).toThrow(ShapeMismatchError);
  });
});
