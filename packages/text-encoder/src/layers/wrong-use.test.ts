import {
  memory,
  type Scalar,
  square,
  sum,
  type Tensor,
  type Tensor2D,
  tensor2d,
  tidy,
  train,
  type Variable,
  variableGrads,
} from '@tensorflow/tfjs-core';
import { input, model, type SymbolicTensor } from '@tensorflow/tfjs-layers';
import { beforeAll, describe, expect, it } from 'vitest';
import { processors, useEngine } from '../../test/engines';
import { TokenIdError } from '../text/token-id-error';
import { CaptionEncoder } from './caption-encoder';
import { EncoderNotBuiltError } from './encoder-not-built-error';

const size = { vocabularySize: 9, embeddingDim: 4, units: 3, seed: 5 };
const ids = (rows: number[][], dtype: 'int32' | 'float32' = 'int32') =>
  tensor2d(rows, [rows.length, rows[0]?.length ?? 0], dtype);

/** ids → Σ words², as a loss. */
const lossOf = (encoder: CaptionEncoder, of: Tensor2D) => sum(square(encoder.apply(of) as Tensor)) as Scalar;

describe.each(processors)('CaptionEncoder on %s', (engine) => {
  beforeAll(() => useEngine(engine));

  it.each([
    [0, 4],
    [2, 0],
    [0, 0],
  ])('gives words without numbers, and zero gradients, for ids [%d, %d]', (captions, steps) => {
    for (const bidirectional of [true, false]) {
      const encoder = new CaptionEncoder({ ...size, bidirectional });
      encoder.build([null, null]);
      tidy(() => {
        const none = tensor2d([], [captions, steps], 'int32');
        const words = encoder.apply(none) as Tensor;
        expect(words.shape).toEqual([captions, steps, 3]);
        expect([...words.dataSync()]).toEqual([]);
        expect(encoder.computeMask(none).shape).toEqual([captions, steps]);
        const { grads } = variableGrads(
          () => lossOf(encoder, none),
          encoder.weights.map((weight) => weight.read() as Variable),
        );
        for (const gradient of Object.values(grads)) expect(gradient.dataSync().every((one) => one === 0)).toBe(true);
      });
    }
  });

  it('gives the same for float32 ids, also in a model whose input has no dtype', () => {
    tidy(() => {
      const encoder = new CaptionEncoder(size);
      const tokens = input({ shape: [null] });
      const captions = model({ inputs: tokens, outputs: encoder.apply(tokens) as SymbolicTensor });
      const rows = [
        [1, 8, 2],
        [4, 0, 0],
      ];
      const expected = (encoder.apply(ids(rows)) as Tensor).dataSync();
      expect((encoder.apply(ids(rows, 'float32')) as Tensor).dataSync()).toEqual(expected);
      expect((captions.predict(ids(rows)) as Tensor).dataSync()).toEqual(expected);
    });
  });

  it.each([9, -1, 1.5, Number.NaN])('refuses the id %d by its place', (wrong) => {
    const encoder = new CaptionEncoder(size);
    encoder.build([null, null]);
    const rows = [
      [1, 2],
      [3, wrong],
    ];
    const before = memory().numTensors;
    expect(() => tidy(() => encoder.call(ids(rows, 'float32')))).toThrow(TokenIdError);
    expect(() => tidy(() => encoder.call(ids(rows, 'float32')))).toThrow(
      `Id 1 of caption 1 is ${wrong}; an id is an integer from 0 to 8.`,
    );
    expect(memory().numTensors).toBe(before);
  });

  it('says what to do when it would be built inside minimize, and trains after that', () => {
    const encoder = new CaptionEncoder({ ...size, name: 'captions' });
    const batch = ids([[1, 4, 2]]);
    const optimizer = train.sgd(0.1);
    const step = () => optimizer.minimize(() => lossOf(encoder, batch));
    expect(step).toThrow(EncoderNotBuiltError);
    expect(step).toThrow(
      'The layer captions has no weights yet, and optimizer.minimize trains only weights that exist before it. ' +
        'First call its build([null, null]), or apply it to an input.',
    );
    encoder.build([null, null]);
    const [before] = encoder.getWeights().map((weight) => [...weight.dataSync()]);
    step();
    expect([...(encoder.getWeights()[0] as Tensor).dataSync()]).not.toEqual(before);
    for (const thing of [batch, optimizer]) thing.dispose();
  });
});

describe('CaptionEncoder', () => {
  beforeAll(() => useEngine('cpu'));

  it.each<[unknown, string]>([
    [undefined, 'The option vocabularySize is undefined; it must be an integer of at least 1.'],
    [{}, 'The option vocabularySize is undefined; it must be an integer of at least 1.'],
    [{ vocabularySize: '9' }, 'The option vocabularySize is "9"; it must be an integer of at least 1.'],
    [
      { ...size, embeddingsDim: 4 },
      'The option embeddingsDim is 4; it must be left out: CaptionEncoder has the options',
    ],
    [{ ...size, resetAfter: 'no' }, 'The option resetAfter is "no"; it must be true or false.'],
    [{ ...size, seed: Number.NaN }, 'The option seed is NaN; it must be a number.'],
  ])('refuses the arguments %j', (args, message) => {
    expect(() => new CaptionEncoder(args as never)).toThrow(message);
  });

  it('takes the arguments of every layer', () => {
    const encoder = new CaptionEncoder({ ...size, name: 'captions', trainable: false, inputShape: [7], batchSize: 2 });
    expect(encoder.batchInputShape).toEqual([2, 7]);
  });

  it('says what to do before it has weights, and about word vectors of a larger vocabulary', () => {
    const encoder = new CaptionEncoder({ ...size, name: 'captions' });
    expect(() => encoder.call(ids([[1, 2]]))).toThrow(
      'The layer captions has no weights yet, and call needs them. First call its build([null, null])',
    );
    encoder.build([null, null]);
    const vectors = new Map([[9, Float32Array.of(1, 2, 3, 4)]]);
    expect(() => encoder.setWordVectors({ dimension: 4, vectors, missing: [] })).toThrow(
      'Id 0 of the word vectors is 9; an id is an integer from 0 to 8.',
    );
  });
});
