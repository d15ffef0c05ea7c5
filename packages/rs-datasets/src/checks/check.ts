import { countValues } from '@rs-sam/foundation/collections';
import type { Place } from '../errors/place';
import type { ParsedCaption, ParsedImage } from '../formats/parsed-image';
import type { ImageContent, ImageSize } from '../reading/image-size';
import type { Ledger } from './finding';

/** What is known of the image files. */
interface ImageFiles {
  /** Their paths, sorted; empty where there are no files, and then names are not checked. */
  readonly paths: readonly string[];
  /** Size by path, `null` where an image cannot be decoded, absent where it was not read. */
  readonly sizes: ReadonlyMap<string, ImageSize | null>;
  /** What is known of their content, by path. */
  readonly contents: ReadonlyMap<string, ImageContent>;
}

/** Looks for irregularities, counts each in the ledger, and returns the images that remain under its policy. */
export type Check = (images: readonly ParsedImage[], ledger: Ledger, files: ImageFiles) => ParsedImage[];

export const placeOf = (image: ParsedImage): Place => ({ file: image.source, position: image.position });

/** Where a caption is, which may be another file than that of its image. */
export const captionPlaceOf = (image: ParsedImage, { source, position }: ParsedCaption): Place => ({
  file: source ?? image.source,
  position,
});

/** The value that occurs most often, the first of several; `undefined` where there are no values. */
export function mostCommon<T>(values: Iterable<T>): T | undefined {
  let best: [T, number] | undefined;
  for (const entry of countValues(values)) if (best === undefined || entry[1] > best[1]) best = entry;
  return best?.[0];
}
