import { sealJson, unsealJson } from '@rs-sam/foundation/files';
import { parseJson } from '@rs-sam/foundation/formats';
import * as v from 'valibot';
import type { GalleryItem } from '../../gallery/gallery-item';
import { type SkippedImage, skippedSchema } from '../../gallery/gallery-manifest';
import { windowSchema } from '../../scene/scene-window';

/** An image that is in an unfinished segment: all of an item but its metadata, which are read when the segment is finished. */
export type EncodedImage = Omit<GalleryItem, 'id' | 'metadata'> & { readonly thumbnail: readonly [number, number] };

/** A line of the journal: the images of one step whose bytes are safely in the files of the segment. */
export interface SegmentStep {
  readonly step: number;
  readonly images: readonly EncodedImage[];
  readonly skipped: readonly SkippedImage[];
  /** The ids of windows that have too few data. */
  readonly empty: readonly string[];
  /** Of each file, the length and SHA-256 of the bytes that the step appended. */
  readonly pieces: Readonly<Record<string, readonly [length: number, sha256: string]>>;
}

const count = v.pipe(v.number(), v.integer(), v.minValue(0));

const schema = v.strictObject({
  step: count,
  images: v.array(
    v.strictObject({
      ...{ file: v.string(), window: v.optional(windowSchema) },
      ...{ width: count, height: count, bytes: count, sha256: v.string() },
      thumbnail: v.strictTuple([count, count]),
    }),
  ),
  skipped: v.array(skippedSchema),
  empty: v.array(v.string()),
  pieces: v.record(v.string(), v.strictTuple([count, v.string()])),
});

/** A line with its checksum. */
export const formatStep = (step: SegmentStep): string => `${sealJson(JSON.stringify(step))}\n`;

/** The steps of a journal up to the first line that is incomplete, damaged or out of order, and where the line of each ends. */
export function parseSteps(bytes: Uint8Array): { readonly steps: SegmentStep[]; readonly ends: number[] } {
  const steps: SegmentStep[] = [];
  const ends: number[] = [];
  for (let start = 0, end = bytes.indexOf(LINE_END); end >= 0; start = end + 1, end = bytes.indexOf(LINE_END, start)) {
    const { json, seal } = unsealJson(new TextDecoder().decode(bytes.subarray(start, end)));
    const { value } = parseJson(json, schema);
    if (seal !== 'kept' || value?.step !== steps.length) break;
    steps.push(value);
    ends.push(end + 1);
  }
  return { steps, ends };
}

const LINE_END = 10;
