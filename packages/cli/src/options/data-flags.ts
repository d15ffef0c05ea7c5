import type { Command } from 'commander';
import { addReadingFlags, type ReadingFlags } from './reading-flags';

/** Flags of every command that works on a data set and its features. */
export interface DataFlags extends ReadingFlags {
  readonly dataset?: string;
  readonly features?: string;
  readonly split?: string;
  readonly engine?: string;
}

/** `--dataset`, `--features`, `--split`, `--engine`, and how the data set is read. */
export function addDataFlags(command: Command): void {
  command
    .option('--dataset <folder>', 'folder that contains the caption file and its images')
    .option('--features <folder>', 'feature store that `rs-sam extract` wrote')
    .option('--split <file>', 'a split of `rs-sam dataset split` (default: the split of the caption file)');
  addEngineFlag(command);
  addReadingFlags(command);
}

export function addEngineFlag(command: Command): void {
  command.option('--engine <name>', 'TensorFlow.js engine, for example webgpu (default: the fastest that works on this machine)');
}
