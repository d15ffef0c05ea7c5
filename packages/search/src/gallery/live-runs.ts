import type { GalleryManifest } from './gallery-manifest';
import type { GalleryFiles } from './gallery-source';
import { readVerified } from './read-manifest';

/** Rows of items that are side by side in a file of a segment. */
export interface LiveRun {
  /** The whole file. */
  readonly content: Uint8Array;
  /** The first of the rows in this segment, and their number. */
  readonly from: number;
  readonly count: number;
  /** Place of the first one among the rows that were asked for. */
  readonly place: number;
}

/**
 * Some rows, from whole files of the segments: each file is verified. Rows side by side come at once: almost always all of them.
 *
 * @param file the name that it has in each segment.
 * @param rows counted through the segments, ascending.
 * @throws GalleryError for a file that is missing or altered.
 */
export async function* liveRuns(
  source: GalleryFiles,
  manifest: GalleryManifest,
  file: string,
  rows: Int32Array,
): AsyncGenerator<LiveRun> {
  let first = 0;
  let place = 0;
  for (const segment of manifest.segments) {
    const record = segment.files[file] ?? { bytes: 0, sha256: '' };
    const content = await readVerified(source, `segments/${segment.name}/${file}`, record);
    while (place < rows.length && (rows[place] as number) < first + segment.rows) {
      const from = (rows[place] as number) - first;
      let count = 1;
      while (rows[place + count] === first + from + count && from + count < segment.rows) count++;
      yield { content, from, count, place };
      place += count;
    }
    first += segment.rows;
  }
}
