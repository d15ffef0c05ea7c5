import { sealJson, unsealJson } from '@rs-sam/foundation/files';
import { parseJson } from '@rs-sam/foundation/formats';
import * as v from 'valibot';
import { type BrokenImage, ManifestSchema, type StoredImage } from './feature-manifest';

/** A line of the journal: the images of one step whose rows are safely in the feature file. */
export interface JournalEntry {
  readonly step: number;
  readonly images: readonly StoredImage[];
  readonly broken: readonly BrokenImage[];
}

const EntrySchema = v.strictObject({
  step: v.pipe(v.number(), v.integer(), v.minValue(0)),
  images: ManifestSchema.entries.images,
  broken: ManifestSchema.entries.broken,
});

/** A line with its checksum. */
export const formatEntry = (entry: JournalEntry): string => `${sealJson(JSON.stringify(entry))}\n`;

/** The entries of a journal, and where the line of each ends. */
export interface Journal {
  readonly entries: readonly JournalEntry[];
  readonly ends: readonly number[];
}

/**
 * The entries of a journal up to the first line that is incomplete, damaged or out of order. The lines after it do not count. Lines of
 * earlier versions have no checksum.
 */
export function parseJournal(bytes: Uint8Array): Journal {
  const entries: JournalEntry[] = [];
  const ends: number[] = [];
  // A last piece without a line end was cut off.
  for (let start = 0, end = bytes.indexOf(LINE_END); end >= 0; start = end + 1, end = bytes.indexOf(LINE_END, start)) {
    const entry = parseEntry(new TextDecoder().decode(bytes.subarray(start, end)));
    if (entry === null || entry.step !== entries.length) break;
    entries.push(entry);
    ends.push(end + 1);
  }
  return { entries, ends };
}

const LINE_END = 10;

function parseEntry(line: string): JournalEntry | null {
  const { json, seal } = unsealJson(line);
  return seal === 'broken' ? null : parseJson(json, EntrySchema).value;
}
