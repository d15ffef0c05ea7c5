import { formatCount } from '../../output/format-count';
import { defineCommand } from '../../program/command-file';
import { UsageError } from '../../program/usage-error';

interface Options {
  readonly out?: string;
}

export const indexMerge = defineCommand<Options>({
  name: 'index merge',
  summary: 'join the shards of a gallery into one, or write a gallery anew without what was removed',
  description:
    'The result of shards is byte for byte that of one run. The galleries are kept. With --out postgres://… the gallery is written into a database.',
  examples: [
    'index merge gallery-* --out gallery',
    'index merge gallery --out smaller',
    'index merge gallery --out postgres://user@host/images',
  ],
  configure: (command) =>
    command
      .argument('<gallery...>', 'the folders of all shards, or of one whole gallery')
      .option('--out <place>', 'folder of the merged gallery, or postgres://… (required)'),
  async run({ operands, options: { out }, report, signal }) {
    if (out === undefined)
      throw new UsageError('--out is missing: name a folder for the merged gallery, or postgres://….');
    const { galleryAt, mergeGalleries } = await import('@rs-sam/search/node');
    let progress: ReturnType<typeof report.progress> | undefined;
    const { items, skipped } = await mergeGalleries({
      ...{ galleries: operands, out, signal },
      onProgress: ({ done, total }) => {
        progress ??= report.progress({ label: 'merge', total, unit: 'items' });
        progress.update(done);
      },
    }).finally(() => progress?.stop());
    // The name has no password.
    const { name } = galleryAt(out);
    report.result(
      { out: name, galleries: operands.length, items, skipped: skipped.length },
      () => `${name}: ${formatCount(items, 'image')} of ${formatCount(operands.length, 'gallery', 'galleries')}`,
    );
  },
});
