import { defineCommand } from '../command-file';
import { UsageError } from '../usage-error';

interface Options {
  readonly out?: string;
}

export const extractMerge = defineCommand<Options>({
  name: 'extract merge',
  summary: 'join the shards of a data set into one feature store',
  description: 'The result is that of an undivided extraction, byte for byte. The shards stay.',
  examples: ['extract merge features/nwpu-* --out features/nwpu'],
  configure: (command) =>
    command
      .argument('<shard...>', 'the folders of all shards')
      .option('--out <folder>', 'where the store goes; it has to be given'),
  async run({ operands, options: { out }, report, signal }) {
    if (out === undefined) throw new UsageError('Say with --out where the merged store goes.');
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
      () => `${out}: ${images.length} images of ${shards} shards`,
    );
  },
});
