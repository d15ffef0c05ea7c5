import { groupBy } from '@rs-sam/foundation/collections';
import { Option } from 'commander';
import { nameForFolder } from '../../data/name-for-folder';
import { readCaptions } from '../../data/read-captions';
import { addReadingFlags, type ReadingFlags } from '../../options/reading-flags';
import { defineCommand } from '../../program/command-file';
import { UsageError } from '../../program/usage-error';

interface Options extends ReadingFlags {
  readonly layout: 'scan';
  readonly dataset?: string;
  readonly out?: string;
  readonly force?: boolean;
}

export const extractExport = defineCommand<Options>({
  name: 'extract export',
  summary: "write a feature store and its captions in SCAN's layout",
  description:
    'Layout scan: {split}_ims.npy and {split}_caps.txt, as SCAN, VSE++ and IMRAM read them; val is called dev there.',
  examples: ['extract export features/ucm-resnet-50 --dataset data/ucm --layout scan --out data/ucm_precomp'],
  configure: (command) => {
    command
      .argument('<store>', 'folder of the feature store')
      .option('--dataset <folder>', 'folder of the data set, for its captions and split (required)')
      .addOption(new Option('--layout <name>', 'layout of the files').choices(['scan']).default('scan'))
      .option('--out <folder>', 'folder of the files (required)')
      .option('--force', 'replace files of these names');
    addReadingFlags(command);
  },
  async run({ operands: [folder = ''], options, report, signal }) {
    const { dataset: source, out } = options;
    if (source === undefined)
      throw new UsageError('--dataset is missing: name the folder of the data set, for its captions.');
    if (out === undefined) throw new UsageError('--out is missing: name a folder for the files.');
    const { DatasetError } = await import('@rs-sam/datasets');
    const { exportScanFeatures, openFeatureStore } = await import('@rs-sam/vision-features/node/store');
    const { dataset } = await readCaptions(source, options, report);
    const inParts = dataset.images.filter(({ split }) => split !== null);
    const byPart = groupBy(inParts, ({ split }) => (split === 'val' ? 'dev' : String(split)));
    // The name of a part becomes the name of two files.
    const unfit = [...byPart.keys()].find((part) => nameForFolder(part) !== part);
    if (unfit !== undefined)
      throw new DatasetError(`The part "${unfit}" of the split cannot name a file.`, 'Rename it.');
    const parts = Object.fromEntries(
      [...byPart].map(([part, images]) => [part, images.map(({ file, captions }) => ({ image: file, captions }))]),
    );
    const store = await openFeatureStore(folder);
    let progress: ReturnType<typeof report.progress> | undefined;
    try {
      const files = await exportScanFeatures({
        store,
        out,
        parts,
        overwrite: options.force === true,
        signal,
        onProgress: ({ done, total }) => {
          progress ??= report.progress({ label: 'export', total, unit: 'rows' });
          progress.update(done);
        },
      }).finally(() => progress?.stop());
      report.result({ files }, () => files);
    } finally {
      await store.close();
    }
  },
});
