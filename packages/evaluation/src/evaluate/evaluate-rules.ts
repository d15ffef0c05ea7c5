import {
  abortSignal,
  callback,
  checkOptions,
  integer,
  listOf,
  type OptionRules,
  object,
  oneOf,
  seed,
  text,
} from '@rs-sam/foundation/options';
import { VIEWS } from '@rs-sam/vision-features';

const exampleRules = {
  count: integer(0),
  seed,
  top: integer(1),
  captions: listOf(text('a caption'), 'a list of captions'),
  images: listOf(text('a file'), 'a list of files'),
};

const sharedRules = {
  dataset: object('a CaptionDataset'),
  folder: text('the path of a folder'),
  ties: oneOf(['expected', 'optimistic', 'pessimistic', 'index', 'index-descending']),
  commandLine: text('a command line'),
  runDepth: integer(1),
  examples: object('an object of example options'),
};

const checkpointRules = {
  ...sharedRules,
  checkpoint: text('the path of a folder'),
  features: object('a feature store'),
  pretrained: object('a table of pretrained words'),
  textNetwork: text('onnx: and the path of an ONNX file'),
  tokenStore: text('the path of a folder'),
  part: text('the name of a part of the split'),
  hubness: object('an object of hubness options'),
  engine: text('the name of an engine'),
  captionsPerBlock: integer(1),
  imagesPerBlock: integer(1),
  views: listOf(oneOf(VIEWS), `a list of views: ${VIEWS.join(', ')}`),
  signal: abortSignal,
  onProgress: callback,
  onTokens: callback,
  registry: listOf(object('a model definition'), 'a list of model definitions'),
};

const hubnessRules = { images: integer(1), neighbours: integer(1) };

const ensembleRules = { ...sharedRules, evaluations: listOf(text('a folder'), 'a list of folders') };

/** @throws InvalidOptionError */
export function checkEvaluateOptions(options: unknown): void {
  check('evaluateCheckpoint', checkpointRules, options, ['checkpoint', 'dataset', 'features', 'folder', 'engine']);
}

/** @throws InvalidOptionError */
export function checkEnsembleOptions(options: unknown): void {
  check('evaluateEnsemble', ensembleRules, options, ['evaluations', 'dataset', 'folder']);
}

function check(where: string, rules: OptionRules, options: unknown, required: readonly string[]): void {
  checkOptions(where, rules, options, required);
  const { examples, hubness } = options as { readonly examples?: unknown; readonly hubness?: unknown };
  if (hubness !== undefined) checkOptions(`hubness of ${where}`, hubnessRules, hubness);
  if (examples !== undefined) checkOptions(`the examples of ${where}`, exampleRules, examples);
}
