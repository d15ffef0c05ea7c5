import type { CommandRegistry } from '../program/command-file';
import { datasetCompare } from './dataset/compare';
import { datasetContactSheet } from './dataset/contact-sheet';
import { datasetInspect } from './dataset/inspect';
import { datasetSplit } from './dataset/split';
import { datasetSynthesise } from './dataset/synthesise';
import { codebook } from './extract/codebook';
import { extractExport } from './extract/export';
import { extract } from './extract/extract';
import { extractImport } from './extract/import';
import { extractMerge } from './extract/merge';
import { indexImages } from './gallery/index-images';
import { indexMerge } from './gallery/merge';
import { serve } from './gallery/serve';
import { shortlist } from './gallery/shortlist';
import { indexUsearch } from './gallery/usearch';
import { metrics } from './metrics/metrics';
import { classPrecision } from './model/class-precision';
import { evaluate } from './model/evaluate';
import { checkpointExport } from './model/export';
import { report } from './model/report';
import { search } from './model/search';
import { train } from './model/train';
import { quickstart } from './quickstart/quickstart';
import { reproduceCandidates } from './reproduce/candidates';
import { reproduceFigure } from './reproduce/figure';
import { reproduceOpenPoints } from './reproduce/open-points';
import { reproduceTable } from './reproduce/table';
import { classify } from './scene-classes/classify';
import { fineTune } from './scene-classes/fine-tune';
import { weightsImport } from './weights/import';
import { weightsList } from './weights/list';
import { weightsPull } from './weights/pull';
import { weightsVerify } from './weights/verify';

const groups = {
  checkpoint: 'copy trained models',
  dataset: 'inspect, split and compare caption data sets, draw synthetic ones',
  reproduce: "reproduce the paper's tables and figures, and test the choices that it leaves open",
  weights: 'download, import and verify the weights of backbones',
};

const commands = [
  quickstart,
  datasetInspect,
  datasetSplit,
  datasetCompare,
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
  classPrecision,
  checkpointExport,
  shortlist,
  indexImages,
  indexMerge,
  indexUsearch,
  search,
  serve,
  report,
  metrics,
  reproduceTable,
  reproduceFigure,
  reproduceOpenPoints,
  reproduceCandidates,
];

/** Every command of `rs-sam`, in the order of its help. A new command is one file and one line here. */
export const REGISTRY: CommandRegistry = { commands, groups };
