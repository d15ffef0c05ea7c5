import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { writeFileAtomically } from '@rs-sam/foundation/files';
import { defineCommand } from '../../program/command-file';

interface Options {
  readonly dataset?: string;
  readonly out?: string;
  readonly title?: string;
}

export const report = defineCommand<Options>({
  name: 'report',
  summary: 'make an HTML page of one or several evaluations',
  description:
    'A self-contained file: figures beside the class-perfect line and published rows, learning curves, the results of some queries, ' +
    'the attention of their words, and the provenance of every figure.',
  examples: [
    'report runs/ucm-t2i/test --dataset data/ucm',
    'report runs/ucm-t2i/test runs/ucm-i2t/test runs/ucm-ensemble --dataset data/ucm --out ucm.html',
  ],
  configure: (command) =>
    command
      .argument('<evaluation...>', 'folders that `rs-sam evaluate` wrote, of the same part of the same split')
      .option('--dataset <folder>', 'folder of the images (default: the page shows no examples)')
      .option('--out <file>', 'file of the page (default: report.html in the first folder)')
      .option('--title <text>', 'title of the page (default: the data set and the models)'),
  async run({ operands, options, report }) {
    const { renderReport } = await import('@rs-sam/report');
    const { dataset: imageFolder, title, out = join(operands[0] as string, 'report.html') } = options;
    const page = await renderReport({ evaluations: operands, imageFolder, title });
    await writeFileAtomically(out, page);
    const bytes = Buffer.byteLength(page);
    report.result({ file: out, bytes }, () => `${out}: ${Math.ceil(bytes / 1024)} KiB. Open ${pathToFileURL(out)}`);
  },
});
