import { sha256 } from '@rs-sam/foundation/files';
import { toFloat16 } from '@rs-sam/foundation/formats';
import type { FeatureExtractor } from '../../extractor/feature-extractor';
import { type View, viewPixels } from '../../images/view';
import type { ColourRange, Percentiles } from '../images/colour-range';
import { ImageError } from '../images/image-error';
import type { NamedImage, NamedPixels } from '../images/named-image';
import { readImageFile } from '../images/read-image-file';
import { decodeColours, inputPixels } from '../images/read-pixels';
import { renderThumbnail } from '../images/render-thumbnail';
import type { FeatureType } from '../store/feature-type';

/** How images become rows: everything that a step depends on besides its images and the extractor. */
export interface StepSettings {
  readonly views: readonly View[];
  readonly batchSize: number;
  readonly dtype: FeatureType;
  readonly resizeFirst: number | null;
  readonly maxPixels: number | undefined;
  readonly range: ColourRange | null;
  readonly stretch: Percentiles | null;
  /** The longer side of the thumbnails; null for none. */
  readonly thumbnail: number | null;
}

/** An image that could not be read. */
export interface UnreadImage {
  readonly name: string;
  readonly reason: string;
  readonly remedy: string;
  /** Whether the file may be correct, and only its format or content is not supported. */
  readonly unsupported: boolean;
}

/** A remark about an image that was read. */
export interface ImageNote {
  readonly name: string;
  /** A sentence that begins after the name: `its values use 12 of 256 levels. …`. */
  readonly note: string;
}

/** An image of a step that was read. */
export interface StepImage {
  readonly name: string;
  /** SHA-256 of the file. */
  readonly source: string;
  /** Size of the file in bytes, and of the image in pixels. */
  readonly bytes: number;
  readonly width: number;
  readonly height: number;
  /** A JPEG; null where none was requested. */
  readonly thumbnail: Uint8Array | null;
}

/** The result of a step. */
export interface StepResult {
  readonly images: readonly StepImage[];
  readonly broken: readonly UnreadImage[];
  /** What is said about images that were read. */
  readonly notes: readonly ImageNote[];
  readonly rows: Uint8Array;
}

/** Reads the images of a step that are files and extracts them, at most `batchSize` views in one run of the network. */
export async function extractStep(
  extractor: FeatureExtractor,
  settings: StepSettings,
  named: readonly (NamedImage | NamedPixels)[],
): Promise<StepResult> {
  const { inputSize, grid, depth } = extractor;
  const { views, batchSize, resizeFirst, maxPixels, range, stretch, thumbnail } = settings;
  const images: StepImage[] = [];
  const broken: UnreadImage[] = [];
  const notes: ImageNote[] = [];
  const decoded: Uint8Array[] = [];
  const read = async (image: NamedImage | NamedPixels): Promise<NamedPixels> => {
    if ('pixels' in image) return image;
    const { name, file } = image;
    const bytes = await readImageFile(file);
    const onNote = (note: string) => void notes.push({ name, note });
    const { pixels, width, height } = await decodeColours(bytes, file, { maxPixels, range, stretch, onNote });
    // 8 bits, because the range is applied.
    return { name, pixels: pixels as Uint8Array, width, height, source: sha256(bytes), bytes: bytes.length };
  };
  for (const one of named) {
    try {
      const image = await read(one);
      const small = thumbnail === null ? null : await renderThumbnail(image, thumbnail);
      decoded.push(await inputPixels(image, { size: inputSize, resizeFirst }));
      const { name, source, bytes, width, height } = image;
      images.push({ name, source, bytes, width, height, thumbnail: small });
    } catch (error) {
      if (!(error instanceof ImageError)) throw error;
      const { problem, remedy, unsupported } = error;
      broken.push({ name: one.name, reason: problem, remedy, unsupported });
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
  return { images, broken, notes, rows: new Uint8Array(numbers.buffer) };
}
