import { type ReadingFlags, readingOptions } from '../options/reading-flags';
import type { Reporter } from '../output/reporter';

/** Irregularities that change what takes part in a command, and stop nothing. */
const TOLD = ['unknownSplit', 'skippedFile', 'alteredFile'];

/** Reads a data set as the flags say. What leaves images out is told, with its count and first place. */
export async function readCaptions(folder: string, flags: ReadingFlags, report: Reporter) {
  const { readDataset } = await import('@rs-sam/datasets/node');
  // Only a policy for what is inside the images opens them.
  const examineImage = async (file: string) => (await import('@rs-sam/vision-features/node')).examineImage(file);
  const parsed = await readDataset(folder, { ...readingOptions(flags), examineImage });
  for (const { kind, count, meaning, examples } of parsed.findings) {
    if (TOLD.includes(kind)) report.note(`${count} × ${meaning} (${kind}), first ${examples[0]?.detail}`);
  }
  return parsed;
}
