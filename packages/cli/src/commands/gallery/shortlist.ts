import { checkpointOf } from '@rs-sam/models/node';
import { isPretrained } from '../../data/checkpoint-folder';
import { fitWithProgress } from '../../data/fit-with-progress';
import { openTrainingData } from '../../data/open-training-data';
import { positiveNumber, wholeNumber } from '../../options/option-parsers';
import { addSourceFlags, type SourceFlags } from '../../options/source-flags';
import { addTextNetworkFlag } from '../../options/text-network-flag';
import { formatCount } from '../../output/format-count';
import { defineCommand } from '../../program/command-file';
import { UsageError } from '../../program/usage-error';

interface Options extends SourceFlags {
  readonly part: string;
  readonly images: number;
  readonly captions: number;
  readonly rank: number;
  readonly ridge: number;
  readonly seed: number;
  readonly textNetwork?: string;
}

export const shortlist = defineCommand<Options>({
  name: 'shortlist',
  summary: 'fit the shortlist head of a model again, with which `index` makes searchable vectors',
  description:
    "Fits a head to the model's own scores of training images and captions, and stores it beside the checkpoint with what unrelated captions " +
    'score, by which confidences are judged. `train` does it at its end; a model that was trained by a program, or with other data than its ' +
    'galleries, needs this command. Without a head, `search --gallery` compares the mean encodings of texts and images, and has no ' +
    'confidence.',
  examples: ['shortlist runs/ucm-t2i --dataset data/ucm --features features/ucm-resnet-50'],
  configure(command) {
    command
      .argument('<checkpoint>', 'trained model: a checkpoint or a run')
      .option('--part <name>', 'part of the split to fit to; never the part that is tested', 'train')
      .option('--images <count>', 'images of the sample', wholeNumber(2), 1500)
      .option('--captions <count>', 'captions of the sample', wholeNumber(2), 1200)
      .option('--rank <count>', 'numbers in a vector', wholeNumber(1), 64)
      .option('--ridge <λ>', 'strength of the regularisation', positiveNumber, 0.1)
      .option('--seed <number>', 'seed of the sample', wholeNumber(0), 1);
    addTextNetworkFlag(command);
    addSourceFlags(command);
  },
  async run({ operands: [folder = ''], options, report, signal }) {
    const { part, images, captions, rank, ridge, seed } = options;
    if (isPretrained(folder))
      throw new UsageError(`${folder} has a shortlist head: name a run or a checkpoint of yours.`);
    const { sources, close } = await openTrainingData(options, report);
    try {
      const sizes = { images, captions, rank, ridge, seed };
      const checkpoint = checkpointOf(folder);
      const { textNetwork } = options;
      const fitted = await fitWithProgress({ checkpoint, sources, part, ...sizes, textNetwork, signal }, report);
      report.result(fitted, () => {
        const sample = `${formatCount(fitted.images, 'image')} × ${formatCount(fitted.captions, 'caption')}`;
        return fitted.rank === null
          ? `${fitted.file}: scores of ${sample}; the model has vectors of its own`
          : `${fitted.file}: rank ${fitted.rank}, fitted to ${sample}`;
      });
    } finally {
      await close();
    }
  },
});
