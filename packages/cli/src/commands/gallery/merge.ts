import { formatCount } from '../../output/format-count';
import { defineCommand } from '../../program/command-file';
import { UsageError } from '../../program/usage-error';

interface Options {
  readonly out?: string;
}

export const indexMerge = defineCommand<Options>({
  name: 'index merge',
  summary: 'join the shards of a gallery into one, or write a gallery anew without what was removed',
  description: 'The result of shards is byte for byte that of one run. The galleries are kept.',
  examples: ['index merge gallery-* --out gallery', 'index merge gallery --out smaller'],
  configure: (command) =>
    command
      .argument('<gallery...>', 'the folders of all shards, or of one whole gallery')
      .option('--out <folder>', 'folder of the merged gallery (required)'),
  async run({ operands, options: { out }, report, signal }) {
    if (out === undefined) throw new UsageError('--out is missing: name a folder for the merged gallery.');
    const { mergeGalleries } = await import('@rs-sam/search/node');
    let progress: ReturnType<typeof report.progress> | undefined;
    const { items, skipped } = await mergeGalleries({
      ...{ galleries: operands, out, signal },
      onProgress: ({ done, total }) => {
        progress ??= report.progress({ label: 'merge', total, unit: 'rows' });
        progress.update(done);
      },
    }).finally(() => progress?.stop());
    report.result(
      { out, galleries: operands.length, items: items.count, skipped: skipped.length },
      () => `${out}: ${formatCount(items.count, 'image')} of ${formatCount(operands.length, 'gallery', 'galleries')}`,
    );
  },
});
