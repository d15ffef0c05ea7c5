import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { File, type Group, ready } from 'h5wasm/node';
import { expect, it } from 'vitest';
import { randomPixels, randomWeights } from '../../../test/random-weights';
import { cutNetwork } from '../../backbones/cut-network';
import { backboneDefinitions } from '../../backbones/definitions';
import { fitWeights } from '../../weights/fit-weights';
import { identifyBackbone } from '../../weights/identify-backbone';
import type { WeightSet } from '../../weights/weight-set';
import { createRegionExtractor } from '../engine/region-extractor';
import { readWeights } from './read-weights';
import { weightsHash } from './weights-hash';

const { network, layer } = backboneDefinitions['resnet-152'];

it('ResNet-152 goes through a Keras .h5 into an extractor, every weight as it was', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'resnet-152-'));
  try {
    const weights = randomWeights(cutNetwork(network, layer));
    const path = join(folder, 'resnet152.h5');
    await writeKeras(path, weights);
    const read = await readWeights(path);
    expect(identifyBackbone(read)).toMatchObject({ backbone: 'resnet-152', classifier: false });

    const extractor = await createRegionExtractor('resnet-152', read, { inputSize: 32 });
    expect(extractor.weights).toEqual({
      source: path,
      sha256: weightsHash(fitWeights(cutNetwork(network, layer), weights)),
    });
    const regions = await extractor.extract(randomPixels(32 ** 2 * 3), 1);
    expect(regions).toHaveLength(2048);
    expect(regions.every(Number.isFinite)).toBe(true);
    expect(new Set(regions).size).toBeGreaterThan(500);
    await extractor.dispose();
  } finally {
    await rm(folder, { recursive: true });
  }
}, 60_000);

/** As Keras 2 writes weights. */
async function writeKeras(path: string, { arrays }: WeightSet): Promise<void> {
  await ready;
  const file = new File(path, 'w');
  const names = new Map<string, string[]>();
  for (const name of arrays.keys()) {
    const [layerName = '', weight = ''] = name.split('/');
    names.set(layerName, [...(names.get(layerName) ?? []), weight]);
  }
  file.create_attribute('layer_names', [...names.keys()]);
  for (const [layerName, weights] of names) {
    const group = file.create_group(layerName);
    group.create_attribute(
      'weight_names',
      weights.map((weight) => `${layerName}/${weight}:0`),
    );
    const inner: Group = group.create_group(layerName);
    for (const weight of weights) {
      const array = arrays.get(`${layerName}/${weight}`);
      if (array) inner.create_dataset({ name: `${weight}:0`, data: array.values, shape: [...array.shape] });
    }
  }
  file.close();
}
