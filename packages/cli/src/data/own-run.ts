import { folderOf, jsonWith, linesOfKind, type Recognised } from './own-files';

/** The files of a checkpoint without the state of its training. */
export const CHECKPOINT = [
  ...['manifest.json', 'configuration.json', 'vocabulary.json', 'weights.safetensors'],
  // What `shortlist` adds.
  'shortlist.safetensors',
];

/** What `train` writes into the folder of a run. */
export const RUN_FILES: Readonly<Record<string, Recognised>> = {
  'configuration.json': jsonWith({ model: undefined, batchSize: undefined, trainingPart: undefined }),
  'metrics.jsonl': linesOfKind('step', 'epoch'),
  last: folderOf('rs-sam-checkpoint', [...CHECKPOINT, 'state.safetensors', 'state.json']),
  best: folderOf('rs-sam-checkpoint', CHECKPOINT),
};
