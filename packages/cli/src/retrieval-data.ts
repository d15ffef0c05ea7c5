import type { Command } from 'commander';
import type { Reporter } from './reporter';
import { UsageError } from './usage-error';

/** Flags of every command that works on a data set and its features. */
export interface DataFlags {
  readonly dataset?: string;
  readonly features?: string;
  readonly split?: string;
  readonly engine?: string;
}

/** `--dataset`, `--features`, `--split` and `--engine`. */
export function addDataFlags(command: Command): void {
  command
    .option('--dataset <folder>', 'folder that holds the caption file and its pictures')
    .option('--features <folder>', 'feature store that `rs-sam extract` wrote')
    .option('--split <file>', 'a split of `rs-sam dataset split` (default: the one that the caption file gives)')
    .option('--engine <name>', 'TensorFlow.js engine (default: the first that works here)');
}

/** A data set with its split, its features, and the engine that computes. */
export async function openRetrievalData(flags: DataFlags, report: Reporter) {
  const folder = required('dataset', flags.dataset);
  const store = required('features', flags.features);
  const { applySplit } = await import('@rs-sam/datasets/splits');
  const { readSplit, readDataset } = await import('@rs-sam/datasets/node');
  const { openFeatureStore } = await import('@rs-sam/vision-features/node');
  const { prepareBackend } = await import('@rs-sam/tfjs-backend');
  const read = (await readDataset(folder)).dataset;
  const dataset = flags.split === undefined ? read : applySplit(read, await readSplit(flags.split));
  const features = await openFeatureStore(store);
  // A name that is none of the engines' is refused by `prepareBackend`, which lists them.
  const { engine, summary } = await prepareBackend(flags.engine ? { engine: flags.engine as never } : {});
  report.note(summary);
  return { folder, dataset, features, engine };
}

function required(name: keyof DataFlags, value: string | undefined): string {
  if (value === undefined)
    throw new UsageError(`--${name} is missing: name a folder, here or in the file of --config.`);
  return value;
}
