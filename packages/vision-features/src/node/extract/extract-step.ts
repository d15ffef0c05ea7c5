import { readFile } from 'node:fs/promises';
import { sha256 } from '@rs-sam/foundation/files';
import { toFloat16 } from '@rs-sam/foundation/formats';
import { type View, viewPixels } from '../../view';
import { ImageError } from '../images/image-error';
import { decodePixels } from '../images/read-pixels';
import type { FeatureType } from '../store/feature-type';
import type { FeatureExtractor } from './feature-extractor';

/** How pictures become rows: all that a step depends on besides its pictures and the extractor. */
export interface StepSettings {
  readonly views: readonly View[];
  readonly batch: number;
  readonly dtype: FeatureType;
  readonly resizeFirst: number | null;
  readonly maxPixels: number | undefined;
}

/** A picture and the name that the store knows it by. */
export interface NamedImage {
  readonly name: string;
  /** Path. */
  readonly file: string;
}

/** What became of a step's pictures. */
export interface StepResult {
  readonly images: readonly { readonly name: string; readonly source: string }[];
  readonly broken: readonly { readonly name: string; readonly reason: string }[];
  readonly rows: Uint8Array;
}

/** Reads a step's pictures and extracts them, at most `batch` views in one run of the network. */
export async function extractStep(
  extractor: FeatureExtractor,
  settings: StepSettings,
  pictures: readonly NamedImage[],
): Promise<StepResult> {
  const { inputSize, grid, depth } = extractor;
  const { views, batch, resizeFirst, maxPixels } = settings;
  const images: { name: string; source: string }[] = [];
  const broken: { name: string; reason: string }[] = [];
  const decoded: Uint8Array[] = [];
  for (const { name, file } of pictures) {
    try {
      const bytes = await readFile(file).catch((cause: Error) => {
        throw new ImageError(file, `The file cannot be read: ${cause.message}.`, '', { cause });
      });
      decoded.push(await decodePixels(bytes, file, { size: inputSize, resizeFirst, maxPixels }));
      images.push({ name, source: sha256(bytes) });
    } catch (error) {
      if (!(error instanceof ImageError)) throw error;
      broken.push({ name, reason: error.problem });
    }
  }

  const seen = decoded.flatMap((pixels) => views.map((view) => ({ pixels, view })));
  const width = grid[0] * grid[1] * depth;
  const values = new Float32Array(seen.length * width);
  for (let start = 0; start < seen.length; start += batch) {
    const part = seen.slice(start, start + batch);
    const input = new Float32Array(part.length * inputSize * inputSize * 3);
    for (const [index, { pixels, view }] of part.entries()) {
      input.set(viewPixels(pixels, inputSize, view), index * pixels.length);
    }
    values.set(await extractor.extract(input, part.length), start * width);
  }
  const numbers = settings.dtype === 'float16' ? toFloat16(values) : values;
  return { images, broken, rows: new Uint8Array(numbers.buffer) };
}
