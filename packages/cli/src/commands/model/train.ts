import { readFile } from 'node:fs/promises';
import { fileProblem, RsSamError } from '@rs-sam/foundation/errors';
import { unsealJson } from '@rs-sam/foundation/files';
import type { TrainingConfiguration } from '@rs-sam/training';
import { Option } from 'commander';
import { checkpointFolder, isPretrained } from '../../data/checkpoint-folder';
import { fitWithProgress } from '../../data/fit-with-progress';
import { openTrainingData } from '../../data/open-training-data';
import { addForceFlag, type ForceFlag, refuseOverwriting } from '../../data/own-files';
import { RUN_FILES } from '../../data/own-run';
import { requirePart } from '../../data/require-part';
import { tokenStore } from '../../data/token-store';
import { addSourceFlags, type SourceFlags } from '../../options/source-flags';
import { addTrainingFlags, configurationOf, type TrainingFlags } from '../../options/training-flags';
import { formatCommand } from '../../output/quote-word';
import { trainingProgress } from '../../output/training-progress';
import { defineCommand } from '../../program/command-file';
import { UsageError } from '../../program/usage-error';

interface Options extends SourceFlags, TrainingFlags, ForceFlag {
  readonly preset?: 'tuned' | 'best' | 'paper' | 'published';
  readonly configuration?: string;
  readonly init?: string;
}

export const train = defineCommand<Options>({
  name: 'train',
  summary: 'train a model, or resume an interrupted training',
  description:
    'Writes configuration.json, metrics.jsonl and the checkpoints best/ (to use, with the shortlist head that `index` needs) and last/ ' +
    '(to resume) into one folder. Ctrl-C stops after the current step; the same command resumes, and its result is that of an uninterrupted run. Several data sets are trained on ' +
    'together: their vocabularies are joined, a batch mixes them, and the mean of their validation mR chooses the best epoch.',
  examples: [
    'train runs/ucm-t2i --dataset data/ucm --features features/ucm-resnet-50',
    'train runs/ucm-i2t --dataset data/ucm --features features/ucm-resnet-50 --model sam-i2t --epochs 30 --option projection=256',
    'train runs/paper --dataset data/ucm --features features/ucm-resnet-50 --preset paper --seed 2',
    'train runs/sydney --init runs/ucm-t2i --dataset data/sydney --features features/sydney-resnet-50',
    'train runs/both --dataset data/ucm --features features/ucm --dataset data/rsicd --features features/rsicd',
    'train runs/clip --dataset data/ucm --features features/ucm-clip --text-network onnx:models/clip-text.onnx',
    'train runs/again --dataset data/ucm --features features/ucm-resnet-50 --configuration runs/ucm-t2i/configuration.json',
  ],
  configure(command) {
    command.argument('<run>', 'folder of the run');
    addSourceFlags(command);
    command
      .addOption(
        new Option(
          '--preset <name>',
          'base configuration that the flags change: tuned, best (tuned with averaged weights and GloVe), paper (every printed value) or published ' +
            '(default: tuned for SAM, published for every other model)',
        ).choices(['tuned', 'best', 'paper', 'published']),
      )
      .option(
        '--configuration <file>',
        'base configuration from a file instead of a preset: configuration.json or result.json of another run',
      )
      .option(
        '--init <folder>',
        'start from the weights and the vocabulary of another run or checkpoint, of the same model and on features of the same kind; ' +
          'words that it does not have are added',
      );
    addTrainingFlags(command);
    addForceFlag(command);
  },
  async run({ operands: [folder = ''], options, report, signal }) {
    const configuration = await configure(options);
    await refuseOverwriting(folder, RUN_FILES, options.force);
    const training = await import('@rs-sam/training');
    const { sources, engine, close } = await openTrainingData(options, report, { folder, model: configuration.model });
    const watch = trainingProgress(report);
    try {
      const { trainingPart, validationPart } = configuration;
      for (const { name, dataset } of sources) {
        const of = sources.length > 1 ? name : undefined;
        requirePart(dataset, trainingPart, 'Choose one with --training-part, or give a split with --split.', of);
        if (validationPart === null) continue;
        const remedy = 'Choose one with --validation-part, which may be none, or give another split with --split.';
        requirePart(dataset, validationPart, remedy, of);
      }
      const { init } = options;
      // A resumed run does not need the run that it started from: its name is passed on as it is.
      const from = init !== undefined && isPretrained(init) ? await checkpointFolder(init) : init;
      const common = { configuration, sources, folder, init: from, tokenStore: tokenStore(), engine, signal };
      const outcome = await training.train({ ...common, onEvent: watch.event });
      watch.stop();
      if (outcome.end === 'stopped') {
        report.note(`Stopped after step ${outcome.steps}; the same command resumes there.`);
        signal.throwIfAborted();
      }
      const { best, checkpoint } = outcome;
      if (checkpoint !== null) {
        const { hasShortlist } = await import('@rs-sam/search/node');
        if (!(await hasShortlist(checkpoint))) {
          await fitWithProgress({ checkpoint, sources, part: trainingPart, signal }, report);
        }
      }
      const [split] = options.split ?? [];
      const data = {
        ...{ dataset: options.dataset?.[0], features: options.features?.[0] },
        split: split === 'none' ? undefined : split,
      };
      report.result({ event: 'end', folder, ...outcome }, () => [
        outcome.end === 'patience'
          ? `Stopped after ${configuration.patience} epochs without improvement.`
          : 'All epochs are complete.',
        best === null
          ? 'No validation part was set: the checkpoint is that of the last epoch.'
          : `Best: epoch ${best.epoch}, validation mR ${best.meanRecall.toFixed(1)}.`,
        `Checkpoint: ${outcome.checkpoint}. Next: ${formatCommand(['evaluate', outcome.checkpoint ?? folder], data)}`,
      ]);
    } finally {
      watch.stop();
      await close();
    }
  },
});

