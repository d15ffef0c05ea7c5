import * as v from 'valibot';
import { type BrokenImage, ManifestSchema, type StoredImage } from './feature-manifest';

/** What a line of the journal says: the images of one step, whose rows are safely in the feature file. */
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

export const printEntry = (entry: JournalEntry): string => `${JSON.stringify(entry)}\n`;

/**
 * The entries of a journal up to the first line that is torn, damaged or out of turn: what follows was never promised.
 */
export function readJournal(bytes: Uint8Array): JournalEntry[] {
  const entries: JournalEntry[] = [];
  const lines = new TextDecoder().decode(bytes).split('\n');
  // The last piece has no line end: it is empty, or was being written.
  for (const line of lines.slice(0, -1)) {
    const entry = parseEntry(line);
    if (entry === null || entry.step !== entries.length) break;
    entries.push(entry);
  }
  return entries;
}

function parseEntry(line: string): JournalEntry | null {
  try {
    const result = v.safeParse(EntrySchema, JSON.parse(line));
    return result.success ? result.output : null;
  } catch {
    return null;
  }
}
