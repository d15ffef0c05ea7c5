import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toFloat16 } from '@rs-sam/foundation/formats';
import { onTestFinished } from 'vitest';
import type { FeatureRecipe } from '../src/node/store/feature-manifest';
import { openFeatureWriter, type StepRows } from '../src/node/store/feature-writer';
import { namesHash } from '../src/node/store/store-files';

/** A folder that is gone after the test. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'rs-sam-features-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Two views, 2 × 2 regions, 3 numbers each. */
export function smallRecipe(names: readonly string[], changes: Partial<FeatureRecipe> = {}): FeatureRecipe {
  return {
    format: 'rs-sam-features',
    version: 1,
    dataset: { name: 'small', images: names.length, hash: namesHash(names) },
    backbone: 'fake',
    layer: 'last',
    weights: 'a'.repeat(64),
    preprocessing: 'none',
    engine: 'fake',
    inputSize: 4,
    resizeFirst: null,
    batch: 2,
    dtype: 'float16',
    views: ['identity', 'flip'],
    grid: [2, 2],
    regions: 4,
    depth: 3,
    ...changes,
  };
}

/** The number that stands at a place of the small store: exact in half precision. */
export const valueAt = (image: number, view: number, index: number): number => image * 4 + view * 2 + index / 16;

/** A step with one image. */
export function smallStep(recipe: FeatureRecipe, name: string, image: number): StepRows {
  const width = recipe.regions * recipe.depth;
  const values = Float32Array.from({ length: recipe.views.length * width }, (_, at) =>
    valueAt(image, Math.floor(at / width), at % width),
  );
  const rows = recipe.dtype === 'float16' ? toFloat16(values) : values;
  return { images: [{ name, source: null }], broken: [], rows: new Uint8Array(rows.buffer) };
}

/** A finished store, an image a step. */
export async function writeSmallStore(
  folder: string,
  names: readonly string[],
  changes: Partial<FeatureRecipe> = {},
): Promise<FeatureRecipe> {
  const recipe = smallRecipe(names, changes);
  const writer = await openFeatureWriter(folder, recipe, null);
  for (const [image, name] of names.entries()) await writer.append(smallStep(recipe, name, image));
  await writer.finish();
  return recipe;
}
