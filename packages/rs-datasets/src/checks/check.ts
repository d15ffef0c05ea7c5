import type { Ledger } from '../finding';
import type { ParsedImage } from '../parsed-image';
import type { Place } from '../place';

/** What is known of the pictures themselves. */
interface Pictures {
  /** Paths of the pictures in the folder, sorted; empty when there are none at hand, and then they are not checked. */
  readonly paths: readonly string[];
  /** Size by path in pixels, `null` where a picture cannot be decoded; a path that is absent was not looked at. */
  readonly sizes: ReadonlyMap<string, PictureSize | null>;
}

export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

/** Looks for irregularities, enters each in the ledger, and returns what its policy leaves. */
export type Check = (images: readonly ParsedImage[], ledger: Ledger, pictures: Pictures) => ParsedImage[];

export const placeOf = (image: ParsedImage): Place => ({ file: image.source, position: image.position });

/** The value that occurs most often, the first of several; `undefined` of nothing. */
export function mostCommon<T>(values: Iterable<T>): T | undefined {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  let best: [T, number] | undefined;
  for (const entry of counts) if (best === undefined || entry[1] > best[1]) best = entry;
  return best?.[0];
}
