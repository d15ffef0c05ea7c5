import { basename, resolve } from 'node:path';
import { readCaptions } from '../../data/read-captions';
import { wholeNumber } from '../../options/option-parsers';
import type { ReadingFlags } from '../../options/reading-flags';
import { formatCount } from '../../output/format-count';
import { defineCommand } from '../../program/command-file';
import { UsageError } from '../../program/usage-error';

interface Options extends Pick<ReadingFlags, 'captionsPerImage' | 'encoding'> {
  readonly backbone: string;
  readonly out?: string;
}

export const extractImport = defineCommand<Options>({
  name: 'extract import',
  summary: "make a feature store from features in SCAN's layout",
  description: 'The folder contains {split}_ims.npy, float32 or float16 of shape (N, K, D), and {split}_caps.txt.',
  examples: ['extract import data/f30k_precomp --backbone bottom-up-attention --out features/f30k'],
  configure: (command) =>
    command
      .argument('<folder>', 'folder of the .npy and .txt files')
      .option('--backbone <name>', 'the network that computed the features, for the manifest', 'imported')
      .option('--captions-per-image <count>', 'captions per image, if the rows do not determine it', wholeNumber(1))
      .option('--encoding <name>', 'encoding of the captions (default: utf-8, or that of the byte order mark)')
      .option('--out <folder>', 'folder of the store (required)'),
  async run({ operands: [folder = ''], options, report, signal }) {
    const { backbone, out } = options;
    if (out === undefined) throw new UsageError('--out is missing: name a folder for the store.');
    const { importScanFeatures } = await import('@rs-sam/vision-features/node/store');
    const { dataset } = await readCaptions(folder, { ...options, format: 'scan-precomputed' }, report);
    let progress: ReturnType<typeof report.progress> | undefined;
    const { images, regions, depth, dtype } = await importScanFeatures({
      folder,
      images: dataset.images.map(({ file }) => file),
      out,
      name: basename(resolve(folder)),
      backbone,
      signal,
      onProgress: ({ done, total }) => {
        progress ??= report.progress({ label: 'import', total, unit: 'images' });
        progress.update(done);
      },
    }).finally(() => progress?.stop());
    report.result(
      { out, images: images.length, regions, depth, dtype },
      () => `${out}: ${formatCount(images.length, 'image')} × ${regions} × ${depth} ${dtype}`,
    );
  },
});
