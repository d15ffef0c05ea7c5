import type { FileHandle } from 'node:fs/promises';
import { sha256, writeFully } from '@rs-sam/foundation/files';
import { NPY_HEADER_BYTES } from '@rs-sam/foundation/formats';
import { type FeatureRecipe, rowBytes } from './feature-manifest';
import { readFully } from './feature-rows';
import { featureHeader } from './feature-type';
import { type JournalEntry, journalBytes, journalImages, parseJournal } from './journal';

/**
 * Cuts the feature file and the journal back to the last step that is complete in both, and writes a header with the planned rows.
 *
 * @returns the complete steps.
 */
export async function recoverSteps(
  folder: string,
  recipe: FeatureRecipe,
  features: FileHandle,
  journal: FileHandle,
): Promise<JournalEntry[]> {
  const imageBytes = recipe.views.length * rowBytes(recipe);
  const done = parseJournal(await journal.readFile());
  const { size } = await features.stat();
  const endOf = (entries: readonly JournalEntry[]) => NPY_HEADER_BYTES + journalImages(entries) * imageBytes;
  // After a power cut a file system may have kept the journal and lost rows: their hashes show it.
  while (done.length > 0 && (endOf(done) > size || !(await lastStepIsWhole(folder, features, done, imageBytes)))) {
    done.pop();
  }
  await features.truncate(endOf(done));
  await journal.truncate(journalBytes(done));
  const rows = recipe.dataset.images * recipe.views.length;
  await writeFully(features, featureHeader(recipe.dtype, [rows, recipe.regions, recipe.depth]), 0);
  return done;
}

async function lastStepIsWhole(
  folder: string,
  features: FileHandle,
  done: readonly JournalEntry[],
  imageBytes: number,
): Promise<boolean> {
  const images = done.at(-1)?.images ?? [];
  const start = NPY_HEADER_BYTES + journalImages(done.slice(0, -1)) * imageBytes;
  const rows = new Uint8Array(imageBytes);
  for (const [index, image] of images.entries()) {
    await readFully(folder, features, rows, start + index * imageBytes);
    if (sha256(rows) !== image.features) return false;
  }
  return true;
}
