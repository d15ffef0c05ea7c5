import { drawWithProgress } from '../../data/draw-with-progress';
import { wholeNumber } from '../../options/option-parsers';
import { formatCount } from '../../output/format-count';
import { defineCommand } from '../../program/command-file';

interface Options {
  readonly images: number;
  readonly captions: number;
  readonly seed: string;
  readonly force?: boolean;
}

export const datasetSynthesise = defineCommand<Options>({
  name: 'dataset synthesise',
  summary: 'draw synthetic aerial scenes with captions',
  description: 'Each caption has exactly one right image. scenes.jsonl has the boxes of the objects that it names.',
  examples: ['dataset synthesise scenes --images 240 --seed 7'],
  configure: (command) =>
    command
      .argument('<folder>', 'folder of the data set')
      .option('--images <count>', 'number of images', wholeNumber(1), 120)
      .option('--captions <count>', 'captions per image, up to 7', wholeNumber(1, 7), 5)
      .option('--seed <seed>', 'the same seed gives the same data set', '1')
      .option('--force', 'write into a folder that has other files, and replace those of the same names'),
  async run({ operands: [folder = ''], options, report, signal }) {
    const { images, captions, seed, force = false } = options;
    const { dataset } = await drawWithProgress(folder, { images, captions, seed, force, signal }, report);
    const { length } = dataset.images;
    report.result(
      { folder, images: length },
      () => `${folder}: ${formatCount(length, 'image')} with ${formatCount(options.captions, 'caption')} each`,
    );
  },
});
