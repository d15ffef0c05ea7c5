import { checkpointOf } from '@rs-sam/models/node';
import { isPretrained } from '../../data/checkpoint-folder';
import { openRetrievalData } from '../../data/open-retrieval-data';
import { addDataFlags, type DataFlags } from '../../options/data-flags';
import { positiveNumber, wholeNumber } from '../../options/option-parsers';
import { addTextNetworkFlag } from '../../options/text-network-flag';
import { formatCount } from '../../output/format-count';
import { defineCommand } from '../../program/command-file';
import { UsageError } from '../../program/usage-error';

interface Options extends DataFlags {
  readonly part: string;
  readonly images: number;
  readonly captions: number;
  readonly rank: number;
  readonly ridge: number;
  readonly bank: number;
  readonly seed: number;
  readonly textNetwork?: string;
}

export const shortlist = defineCommand<Options>({
  name: 'shortlist',
  summary: 'fit the shortlist head of a model, with which `index` makes searchable vectors',
  description:
    "Fits a head to the model's own scores of training images and captions, and stores it beside the checkpoint with a bank of captions " +
    'that confidences are judged by. Without it, `search --gallery` compares the mean encodings of texts and images, and has no ' +
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
      .option('--bank <count>', 'captions that confidences are judged by', wholeNumber(2), 256)
      .option('--seed <number>', 'seed of the sample', wholeNumber(0), 1);
    addTextNetworkFlag(command);
    addDataFlags(command);
  },
  async run({ operands: [folder = ''], options, report, signal }) {
    const { part, images, captions, rank, ridge, bank, seed } = options;
    if (isPretrained(folder))
      throw new UsageError(`${folder} has a shortlist head: name a run or a checkpoint of yours.`);
    const { fitShortlist } = await import('@rs-sam/search/node');
    const { dataset, features } = await openRetrievalData(options, report);
    let progress: ReturnType<typeof report.progress> | undefined;
    try {
      const fitted = await fitShortlist({
        ...{
          checkpoint: checkpointOf(folder),
          dataset,
          features,
          part,
          images,
          captions,
          rank,
          ridge,
          bank,
          seed,
          textNetwork: options.textNetwork,
          signal,
        },
        onProgress: ({ done, total }) => {
          progress ??= report.progress({ label: 'score', total, unit: 'blocks' });
          progress.update(done);
        },
      }).finally(() => progress?.stop());
      report.result(fitted, () => {
        const sentences = `a bank of ${formatCount(fitted.bank, 'caption')}`;
        if (fitted.rank === null) return `${fitted.file}: the model has vectors of its own; ${sentences}`;
        const sample = `${formatCount(fitted.images, 'image')} × ${formatCount(fitted.captions, 'caption')}`;
        return `${fitted.file}: rank ${fitted.rank}, fitted to ${sample}; ${sentences}`;
      });
    } finally {
      await features.close();
    }
  },
});
