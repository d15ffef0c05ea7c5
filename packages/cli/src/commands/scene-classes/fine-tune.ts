import { mkdir } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { writeFileAtomically } from '@rs-sam/foundation/files';
import { formatJson } from '@rs-sam/foundation/formats';
import type { BackboneName } from '@rs-sam/vision-features';
import type { FineTuneEpoch } from '@rs-sam/vision-features/node/classify';
import { besides, FORCE_FLAG, type ForceFlag, jsonWith, refuseOverwriting } from '../../data/own-files';
import { readCaptions } from '../../data/read-captions';
import { isNetwork } from '../../data/require-weights';
import { positiveNumber, wholeNumber } from '../../options/option-parsers';
import { addReadingFlags, type ReadingFlags } from '../../options/reading-flags';
import { formatPercent } from '../../output/format-count';
import { formatCommand } from '../../output/quote-word';
import { defineCommand } from '../../program/command-file';
import { UsageError } from '../../program/usage-error';

/** What `fine-tune` writes; the weights are its own where the record of the training is. */
const isRecord = jsonWith({ frozenUpTo: undefined, history: undefined });
const TUNED_FILES = {
  'fine-tuning.json': isRecord,
  'model.json': besides('fine-tuning.json', isRecord),
  'weights.bin': besides('fine-tuning.json', isRecord),
};

interface Options extends ReadingFlags, ForceFlag {
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
    'The layers up to the layer of --maps stay frozen and are not computed again. Trains on the part train; each epoch that is the best so ' +
    'far on val is written at once. Use the weights with `extract --weights <folder>`, and `classify` on those features to ' +
    'measure them on test.',
  examples: [
    'extract data/ucm --layer conv5_block2_out --out features/ucm-frozen',
    'fine-tune data/ucm --maps features/ucm-frozen --out weights/ucm-resnet-50',
  ],
  configure: (command) => {
    command
      .argument('<folder>', 'folder of a data set: a caption file with classes and splits')
      .option('--maps <store>', 'feature store of the last frozen layer')
      .option('--weights <name>', 'weights of the extraction: a name of `weights list`, or a path')
      .option('--epochs <count>', 'passes over the training images', wholeNumber(1), 10)
      .option('--batch <count>', 'images per step', wholeNumber(1), 16)
      .option('--learning-rate <rate>', 'learning rate of Adam', positiveNumber, 1e-4)
      .option('--seed <number>', 'seed of the order of the images', wholeNumber(0), 1)
      .option('--out <folder>', 'folder of the weights (default: weights/<data set>-<backbone>)')
      .option(...FORCE_FLAG);
    addReadingFlags(command);
  },
  async run({ operands: [folder = ''], options, report, signal }) {
    if (options.maps === undefined) {
      throw new UsageError(
        '--maps is missing: name a feature store that `extract --layer` made at the last frozen layer.',
      );
    }
    const { prepareBackend } = await import('@rs-sam/tfjs-backend');
    const { openFeatureStore, readBackboneWeights } = await import('@rs-sam/vision-features/node');
    const { fineTuneBackbone } = await import('@rs-sam/vision-features/node/classify');
    const { labelledSplit } = await import('../../data/labelled-split');
    const { classNames, parts, heldOut } = labelledSplit((await readCaptions(folder, options, report)).dataset);
    if (heldOut)
      report.note('The data set has no part val: every tenth training image of a class is used for validation.');
    const maps = await openFeatureStore(options.maps);
    try {
      const backbone = maps.manifest.backbone as BackboneName;
      if (!isNetwork(backbone)) {
        throw new UsageError(
          `--maps has features of ${backbone}: name a store that \`extract --layer\` made of a network.`,
        );
      }
      const dataset = basename(resolve(folder));
      const { epochs, batch, learningRate, seed, out = join('weights', `${dataset}-${backbone}`) } = options;
      await refuseOverwriting(out, TUNED_FILES, options.force);
      const weights = await readBackboneWeights(backbone, { from: options.weights });
      report.note((await prepareBackend({ warn: report.note })).summary);
      const steps = epochs * Math.ceil(parts.train.length / batch);
      const progress = report.progress({ label: 'fine-tune', total: steps, unit: 'steps' });
      let last = '';
      const history: FineTuneEpoch[] = [];
      const labelled = (part: 'train' | 'validation') => ({
        images: parts[part].map(({ file }) => file),
        labels: Int32Array.from(parts[part], ({ label }) => label),
      });
      const about = { dataset, backbone, frozenUpTo: maps.manifest.layer, batch, learningRate, seed };
      const record = () =>
        writeFileAtomically(join(out, 'fine-tuning.json'), formatJson({ ...about, classes: classNames, history }));
      await mkdir(out, { recursive: true });
      // Before the weights: a folder with weights alone counts as not written by this command.
      await record();
      const { epoch } = await fineTuneBackbone({
        backbone,
        weights,
        maps,
        classCount: classNames.length,
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
          last = `loss ${result.loss.toFixed(3)}, ${formatPercent(result.validationAccuracy)} on validation`;
          await record();
        },
      }).finally(() => progress.stop());
      const best = history[epoch - 1] as FineTuneEpoch;
      report.result({ out, epoch, history }, () => [
        `${out}: epoch ${epoch}, ${formatPercent(best.validationAccuracy)} of the validation images right`,
        `Next: ${formatCommand(['extract', folder], { backbone, weights: out })}`,
      ]);
    } finally {
      await maps.close();
    }
  },
});
