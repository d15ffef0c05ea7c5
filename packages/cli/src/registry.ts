import type { CommandFile } from './command-file';
import { classify } from './commands/classify';
import { codebook } from './commands/codebook';
import { datasetContactSheet } from './commands/dataset-contact-sheet';
import { datasetInspect } from './commands/dataset-inspect';
import { datasetSplit } from './commands/dataset-split';
import { datasetSynthesise } from './commands/dataset-synthesise';
import { evaluate } from './commands/evaluate';
import { extract } from './commands/extract';
import { extractExport } from './commands/extract-export';
import { extractImport } from './commands/extract-import';
import { extractMerge } from './commands/extract-merge';
import { fineTune } from './commands/fine-tune';
import { report } from './commands/report';
import { reproduceFigure } from './commands/reproduce-figure';
import { reproduceOpenPoints } from './commands/reproduce-open-points';
import { reproduceTable } from './commands/reproduce-table';
import { search } from './commands/search';
import { train } from './commands/train';
import { weightsImport } from './commands/weights-import';
import { weightsList } from './commands/weights-list';
import { weightsPull } from './commands/weights-pull';
import { weightsVerify } from './commands/weights-verify';

/** What the groups of commands are for. */
export const GROUPS: Readonly<Record<string, string>> = {
  dataset: 'look at caption data sets, split them, draw synthetic ones',
  reproduce: "the paper's tables and figures, ours beside the paper's, and its open points",
  weights: "fetch, take over and check the backbones' weights",
};

/** Every command of `rs-sam`, in the order of its help. A new one is one file and one line here. */
export const COMMANDS: readonly CommandFile[] = [
  datasetInspect,
  datasetSplit,
  datasetSynthesise,
  datasetContactSheet,
  weightsList,
  weightsPull,
  weightsVerify,
  weightsImport,
  extract,
  extractMerge,
  extractExport,
  extractImport,
  codebook,
  classify,
  fineTune,
  train,
  evaluate,
  search,
  report,
  reproduceTable,
  reproduceFigure,
  reproduceOpenPoints,
];
