import { expect, it } from 'vitest';
import { repeatExtraction } from './repeat-extraction';

const recorded = {
  ...{ backbone: 'resnet-50', layer: 'conv5_block3_out', weights: 'a'.repeat(64), inputSize: 256, resizeFirst: 224 },
  preprocessing: 'range 0,3000/0,2500/0,2000 · bgr · 1 − (103.939, 116.779, 123.68)',
  grid: [4, 4] as [number, number],
};

it('a network: its layer, size, grid, and how images are read', async () => {
  expect(await repeatExtraction(recorded, { weights: 'weights.h5' })).toEqual({
    extractor: {
      ...{ backbone: 'resnet-50', weights: 'weights.h5', layer: 'conv5_block3_out', inputSize: 256, grid: [4, 4] },
    },
    resizeFirst: 224,
    range: [
      [0, 3000],
      [0, 2500],
      [0, 2000],
    ],
    stretch: null,
  });
});

it('bags of visual words need their codebook, ONNX networks their file, and other extractors their module', async () => {
  const bovw = { ...recorded, backbone: 'bovw', preprocessing: 'grey' };
  await expect(repeatExtraction(bovw)).rejects.toThrow('name the file of their codebook');
  expect((await repeatExtraction(bovw, { codebook: 'words.json' })).extractor).toEqual({
    backbone: 'bovw',
    codebook: 'words.json',
  });
  const onnx = { ...recorded, backbone: 'onnx:dino' };
  await expect(repeatExtraction(onnx)).rejects.toThrow('the network "dino" in an ONNX file: name the file');
  expect((await repeatExtraction(onnx, { weights: 'models/dino.onnx' })).extractor).toEqual({
    ...{ backbone: 'onnx', file: 'models/dino.onnx', grid: [4, 4] },
  });
  const own = { ...recorded, backbone: 'mine' };
  await expect(repeatExtraction(own)).rejects.toThrow('Name the extractor that made them');
  const extractor = { module: 'mine', name: 'make' };
  expect((await repeatExtraction(own, { extractor })).extractor).toBe(extractor);
});
