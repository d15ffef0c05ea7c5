import { defineCommand } from '../command-file';
import { fraction, wholeNumber } from '../option-parsers';
import { UsageError } from '../usage-error';

interface Options {
  readonly seed: string;
  readonly train: number;
  readonly stratified?: boolean;
  readonly folds?: number;
  readonly out: string;
}

export const datasetSplit = defineCommand<Options>({
  name: 'dataset split',
  summary: 'divide a data set into train and test, by a seed',
  description:
    'Writes split-<hash>.json, or one such file a fold. The same seed and images give the same file on every machine.',
  examples: ['dataset split data/ucm --seed 1', 'dataset split data/ucm --folds 5 --stratified --out splits'],
  configure: (command) =>
    command
      .argument('<folder>', 'folder that holds the caption file')
      .option('--seed <seed>', 'a number or a word', '1')
      .option('--train <fraction>', 'share of the images that goes to train', fraction, 0.8)
      .option('--stratified', 'divide each class in this proportion')
      .option('--folds <k>', 'k-fold splits instead: each image is in one test part', wholeNumber(2))
      .option('--out <folder>', 'where the files go', '.'),
  async run({ operands: [folder = ''], options, report }) {
    const { seed, train, stratified = false, folds, out } = options;
    if (seed === '') throw new UsageError('--seed is empty: give a number or a word.');
    const { kFold, randomSplit } = await import('@rs-sam/datasets');
    const { readDataset, saveSplit } = await import('@rs-sam/datasets/node');
    const { dataset } = await readDataset(folder);
    const splits = folds
      ? kFold(dataset, { k: folds, seed, stratified })
      : [randomSplit(dataset, { seed, train, stratified })];
    for (const split of splits) {
      const file = await saveSplit(out, split);
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
