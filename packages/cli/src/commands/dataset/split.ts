import { readCaptions } from '../../data/read-captions';
import { fraction, wholeNumber } from '../../options/option-parsers';
import { addReadingFlags, type ReadingFlags } from '../../options/reading-flags';
import { defineCommand } from '../../program/command-file';
import { UsageError } from '../../program/usage-error';

interface Options extends ReadingFlags {
  readonly seed: string;
  readonly train?: number;
  readonly val?: number;
  readonly stratified?: boolean;
  readonly folds?: number;
  readonly out: string;
  readonly force?: boolean;
}

export const datasetSplit = defineCommand<Options>({
  name: 'dataset split',
  summary: 'divide a data set into train, val and test at random, by a seed',
  description:
    'Writes split-<hash>.json, or one such file per fold. The same seed and images give the same file on every machine.',
  examples: [
    'dataset split data/ucm --train 0.8 --val 0.1 --seed 1',
    'dataset split data/ucm --folds 5 --stratified --out splits',
  ],
  configure: (command) => {
    command
      .argument('<folder>', 'folder that contains the caption file')
      .option('--seed <seed>', 'a number or a word', '1')
      .option('--train <fraction>', 'share of the images in train (default: 0.8)', fraction)
      .option('--val <fraction>', 'share of the images in val (default: no val); the rest is test', fraction)
      .option('--stratified', 'divide each class in these proportions')
      .option('--folds <k>', 'k-fold splits instead: each image is in one test part', wholeNumber(2))
      .option('--out <folder>', 'where the files go', '.')
      .option('--force', 'replace files of these names that have another content');
    addReadingFlags(command);
  },
  async run({ operands: [folder = ''], options, report }) {
    const { seed, train, val, stratified = false, folds, out } = options;
    if (seed === '') throw new UsageError('--seed is empty: give a number or a word.');
    if (folds !== undefined && (train !== undefined || val !== undefined)) {
      throw new UsageError('--folds cannot be combined with --train or --val: the folds decide the sizes.');
    }
    const { kFold, randomSplit } = await import('@rs-sam/datasets/splits');
    const { writeSplit } = await import('@rs-sam/datasets/node');
    const { dataset } = await readCaptions(folder, options, report);
    const shares = { ...(train !== undefined && { train }), ...(val !== undefined && { val }) };
    const splits = folds
      ? kFold(dataset, { k: folds, seed, stratified })
      : [randomSplit(dataset, { seed, ...shares, stratified })];
    for (const split of splits) {
      const file = await writeSplit(out, split, { force: options.force === true });
      const sizes = Object.fromEntries(Object.entries(split.parts).map(([part, ids]) => [part, ids.length]));
      report.result(
        { file, sizes },
        () =>
          `${file}: ${Object.entries(sizes)
            .map((size) => size.join(' '))
            .join(', ')}`,
      );
    }
  },
});
