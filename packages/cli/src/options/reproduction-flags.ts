import type { Budget } from '@rs-sam/reproduction';
import type { Command } from 'commander';
import { addDataFlags, type DataFlags } from './data-flags';
import { wholeNumber } from './option-parsers';

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

/** The folder of a table's runs and results, inside the data set's folder. */
export function experimentOf(table: number, budget: Budget): string {
  return budget === 'paper' ? `table-${table}` : `table-${table}-${budget}`;
}

export function addReproductionFlags(command: Command): void {
  addDataFlags(command);
  command
    .option('--runs <folder>', 'folder of the trainings', 'runs')
    .option('--results <folder>', 'folder of the results', 'results');
}

/** `--seeds` and `--rows`. */
export function addPlanFlags(command: Command): void {
  command
    .option('--seeds <count>', 'maximum number of seeds per row (default: as planned)', wholeNumber(1))
    .option('--rows <names>', 'only these rows, separated by commas, as sam-t2i,scan', (text: string) =>
      text.split(','),
    );
}
