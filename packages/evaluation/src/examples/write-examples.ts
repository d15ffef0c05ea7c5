import { join } from 'node:path';
import type { CaptionDataset } from '@rs-sam/datasets';
import { writeFileAtomically } from '@rs-sam/foundation/files';
import { formatJson } from '@rs-sam/foundation/formats';
import type { Gallery } from '../gallery/gallery';
import { type ExampleOptions, exampleQueries } from './example-queries';
import { type AttentionMap, retrievalExamples } from './retrieval-examples';

const FILE = 'examples.json';

/** The attention of a caption's words on the image of a file. */
type Attend = (file: string, caption: string) => Promise<AttentionMap | null>;

/**
 * Writes `examples.json`: some queries with their best results.
 *
 * @param options if undefined, nothing is written.
 * @returns the name of the file; null if nothing was written.
 */
export async function writeExamples(
  folder: string,
  dataset: CaptionDataset,
  gallery: Gallery,
  scores: Float32Array,
  options: ExampleOptions | undefined,
  attend: Attend = async () => null,
): Promise<typeof FILE | null> {
  if (options === undefined) return null;
  const queries = exampleQueries(dataset, gallery, options);
  const { top = 3 } = options;
  // The pairs are collected first, because a model computes their attention asynchronously.
  const pairs = new Map<string, readonly [image: number, caption: number]>();
  const key = (image: number, caption: number) => `${image} ${caption}`;
  retrievalExamples(dataset, gallery, scores, queries, top, (image, caption) => {
    pairs.set(key(image, caption), [image, caption]);
    return null;
  });
  const maps = new Map<string, AttentionMap | null>();
  for (const [pair, [image, caption]] of pairs) {
    maps.set(pair, await attend(gallery.files[image] as string, gallery.captions[caption] as string));
  }
  const examples = retrievalExamples(
    ...([dataset, gallery, scores, queries, top] as const),
    (image, caption) => maps.get(key(image, caption)) ?? null,
  );
  await writeFileAtomically(join(folder, FILE), formatJson(examples));
  return FILE;
}
