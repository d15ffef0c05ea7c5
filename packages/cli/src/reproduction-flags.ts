import type { Command } from 'commander';
import { addDataFlags, type DataFlags } from './retrieval-data';

/** Flags that both kinds of reproduction share. */
export interface ReproductionFlags extends DataFlags {
  readonly runs: string;
  readonly results: string;
}

/** The data set of each table of the paper, by its name. */
export const PAPER_DATASETS: Readonly<Record<number, RegExp>> = {
  2: /ucm|merced/i,
  3: /sydney/i,
  4: /rsicd/i,
  5: /nwpu/i,
  6: /nwpu/i,
};

export function addReproductionFlags(command: Command): void {
  addDataFlags(command);
  command
    .option('--runs <folder>', 'where trainings are kept', 'runs')
    .option('--results <folder>', 'where results are kept', 'results');
}
