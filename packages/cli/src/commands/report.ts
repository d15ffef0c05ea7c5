import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { defineCommand } from '../command-file';

interface Options {
  readonly dataset?: string;
  readonly out?: string;
  readonly title?: string;
}

export const report = defineCommand<Options>({
  name: 'report',
  summary: 'make an HTML page of one or several evaluations',
  description:
    'One file that needs nothing else: figures against the class-perfect line and published rows, learning curves, what some\n' +
    'queries found, where their words looked, and how it all came about.',
  examples: [
    'report runs/ucm-t2i/test --dataset data/ucm',
    'report runs/ucm-t2i/test runs/ucm-i2t/test runs/ucm-ensemble --dataset data/ucm --out ucm.html',
  ],
  configure: (command) =>
    command
      .argument('<evaluation...>', 'folders of `rs-sam evaluate`, of the same part of the same split')
      .option('--dataset <folder>', 'folder of the pictures (default: the page shows no examples)')
      .option('--out <file>', 'where the page goes (default: report.html in the first folder)')
      .option('--title <text>', 'title of the page (default: data set and models)'),
  async run({ operands, options, report }) {
    const { renderReport } = await import('@rs-sam/report');
    const { dataset: pictures, title, out = join(operands[0] as string, 'report.html') } = options;
    const page = await renderReport({ evaluations: operands, pictures, title });
    await writeFile(out, page);
    const bytes = Buffer.byteLength(page);
    report.result({ file: out, bytes }, () => `${out}: ${Math.ceil(bytes / 1024)} KiB. Open ${pathToFileURL(out)}`);
  },
});
