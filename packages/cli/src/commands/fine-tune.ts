import { mkdir, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import type { BackboneName } from '@rs-sam/vision-features';
import type { FineTuneEpoch } from '@rs-sam/vision-features/node/classify';
import { InvalidArgumentError } from 'commander';
import { defineCommand } from '../command-file';
import { wholeNumber } from '../option-parsers';
import { UsageError } from '../usage-error';

interface Options {
  readonly maps?: string;
  readonly weights?: string;
  readonly epochs: number;
  readonly batch: number;
  readonly learningRate: number;
  readonly seed: number;
  readonly out?: string;
}

export const fineTune = defineCommand<Options>({
  name: 'fine-tune',
  summary: "train a backbone's upper blocks as a classifier of a data set's scenes",
  description:
    'Everything up to the layer of --maps stays frozen and is not run again. Learned on the split train; the epoch that is best on ' +
    'val is kept, and written as soon as it is known. The weights are for `extract --weights <folder>`; how good they are on test ' +
    'is told by `classify` on features that were extracted with them.',
  examples: [
    'extract data/ucm --layer conv5_block2_out --out features/ucm-frozen',
    'fine-tune data/ucm --maps features/ucm-frozen --out weights/ucm-resnet-50',
  ],
  configure: (command) =>
    command
      .argument('<folder>', 'folder of a data set: a caption file with classes and splits')
      .option('--maps <store>', 'feature store that was extracted at the last frozen layer')
      .option('--weights <name>', 'those of the extraction: a name of `weights list`, or a path')
      .option('--epochs <count>', 'passes over the training images', wholeNumber(1), 10)
      .option('--batch <count>', 'images in a step', wholeNumber(1), 16)
      .option('--learning-rate <rate>', "Adam's", positive, 1e-4)
      .option('--seed <number>', 'of the order of the images', wholeNumber(0), 1)
      .option('--out <folder>', 'where the weights go (default: weights/<data set>-<backbone>)'),
  async run({ operands: [folder = ''], options, report, signal }) {
    if (options.maps === undefined) {
      throw new UsageError('--maps is missing: name a store that `extract --layer` made at the last frozen layer.');
    }
    const { readDataset } = await import('@rs-sam/datasets/node');
    const { prepareBackend } = await import('@rs-sam/tfjs-backend');
    const { openFeatureStore, readBackboneWeights } = await import('@rs-sam/vision-features/node');
    const { fineTuneBackbone } = await import('@rs-sam/vision-features/node/classify');
    const { labelledSplit } = await import('../classify/labelled-split');
    const { percent } = await import('../classify/write-classification');
    const { classes, parts } = labelledSplit((await readDataset(folder)).dataset);
    const maps = await openFeatureStore(options.maps);
    try {
      const backbone = maps.manifest.backbone as BackboneName;
      const weights = await readBackboneWeights(backbone, { from: options.weights });
      report.note((await prepareBackend({ warn: report.note })).summary);
      const dataset = basename(resolve(folder));
      const { epochs, batch, learningRate, seed, out = join('weights', `${dataset}-${backbone}`) } = options;
      const steps = epochs * Math.ceil(parts.train.length / batch);
      const progress = report.progress({ label: 'fine-tune', total: steps, unit: 'steps' });
      let last = '';
      const history: FineTuneEpoch[] = [];
      const labelled = (part: 'train' | 'validation') => ({
        images: parts[part].map(({ file }) => file),
        labels: Int32Array.from(parts[part], ({ label }) => label),
      });
      await mkdir(out, { recursive: true });
      const { epoch } = await fineTuneBackbone({
        backbone,
        weights,
        maps,
        classCount: classes.length,
        train: labelled('train'),
        validation: labelled('validation'),
        out,
        epochs,
        batchSize: batch,
        learningRate,
        seed,
        signal,
        onStep: (done) => progress.update(done, last),
        onEpoch: async (result) => {
          history.push(result);
          last = `loss ${result.loss.toFixed(3)}, ${percent(result.validationAccuracy)} on validation`;
          const run = {
            dataset,
            backbone,
            frozenUpTo: maps.manifest.layer,
            batch,
            learningRate,
            seed,
            classes,
            history,
          };
          await writeFile(join(out, 'fine-tuning.json'), `${JSON.stringify(run, null, 2)}\n`);
        },
      }).finally(() => progress.stop());
      const best = history[epoch - 1] as FineTuneEpoch;
      report.result({ out, epoch, history }, () =>
        [
          `${out}: epoch ${epoch}, ${percent(best.validationAccuracy)} of the validation images right`,
          `next: rs-sam extract ${folder} --backbone ${backbone} --weights ${out}`,
        ].join('\n'),
      );
    } finally {
      await maps.close();
    }
  },
});

function positive(text: string): number {
  const value = Number(text);
  if (!(value > 0 && Number.isFinite(value))) throw new InvalidArgumentError('Give a number above 0, such as 0.0001.');
  return value;
}
