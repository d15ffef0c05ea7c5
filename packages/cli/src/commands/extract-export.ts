import { Option } from 'commander';
import { defineCommand } from '../command-file';
import { UsageError } from '../usage-error';

interface Options {
  readonly layout: 'scan';
  readonly dataset?: string;
  readonly out?: string;
}

export const extractExport = defineCommand<Options>({
  name: 'extract export',
  summary: "write a feature store with its captions in a peer's layout",
  description:
    'Layout scan: {split}_ims.npy and {split}_caps.txt, as SCAN, VSE++ and IMRAM read them; val is called dev there.',
  examples: ['extract export features/ucm-resnet-50 --dataset data/ucm --layout scan --out data/ucm_precomp'],
  configure: (command) =>
    command
      .argument('<store>', 'folder of the feature store')
      .option('--dataset <folder>', 'folder of the data set, for its captions and splits; it has to be given')
      .addOption(new Option('--layout <name>', 'whose files').choices(['scan']).default('scan'))
      .option('--out <folder>', 'where the files go; it has to be given'),
  async run({ operands: [folder = ''], options, report, signal }) {
    const { dataset: source, out } = options;
    if (source === undefined) throw new UsageError('Say with --dataset where the captions are.');
    if (out === undefined) throw new UsageError('Say with --out where the files go.');
    const { readDataset } = await import('@rs-sam/datasets/node');
    const { exportScanFeatures, openFeatureStore } = await import('@rs-sam/vision-features/node/store');
    const { dataset } = await readDataset(source);
    const parts: Record<string, { image: string; captions: readonly string[] }[]> = {};
    for (const { split, file, captions } of dataset.images) {
      if (split === null) continue;
      const images = parts[split === 'val' ? 'dev' : split] ?? [];
      parts[split === 'val' ? 'dev' : split] = [...images, { image: file, captions }];
    }
    const store = await openFeatureStore(folder);
    let progress: ReturnType<typeof report.progress> | undefined;
    try {
      const files = await exportScanFeatures({
        store,
        out,
        parts,
        signal,
        onProgress: ({ done, total }) => {
          progress ??= report.progress({ label: 'export', total, unit: 'rows' });
          progress.update(done);
        },
      }).finally(() => progress?.stop());
      report.result({ files }, () => files.join('\n'));
    } finally {
      await store.close();
    }
  },
});
