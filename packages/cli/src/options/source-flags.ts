import type { Command } from 'commander';
import { addEngineFlag } from './data-flags';
import { collected } from './option-parsers';
import { addReadingFlags, type ReadingFlags } from './reading-flags';

/** Flags of a command that works on one or several data sets and their features. */
export interface SourceFlags extends ReadingFlags {
  readonly dataset?: readonly string[];
  readonly features?: readonly string[];
  readonly split?: readonly string[];
  readonly engine?: string;
}

/** `--dataset`, `--features` and `--split`, which can be repeated and are paired in their order, and those of `addDataFlags`. */
export function addSourceFlags(command: Command): void {
  command
    .option('--dataset <folder>', 'folder that contains the caption file and its images; repeatable', collected)
    .option('--features <folder>', 'feature store that `rs-sam extract` wrote; one for each --dataset', collected)
    .option(
      '--split <file>',
      'a split of `rs-sam dataset split` (default: the split of the caption file); with several data sets one for each, which may be none',
      collected,
    );
  addEngineFlag(command);
  addReadingFlags(command);
}
