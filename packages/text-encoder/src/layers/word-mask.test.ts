import { io, serialization, type Tensor, tensor2d, tidy } from '@tensorflow/tfjs-core';
import { input, layers, loadLayersModel, model, type SymbolicTensor } from '@tensorflow/tfjs-layers';
import { beforeAll, describe, expect, it } from 'vitest';
import { engines, useEngine } from '../../test/engines';
import { maskOf } from '../padding/mask-of';
import { CaptionEncoder } from './caption-encoder';
import { WordMask } from './word-mask';

const captions = [
  [1, 4, 5, 2],
  [1, 2, 0, 0],
];
const expected = [1, 1, 1, 1, 1, 1, 0, 0];

/** Records the masks that tfjs-layers passes to a layer behind another one. */
class MaskProbe extends layers.Layer {
  static readonly className = 'MaskProbe';
  received: number[] | undefined;

  override call(inputs: Tensor | Tensor[], kwargs: { mask?: Tensor }): Tensor | Tensor[] {
    if (kwargs.mask !== undefined) this.received = [...kwargs.mask.dataSync()].map(Number);
    return Array.isArray(inputs) ? (inputs[0] as Tensor) : inputs;
  }
}
serialization.registerClass(MaskProbe);

describe.each(engines)('masks on %s', (engine) => {
  beforeAll(() => useEngine(engine));

  it.each(['int32', 'float32'] as const)('are 1 at words and 0 at padding, from %s ids', (dtype) => {
    tidy(() => {
      const ids = tensor2d(captions, [2, 4], dtype);
      for (const mask of [maskOf(ids), new WordMask().apply(ids) as Tensor]) {
        expect(mask.dtype).toBe('float32');
        expect([...mask.dataSync()]).toEqual(expected);
      }
    });
  });

  it('of a batch without captions or without words have its shape', () => {
    for (const shape of [
      [0, 4],
      [2, 0],
    ] as const) {
      tidy(() => {
        const mask = new WordMask().apply(tensor2d([], [...shape], 'int32')) as Tensor;
        expect(mask.shape).toEqual(shape);
        expect([...mask.dataSync()]).toEqual([]);
      });
    }
  });

  it('come back with a saved model', async () => {
    const tokens = input({ shape: [null], dtype: 'int32' });
    const saved = model({ inputs: tokens, outputs: new WordMask({ name: 'mask' }).apply(tokens) as SymbolicTensor });
    let artifacts: io.ModelArtifacts = {};
    await saved.save(
      io.withSaveHandler(async (given) => {
        artifacts = given;
        return { modelArtifactsInfo: { dateSaved: new Date(), modelTopologyType: 'JSON' } };
      }),
    );
    const loaded = await loadLayersModel(io.fromMemory(artifacts));
    tidy(() => {
      expect([...(loaded.predict(tensor2d(captions, [2, 4], 'int32')) as Tensor).dataSync()]).toEqual(expected);
    });
    expect(loaded.getLayer('mask')).toBeInstanceOf(WordMask);
  });

  it('of the encoder reach the layer behind it in a model', () => {
    const tokens = input({ shape: [null], dtype: 'int32' });
    const words = new CaptionEncoder({ vocabularySize: 9, embeddingDim: 2, units: 3 }).apply(tokens) as SymbolicTensor;
    const probe = new MaskProbe();
    const probed = model({ inputs: tokens, outputs: probe.apply(words) as SymbolicTensor });
    tidy(() => void probed.predict(tensor2d(captions, [2, 4], 'int32')));
    expect(probe.received).toEqual(expected);
    probed.dispose();
  });
});

describe('WordMask', () => {
  beforeAll(() => useEngine('cpu'));

  it('passes on a mask that it receives', () => {
    tidy(() => {
      const mask = tensor2d([1, 0, 0, 0, 1, 1, 1, 1], [2, 4], 'bool');
      const given = new WordMask().apply(tensor2d(captions, [2, 4], 'int32'), { mask }) as Tensor;
      expect([...given.dataSync()]).toEqual([1, 0, 0, 0, 1, 1, 1, 1]);
      expect(given.dtype).toBe('float32');
    });
  });

  it('refuses unknown options and other inputs than ids', () => {
    expect(() => new WordMask({ maskZero: true } as never)).toThrow('The option maskZero is true; it must be left out');
    expect(() => new WordMask().computeOutputShape([null, 3, 4])).toThrow('The input has the shape [?, 3, 4]');
  });
});