/** The configuration: flags win over a configuration file, which wins over a preset, which wins over the published configuration. */
async function configure(options: Options): Promise<TrainingConfiguration> {
  const { presetConfiguration, resolveConfiguration } = await import('@rs-sam/training');
  const flags = configurationOf(options);
  if (options.configuration !== undefined) {
    if (options.preset !== undefined)
      throw new UsageError('--preset and --configuration exclude one another: give one.');
    const base = await readConfiguration(options.configuration);
    try {
      return resolveConfiguration(merged(base, flags));
    } catch (cause) {
      // The flags change the configuration of the file: one of the two is wrong.
      if (!(cause instanceof RsSamError)) throw cause;
      throw new UsageError(`${options.configuration}: ${cause.message}`, { cause });
    }
  }
  const model = options.model ?? 'sam-t2i';
  const direction = model === 'sam-t2i' ? 't2i' : model === 'sam-i2t' ? 'i2t' : null;
  const preset = options.preset ?? (direction === null ? 'published' : 'tuned');
  if (direction === null && preset !== 'published') {
    throw new UsageError(
      `--preset ${preset} is only for SAM. Leave it out: the base of ${model} is then the configuration that its authors published.`,
    );
  }
  if (direction === null || preset === 'published') return resolveConfiguration({ ...flags, model });
  return resolveConfiguration(merged(presetConfiguration(preset, direction), { ...flags, model }));
}

/** Merges the options of the model one by one, and replaces all other fields. */
function merged(base: object, flags: Record<string, unknown>): Record<string, unknown> {
  const options = { ...(base as TrainingConfiguration).options, ...(flags.options as object | undefined) };
  return { ...base, ...flags, options };
}

/** The configuration in a `configuration.json`, or of the model in a `result.json`. */
async function readConfiguration(file: string): Promise<object> {
  try {
    const text = await readFile(file, 'utf8');
    const { json: unsealed, seal } = unsealJson(text);
    if (seal === 'broken') {
      const remedy = 'Copy it again; if you edited it, delete its last field, checksum.';
      throw new UsageError(`${file} does not have the checksum that it gives: it was edited or damaged. ${remedy}`);
    }
    const json = JSON.parse(unsealed) as {
      readonly models?: readonly { configuration: object }[];
    };
    if (seal === 'absent' && json.models !== undefined) {
      throw new UsageError(
        `${file} has no intact checksum, which every result.json has: it is damaged. Copy it again.`,
      );
    }
    if (json.models === undefined) return json;
    const [model, another] = json.models;
    if (model !== undefined && another === undefined) return model.configuration;
  } catch (cause) {
    if (cause instanceof UsageError) throw cause;
    const { code, message } = cause as NodeJS.ErrnoException;
    const reason = code === undefined ? `is not JSON: ${message}` : fileProblem(cause);
    const problem = `The file ${file} of --configuration ${reason}.`;
    throw new UsageError(`${problem} Name the configuration.json of a run, or a result.json.`, { cause });
  }
  throw new UsageError(`${file} is of an ensemble: name the result.json of one model.`);
}
