import { join } from 'node:path';
import { prepareBackend } from '@rs-sam/tfjs-backend';
import { beforeAll, describe, expect, it } from 'vitest';
import { randomWeights } from '../../../test/random-weights';
import { temporaryFolder, writeSmallStore } from '../../../test/small-store';
import { cutNetwork } from '../../backbones/cut-network';
import { planRegions } from '../../backbones/region-plan';
import { fitWeights } from '../../weights/fit-weights';
import { openFeatureStore } from '../store/open-feature-store';
import { readWeights } from '../weights/read-weights';
import { weightsHash } from '../weights/weights-hash';
import { fineTuneBackbone, MapsMismatchError } from './fine-tune-backbone';

const FROM = 'conv5_block2_out';
const images = ['a.png', 'b.png', 'c.png', 'd.png'];
const { network } = planRegions('resnet-50', { inputSize: 32 });
const weights = randomWeights(network);
const hashOf = (set: typeof weights) => weightsHash(fitWeights(cutNetwork(network, FROM), set));
const shape = {
  backbone: 'resnet-50',
  layer: FROM,
  inputSize: 32,
  grid: [1, 1] as [number, number],
  regions: 1,
  depth: 2048,
};
const labelled = { images, labels: Int32Array.of(0, 1, 0, 1) };
const options = {
  backbone: 'resnet-50' as const,
  weights,
  classCount: 2,
  train: labelled,
  validation: labelled,
  epochs: 1,
  batchSize: 4,
};

describe('fineTuneBackbone', () => {
  beforeAll(async () => {
    await prepareBackend({ engine: 'wasm' });
  });

  it('writes the weights of the whole backbone, its frozen part as it was', async () => {
    const folder = await temporaryFolder();
    await writeSmallStore(folder, images, { ...shape, weights: hashOf(weights) });
    const maps = await openFeatureStore(folder);
    const out = join(folder, 'tuned');
    // From zero, the classifier's first step leaves the layers below it alone; the second moves them.
    await fineTuneBackbone({ ...options, maps, out, batchSize: 2 });
    await maps.close();
    const tuned = await readWeights(out);
    expect(hashOf(tuned)).toBe(hashOf(weights));
    expect(weightsHash(fitWeights(network, tuned))).not.toBe(weightsHash(fitWeights(network, weights)));
    expect(tuned.arrays.get('predictions/kernel')?.shape).toEqual([2048, 2]);
  }, 120_000);

  it('refuses maps of other weights, another network, several layers or another grid', async () => {
    const cases = [
      [{ weights: 'b'.repeat(64) }, 'other weights'],
      [{ backbone: 'inception-v3' }, 'they are of inception-v3'],
      [{ layer: 'conv5_block3_out+conv4_block6_out' }, 'they join the layers conv5_block3_out+conv4_block6_out'],
      [{ regions: 4, grid: [2, 2] }, 'they are 4 × 2048, not 1 × 2048'],
    ] as const;
    for (const [changes, message] of cases) {
      const folder = await temporaryFolder();
      const recipe = { ...shape, weights: hashOf(weights), ...changes } as Parameters<typeof writeSmallStore>[2];
      await writeSmallStore(folder, images, recipe);
      const maps = await openFeatureStore(folder);
      const tuning = fineTuneBackbone({ ...options, maps, out: join(folder, 'tuned') });
      await expect(tuning).rejects.toThrow(MapsMismatchError);
      await expect(tuning).rejects.toThrow(message);
      await maps.close();
    }
  });
});
