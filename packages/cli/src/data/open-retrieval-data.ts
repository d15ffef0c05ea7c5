import type { DataFlags } from '../options/data-flags';
import type { Reporter } from '../output/reporter';
import { UsageError } from '../program/usage-error';
import { readCaptions } from './read-captions';

/** A data set with its split, its features, and the engine that computes. */
export async function openRetrievalData(flags: DataFlags, report: Reporter) {
  const folder = required('dataset', flags.dataset);
  const store = required('features', flags.features);
  const { applySplit } = await import('@rs-sam/datasets/splits');
  const { readSplit } = await import('@rs-sam/datasets/node');
  const { openFeatureStore } = await import('@rs-sam/vision-features/node');
  const { prepareBackend } = await import('@rs-sam/tfjs-backend');
  const read = (await readCaptions(folder, flags, report)).dataset;
  const dataset = flags.split === undefined ? read : applySplit(read, await readSplit(flags.split));
  const features = await openFeatureStore(store);
  // `prepareBackend` refuses an unknown name and lists the engines.
  const { engine, summary } = await prepareBackend(flags.engine ? { engine: flags.engine as never } : {});
  report.note(summary);
  return { folder, dataset, features, engine };
}

function required(name: keyof DataFlags, value: string | undefined): string {
  if (value === undefined)
    throw new UsageError(`--${name} is missing: name a folder, here or in the file of --config.`);
  return value;
}
