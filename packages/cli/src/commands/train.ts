import { readFile } from 'node:fs/promises';
import type { TrainingConfiguration } from '@rs-sam/training';
import { Option } from 'commander';
import { defineCommand } from '../command-file';
import { addDataFlags, type DataFlags, openRetrievalData } from '../retrieval-data';
import { addTrainingFlags, configurationOf, type TrainingFlags } from '../training-flags';
import { trainingProgress } from '../training-progress';
import { UsageError } from '../usage-error';

interface Options extends DataFlags, TrainingFlags {
  readonly preset: 'tuned' | 'paper' | 'published';
  readonly configuration?: string;
}

export const train = defineCommand<Options>({
  name: 'train',
  summary: 'train a model, or go on with a training that was stopped',
  description:
    'Keeps everything in one folder: configuration.json, metrics.jsonl, and the checkpoints best/ (to use) and last/ (to go on).\n' +
    'Ctrl-C stops after the step under way; the same command goes on, to the very result of an undisturbed run.',
  examples: [
    'train runs/ucm-t2i --dataset data/ucm --features features/ucm-resnet-50',
    'train runs/ucm-i2t --dataset data/ucm --features features/ucm-resnet-50 --model sam-i2t --epochs 30 --option projection=256',
    'train runs/paper --dataset data/ucm --features features/ucm-resnet-50 --preset paper --seed 2',
    'train runs/again --dataset data/ucm --features features/ucm-resnet-50 --configuration runs/ucm-t2i/configuration.json',
  ],
  configure(command) {
    command.argument('<run>', 'folder of the run');
    addDataFlags(command);
    command
      .addOption(
        new Option('--preset <name>', 'what flags differ from: tuned, paper (every printed value) or published')
          .choices(['tuned', 'paper', 'published'])
          .default('tuned', 'tuned for SAM, published for every other model'),
      )
      .option(
        '--configuration <file>',
        'start from that of another run, its configuration.json or result.json, in place of a preset',
      );
    addTrainingFlags(command);
  },
  async run({ operands: [folder = ''], options, report, signal }) {
    const configuration = await configure(options);
    const training = await import('@rs-sam/training');
    const { dataset, features, engine } = await openRetrievalData(options, report);
    const watch = trainingProgress(report);
    try {
      const common = { configuration, dataset, features, folder, engine, signal };
      const outcome = await training.train({ ...common, onEvent: watch.event });
      watch.stop();
      if (outcome.end === 'stopped') {
        report.note(`Stopped after step ${outcome.steps}: the same command goes on from there.`);
        signal.throwIfAborted();
      }
      const { best } = outcome;
      report.result({ event: 'end', folder, ...outcome }, () =>
        [
          outcome.end === 'patience'
            ? `No epoch was better for ${configuration.patience}, so it ends here.`
            : 'All epochs are made.',
          best === null
            ? 'No part chose an epoch.'
            : `Best: epoch ${best.epoch}, validation mR ${best.meanRecall.toFixed(1)}.`,
          `Checkpoint: ${outcome.checkpoint}. Next: rs-sam evaluate ${outcome.checkpoint}`,
        ].join('\n'),
      );
    } finally {
      watch.stop();
      await features.close();
    }
  },
});

/** Flags over a configuration file over a preset over what the model's authors published. */
async function configure(options: Options): Promise<TrainingConfiguration> {
  const { presetConfiguration, resolveConfiguration } = await import('@rs-sam/training');
  const flags = configurationOf(options);
  if (options.configuration !== undefined) {
    const base = await readConfiguration(options.configuration);
    return resolveConfiguration(merged(base, flags));
  }
  const model = options.model ?? 'sam-t2i';
  const direction = model === 'sam-t2i' ? 't2i' : model === 'sam-i2t' ? 'i2t' : null;
  if (direction === null && options.preset === 'paper') {
    throw new UsageError(
      `--preset paper is SAM's. Leave it out: ${model} then starts from what its authors published.`,
    );
  }
  if (direction === null || options.preset === 'published') return resolveConfiguration({ ...flags, model });
  return resolveConfiguration(merged(presetConfiguration(options.preset, direction), { ...flags, model }));
}

/** Options of the model are taken one by one, everything else as a whole. */
function merged(base: object, flags: Record<string, unknown>): Record<string, unknown> {
  const options = { ...(base as TrainingConfiguration).options, ...(flags.options as object | undefined) };
  return { ...base, ...flags, options };
}

/** The configuration of a run's `configuration.json`, or of the model that a `result.json` is of. */
async function readConfiguration(file: string): Promise<object> {
  try {
    const json = JSON.parse(await readFile(file, 'utf8')) as { readonly models?: readonly { configuration: object }[] };
    if (json.models === undefined) return json;
    const [model, another] = json.models;
    if (model !== undefined && another === undefined) return model.configuration;
  } catch (cause) {
    const problem = `The file of --configuration cannot be read: ${(cause as Error).message}`;
    throw new UsageError(`${problem} Name the configuration.json of a run, or a result.json.`, { cause });
  }
  throw new UsageError(`${file} is of an ensemble: name the result.json of one model.`);
}
