import type { FeatureIdentity } from '@rs-sam/models';
import { type BackboneName, backboneNames, createBackbone, readTfjsModel } from '@rs-sam/vision-features';
import { createSiftExtractor } from '@rs-sam/vision-features/handcrafted';
import { tensor4d, tidy } from '@tensorflow/tfjs-core';

/** Computes regions of images like those that a checkpoint was trained on. */
export interface ImageRegions {
  /** Side of the square image. */
  readonly inputSize: number;
  /** @param pixels RGB 0 … 255, [inputSize, inputSize, 3]. */
  regionsOf(pixels: Uint8Array): Promise<Float32Array>;
}

/**
 * The extractor that a checkpoint needs.
 *
 * @param weightsUrl address of a tfjs `model.json` with the weights of the backbone; SIFT needs none.
 */
export async function openExtractor(features: FeatureIdentity, weightsUrl: string | null): Promise<ImageRegions> {
  if (features.backbone === 'sift') {
    const sift = createSiftExtractor();
    return { inputSize: sift.inputSize, regionsOf: (pixels) => sift.extract(Float32Array.from(pixels)) };
  }
  const { backbone: name, layer, inputSize, grid } = features;
  if (!isBackbone(name)) throw new Error(`This page has no extractor for the features of "${name}".`);
  if (weightsUrl === null) {
    throw new Error(`This checkpoint needs the weights of ${name}: give the address of their model.json.`);
  }
  const model = new URL(weightsUrl, location.href);
  const weights = await readTfjsModel(
    await (await fetched(model)).json(),
    async (shard) => new Uint8Array(await (await fetched(new URL(shard, model))).arrayBuffer()),
    weightsUrl,
  );
  const backbone = createBackbone(name, weights, {
    layer,
    ...(inputSize !== null && { inputSize }),
    ...(grid !== null && { grid }),
  });
  const size = backbone.inputSize;
  return {
    inputSize: size,
    async regionsOf(pixels) {
      const regions = tidy(() => backbone.extract(tensor4d(Float32Array.from(pixels), [1, size, size, 3])));
      const values = (await regions.data()) as Float32Array;
      regions.dispose();
      return values;
    },
  };
}

function isBackbone(name: string): name is BackboneName {
  return (backboneNames as readonly string[]).includes(name);
}

async function fetched(url: URL): Promise<Response> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url.href} cannot be fetched: the server answers ${response.status}.`);
  return response;
}
