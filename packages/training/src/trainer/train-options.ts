import type { CaptionDataset } from '@rs-sam/datasets';
import type { FeatureSource } from '@rs-sam/evaluation';
import { InvalidOptionError } from '@rs-sam/foundation/errors';
import {
  abortSignal,
  callback,
  checkOptions,
  integer,
  listOf,
  matching,
  object,
  text,
} from '@rs-sam/foundation/options';
import type { ModelDefinition } from '@rs-sam/models';
import type { TrainingConfiguration } from '../configuration/training-configuration';
import { checkSources, type TrainingSource } from '../sources/training-source';
import type { TrainingEvent } from './events';
import type { RunPosition } from './run-position';

/** Options of `train`: the data, and everything else. */
export type TrainOptions = RunOptions & (OneDataset | SeveralDatasets);

/** A training on one data set. */
interface OneDataset {
  readonly dataset: CaptionDataset;
  /** Features of its images, from `openFeatureStore`. */
  readonly features: FeatureSource;
  readonly sources?: undefined;
}

/** A training on several data sets at once. */
interface SeveralDatasets {
  /** The data sets with their features, which have to be of the same kind. With one, it is the same training as without a list. */
  readonly sources: readonly TrainingSource[];
  readonly dataset?: undefined;
  readonly features?: undefined;
}

/** Options of a training besides its data. */
export interface RunOptions {
  /** From `resolveConfiguration` or `presetConfiguration`. */
  readonly configuration: TrainingConfiguration;
  /** The folder of the run. An interrupted run in this folder resumes. */
  readonly folder: string;
  /**
   * The folder of another run, or of its checkpoint, whose weights and vocabulary this one starts from: the same model with the same
   * options, on features of the same kind. New words get new vectors; the optimiser starts without state. Default: new weights.
   */
  readonly init?: string | undefined;
  /**
   * The folder of a store for the tokens that the `textNetwork` of the configuration computes of all captions before the first step: they are
   * read the next time, and an interrupted computation resumes. Default: they are in memory only.
   */
  readonly tokenStore?: string | undefined;
  /**
   * The `identity` of the engine that `prepareBackend` reports, or its name. It is recorded in the checkpoints: a run resumes only on the
   * engine that it started on; on `webgpu` the GPU may be another.
   */
  readonly engine: string;
  /** Steps between checkpoints, in addition to one at the end of each epoch. It does not change the result. Default 200. */
  readonly checkpointEvery?: number;
  /** Steps per line of `metrics.jsonl`. Default 10. */
  readonly metricsEvery?: number;
  /** Stops the training at the next step, after saving everything. */
  readonly signal?: AbortSignal | undefined;
  readonly onEvent?: ((event: TrainingEvent) => void) | undefined;
  /** Default: `modelDefinitions`. */
  readonly registry?: readonly ModelDefinition[];
}

/** The end of a training. */
export interface TrainingOutcome {
  /** `epochs`: all epochs are done; `patience`: too many epochs without improvement; `stopped`: stopped by the signal, can be resumed. */
  readonly end: 'epochs' | 'patience' | 'stopped';
  readonly steps: number;
  /** The best validation and its epoch, from 1; null without validation. */
  readonly best: RunPosition['best'];
  /** The checkpoint to use; null when no epoch is finished. */
  readonly checkpoint: string | null;
}

const rules = {
  configuration: object('a training configuration, see resolveConfiguration'),
  dataset: object('a CaptionDataset'),
  features: object('a feature store'),
  sources: matching('a list of at least one data set', (value) => Array.isArray(value) && value.length > 0),
  folder: text('the path of a folder'),
  init: text('the folder of a run or a checkpoint'),
  tokenStore: text('the path of a folder'),
  engine: text('the name of an engine'),
  checkpointEvery: integer(1),
  metricsEvery: integer(1),
  signal: abortSignal,
  onEvent: callback,
  registry: listOf(object('a model definition'), 'a list of model definitions'),
};

/** @throws InvalidOptionError */
export function checkTrainOptions(options: unknown): asserts options is TrainOptions {
  const required = ['configuration', 'folder', 'engine'];
  const several = (options as Partial<TrainOptions> | null)?.sources !== undefined;
  checkOptions('train', rules, options, several ? required : ['dataset', 'features', ...required]);
  const { sources, ...given } = options as TrainOptions;
  if (sources === undefined) return;
  for (const name of ['dataset', 'features'] as const) {
    if (given[name] !== undefined) throw new InvalidOptionError(name, given[name], 'left out, because sources has it');
  }
  checkSources(sources);
}

/** The data sets of the options. */
export function sourcesOf({ dataset, features, sources }: TrainOptions): [TrainingSource, ...TrainingSource[]] {
  if (sources !== undefined) return [...sources] as [TrainingSource, ...TrainingSource[]];
  return [{ name: features.manifest.dataset.name, dataset, features }];
}
