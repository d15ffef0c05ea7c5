import type { Budget } from '@rs-sam/reproduction';
import type { Command } from 'commander';
import { wholeNumber } from './option-parsers';
import { addDataFlags, type DataFlags } from './retrieval-data';

/** Flags of every reproduction; `addPlanFlags` adds those that choose rows and seeds. */
export interface ReproductionFlags extends DataFlags {
  readonly runs: string;
  readonly results: string;
  readonly seeds?: number;
  readonly rows?: readonly string[];
}

/** The data set of each table of the paper, as `publishedDatasetOf` names it. */
export const PAPER_DATASETS: Readonly<Record<number, string>> = {
  2: 'ucm',
  3: 'sydney',
  4: 'rsicd',
  5: 'nwpu',
  6: 'nwpu',
};

/** The folder that a table's runs and results are kept in, below the data set's. */
export function experimentOf(table: number, budget: Budget): string {
  return budget === 'paper' ? `table-${table}` : `table-${table}-${budget}`;
}

export function addReproductionFlags(command: Command): void {
  addDataFlags(command);
  command
    .option('--runs <folder>', 'where trainings are kept', 'runs')
    .option('--results <folder>', 'where results are kept', 'results');
}

/** `--seeds` and `--rows`. */
export function addPlanFlags(command: Command): void {
  command
    .option('--seeds <count>', 'at most so many seeds a row (default: as planned)', wholeNumber(1))
    .option('--rows <names>', 'only these rows, as sam-t2i,scan', (text: string) => text.split(','));
}
