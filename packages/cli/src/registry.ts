import type { CommandFile } from './command-file';
import { datasetInspect } from './commands/dataset-inspect';
import { datasetSplit } from './commands/dataset-split';
import { datasetSynthesise } from './commands/dataset-synthesise';
import { extract } from './commands/extract';
import { extractExport } from './commands/extract-export';
import { extractImport } from './commands/extract-import';
import { extractMerge } from './commands/extract-merge';
import { weightsImport } from './commands/weights-import';
import { weightsList } from './commands/weights-list';
import { weightsPull } from './commands/weights-pull';
import { weightsVerify } from './commands/weights-verify';

/** What the groups of commands are for. */
export const GROUPS: Readonly<Record<string, string>> = {
  dataset: 'look at caption data sets, split them, draw synthetic ones',
  weights: "fetch, take over and check the backbones' weights",
};

/** Every command of `rs-sam`, in the order of its help. A new one is one file and one line here. */
export const COMMANDS: readonly CommandFile[] = [
  datasetInspect,
  datasetSplit,
  datasetSynthesise,
  weightsList,
  weightsPull,
  weightsVerify,
  weightsImport,
  extract,
  extractMerge,
  extractExport,
  extractImport,
];
