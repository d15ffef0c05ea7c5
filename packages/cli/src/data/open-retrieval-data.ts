import type { DataFlags } from '../options/data-flags';
import type { ReadingFlags } from '../options/reading-flags';
import type { Reporter } from '../output/reporter';
import { UsageError } from '../program/usage-error';
import { readCaptions } from './read-captions';

/** A data set with its split, its features, and the engine that computes. */
export async function openRetrievalData(flags: DataFlags, report: Reporter) {
  const folder = required('dataset', flags.dataset);
  const store = required('features', flags.features);
  const { dataset, features } = await openSource(folder, store, flags.split, flags, report);
  return { folder, dataset, features, engine: await openEngine(flags.engine, report) };
}

/**
 * A data set with its split, and its features.
 *
 * @param split its file; undefined: the split of the caption file.
 */
export async function openSource(
  folder: string,
  store: string,
  split: string | undefined,
  flags: ReadingFlags,
  report: Reporter,
) {
  const { applySplit } = await import('@rs-sam/datasets/splits');
  const { readSplit } = await import('@rs-sam/datasets/node');
  const { openFeatureStore } = await import('@rs-sam/vision-features/node');
  const read = (await readCaptions(folder, flags, report)).dataset;
  const dataset = split === undefined ? read : applySplit(read, await readSplit(split));
  return { dataset, features: await openFeatureStore(store) };
}

/**
 * The engine that computes, as it is recorded; a note names it.
 *
 * @param direction of SAM, if only one is going to be computed.
 */
export async function openEngine(
  name: string | undefined,
  report: Reporter,
  direction?: 'i2t' | 't2i' | undefined,
): Promise<string> {
  const { prepareBackend } = await import('@rs-sam/tfjs-backend');
  // `prepareBackend` refuses an unknown name and lists the engines.
  const { identity, summary } = await prepareBackend({ ...(name && { engine: name as never }), direction });
  report.note(summary);
  return identity;
}

/** @throws {UsageError} for a flag that was left out. */
export function required<T>(name: keyof DataFlags, value: T | undefined): T {
  if (value === undefined)
    throw new UsageError(`--${name} is missing: name a folder, here or in the file of --config.`);
  return value;
}
