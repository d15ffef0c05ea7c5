import { formatCount } from '../../output/format-count';
import { defineCommand } from '../../program/command-file';
import { UsageError } from '../../program/usage-error';

interface Options {
  readonly out?: string;
}

export const extractMerge = defineCommand<Options>({
  name: 'extract merge',
  summary: 'join the shards of a data set into one feature store',
  description: 'The result is byte for byte that of one extraction. The shards are kept.',
  examples: ['extract merge features/nwpu-* --out features/nwpu'],
  configure: (command) =>
    command
      .argument('<shard...>', 'the folders of all shards')
      .option('--out <folder>', 'folder of the store (required)'),
  async run({ operands, options: { out }, report, signal }) {
    if (out === undefined) throw new UsageError('--out is missing: name a folder for the merged store.');
    const { mergeFeatureStores } = await import('@rs-sam/vision-features/node/store');
    let progress: ReturnType<typeof report.progress> | undefined;
    const { images, broken } = await mergeFeatureStores({
      shards: operands,
      out,
      signal,
      onProgress: ({ done, total }) => {
        progress ??= report.progress({ label: 'merge', total, unit: 'images' });
        progress.update(done);
      },
    }).finally(() => progress?.stop());
    const shards = operands.length;
    report.result(
      { out, shards, images: images.length, broken: broken.length },
      () => `${out}: ${formatCount(images.length, 'image')} of ${formatCount(shards, 'shard')}`,
    );
  },
});
