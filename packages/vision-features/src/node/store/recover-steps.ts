import type { FileHandle } from 'node:fs/promises';
import { nameWrites, sha256, writeFully } from '@rs-sam/foundation/files';
import { NPY_HEADER_BYTES } from '@rs-sam/foundation/formats';
import { type FeatureRecipe, rowBytes } from './feature-manifest';
import { featureHeader } from './feature-type';
import { type JournalEntry, parseJournal } from './journal';
import { readFully } from './read-fully';
import { storeFiles } from './store-files';

/** The steps that are complete in both files of an unfinished store. */
export interface RecoveredSteps {
  readonly done: JournalEntry[];
  /** Length of their lines in the journal. */
  readonly journalEnd: number;
  /** Length of the feature file with their rows. */
  readonly rowsEnd: number;
}

/**
 * Cuts the feature file and the journal back to the last step up to which all are complete in both, and writes a header with the planned
 * rows. All rows are compared with their hashes: a power cut may have lost some, and a disk may have changed some.
 */
export async function recoverSteps(
  folder: string,
  recipe: FeatureRecipe,
  features: FileHandle,
  journal: FileHandle,
): Promise<RecoveredSteps> {
  const imageBytes = recipe.views.length * rowBytes(recipe);
  const { entries, ends } = parseJournal(await journal.readFile());
  const { size } = await features.stat();
  const done: JournalEntry[] = [];
  let rowsEnd = NPY_HEADER_BYTES;
  for (const entry of entries) {
    const end = rowsEnd + entry.images.length * imageBytes;
    if (end > size || !(await isWhole(folder, features, entry, rowsEnd, imageBytes))) break;
    done.push(entry);
    rowsEnd = end;
  }
  const journalEnd = ends[done.length - 1] ?? 0;
  await features.truncate(rowsEnd);
  await journal.truncate(journalEnd);
  const rows = recipe.dataset.images * recipe.views.length;
  const header = featureHeader(recipe.dtype, [rows, recipe.regions, recipe.depth]);
  await nameWrites(storeFiles(folder).features, writeFully(features, header, 0));
  return { done, journalEnd, rowsEnd };
}

async function isWhole(
  folder: string,
  features: FileHandle,
  { images }: JournalEntry,
  start: number,
  imageBytes: number,
): Promise<boolean> {
  const rows = new Uint8Array(imageBytes);
  for (const [index, image] of images.entries()) {
    await readFully(folder, features, rows, start + index * imageBytes);
    if (sha256(rows) !== image.features) return false;
  }
  return true;
}
