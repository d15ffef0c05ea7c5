import { basename, resolve } from 'node:path';
import type { FormatName } from '@rs-sam/datasets';
import { defineCommand } from '../command-file';

interface Options {
  readonly format?: FormatName;
  readonly sizes: boolean;
}

export const datasetInspect = defineCommand<Options>({
  name: 'dataset inspect',
  summary: 'say what a caption data set really holds',
  description: 'Counts images, captions, classes and words, and names everything that is irregular, with its place.',
  examples: ['dataset inspect data/ucm', 'dataset inspect data/ucm data/sydney --no-sizes --json'],
  configure: (command) =>
    command
      .argument('<folder...>', 'folders that hold a caption file and its pictures')
      .option('--format <name>', 'format of the caption file (default: found by what is in it)')
      .option('--no-sizes', 'do not open the pictures to read their sizes'),
  async run({ operands, options, report }) {
    const { printInspection } = await import('@rs-sam/datasets');
    const { inspectFolder } = await import('@rs-sam/datasets/node');
    for (const folder of operands) {
      const { format, sizes } = options;
      const inspection = await inspectFolder(folder, { readSizes: sizes, ...(format && { format }) });
      const { dataset: _, statistics, ...rest } = inspection;
      report.result(
        { folder, ...rest, statistics: plain(statistics) },
        () => `${printInspection(basename(resolve(folder)), inspection)}\n`,
      );
    }
  },
});

/** Maps, as the statistics have them, become lists of pairs: their order means something. */
function plain(statistics: object): Record<string, unknown> {
  const entries = Object.entries(statistics);
  return Object.fromEntries(entries.map(([key, value]) => [key, value instanceof Map ? [...value] : value]));
}
