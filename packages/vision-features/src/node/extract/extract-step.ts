import { readFile } from 'node:fs/promises';
import { sha256 } from '@rs-sam/foundation/files';
import { toFloat16 } from '@rs-sam/foundation/formats';
import type { FeatureExtractor } from '../../extractor/feature-extractor';
import { type View, viewPixels } from '../../images/view';
import { ImageError } from '../images/image-error';
import type { NamedImage } from '../images/named-image';
import { decodePixels } from '../images/read-pixels';
import type { FeatureType } from '../store/feature-type';

/** How images become rows: everything that a step depends on besides its images and the extractor. */
export interface StepSettings {
  readonly views: readonly View[];
  readonly batchSize: number;
  readonly dtype: FeatureType;
  readonly resizeFirst: number | null;
  readonly maxPixels: number | undefined;
}

/** The result of a step. */
export interface StepResult {
  readonly images: readonly { readonly name: string; readonly source: string }[];
  readonly broken: readonly { readonly name: string; readonly reason: string }[];
  readonly rows: Uint8Array;
}

/** Reads the images of a step and extracts them, at most `batchSize` views in one run of the network. */
export async function extractStep(
  extractor: FeatureExtractor,
  settings: StepSettings,
  named: readonly NamedImage[],
): Promise<StepResult> {
  const { inputSize, grid, depth } = extractor;
  const { views, batchSize, resizeFirst, maxPixels } = settings;
  const images: { name: string; source: string }[] = [];
  const broken: { name: string; reason: string }[] = [];
  const decoded: Uint8Array[] = [];
  for (const { name, file } of named) {
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
  for (let start = 0; start < seen.length; start += batchSize) {
    const part = seen.slice(start, start + batchSize);
    const input = new Float32Array(part.length * inputSize * inputSize * 3);
    for (const [index, { pixels, view }] of part.entries()) {
      input.set(viewPixels(pixels, inputSize, view), index * pixels.length);
    }
    values.set(await extractor.extract(input, part.length), start * width);
  }
  const numbers = settings.dtype === 'float16' ? toFloat16(values) : values;
  return { images, broken, rows: new Uint8Array(numbers.buffer) };
}
