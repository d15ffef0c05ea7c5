import { basename, resolve } from 'node:path';
import { printable, printableData } from '@rs-sam/foundation/text';
import { addReadingFlags, type ReadingFlags, readingOptions } from '../../options/reading-flags';
import { defineCommand } from '../../program/command-file';

interface Options extends ReadingFlags {
  readonly sizes: boolean;
}

export const datasetInspect = defineCommand<Options>({
  name: 'dataset inspect',
  summary: 'show what a caption data set contains',
  description: 'Counts images, captions, classes and words, and lists every irregularity with its place.',
  examples: ['dataset inspect data/ucm', 'dataset inspect data/ucm data/sydney --no-sizes --json'],
  configure: (command) => {
    command
      .argument('<folder...>', 'folders that contain a caption file and its images')
      .option('--no-sizes', 'do not open the images to check their sizes and values');
    addReadingFlags(command);
  },
  async run({ operands, options, report }) {
    const { formatInspection } = await import('@rs-sam/datasets');
    const { inspectFolder } = await import('@rs-sam/datasets/node');
    const { examineImage } = await import('@rs-sam/vision-features/node');
    for (const folder of operands) {
      const readSizes = options.sizes;
      const inspection = await inspectFolder(folder, { ...readingOptions(options), readSizes, examineImage });
      const { dataset, statistics, ...rest } = inspection;
      report.result({ folder, ...rest, statistics: plain(statistics) }, () => {
        const shown = { ...printableData({ statistics, ...rest }), dataset };
        return [...formatInspection(printable(basename(resolve(folder))), shown).split('\n'), ''];
      });
    }
  },
});

/** Maps of the statistics as lists of pairs, to keep their order in JSON. */
function plain(statistics: object): Record<string, unknown> {
  const entries = Object.entries(statistics);
  return Object.fromEntries(entries.map(([key, value]) => [key, value instanceof Map ? [...value] : value]));
}
