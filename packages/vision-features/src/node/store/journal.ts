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

export const formatEntry = (entry: JournalEntry): string => `${JSON.stringify(entry)}\n`;

/**
 * The entries of a journal up to the first line that is incomplete, damaged or out of order. The lines after it do not count.
 */
export function parseJournal(bytes: Uint8Array): JournalEntry[] {
  const entries: JournalEntry[] = [];
  const lines = new TextDecoder().decode(bytes).split('\n');
  // The last piece has no line end: it is empty, or was cut off.
  for (const line of lines.slice(0, -1)) {
    const entry = parseEntry(line);
    if (entry === null || entry.step !== entries.length) break;
    entries.push(entry);
  }
  return entries;
}

/** The number of images with rows in these entries. */
export const journalImages = (entries: readonly JournalEntry[]): number =>
  entries.reduce((sum, { images }) => sum + images.length, 0);

/** The length of these entries in the file. */
export const journalBytes = (entries: readonly JournalEntry[]): number =>
  entries.reduce((sum, entry) => sum + new TextEncoder().encode(formatEntry(entry)).length, 0);

const parseEntry = (line: string): JournalEntry | null => parseJson(line, EntrySchema).value;
