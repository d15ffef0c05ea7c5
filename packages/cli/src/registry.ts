import type { CommandFile } from './command-file';
import { classify } from './commands/classify';
import { codebook } from './commands/codebook';
import { datasetInspect } from './commands/dataset-inspect';
import { datasetSplit } from './commands/dataset-split';
import { datasetSynthesise } from './commands/dataset-synthesise';

/** What the groups of commands are for. */
export const GROUPS: Readonly<Record<string, string>> = {
  dataset: 'look at caption data sets, split them, draw synthetic ones',
};

/** Every command of `rs-sam`, in the order of its help. A new one is one file and one line here. */
export const COMMANDS: readonly CommandFile[] = [datasetInspect, datasetSplit, datasetSynthesise, codebook, classify];
