import { openEngine } from '../../data/open-retrieval-data';
import { formatCount, formatPercent } from '../../output/format-count';
import { defineCommand } from '../../program/command-file';

export const indexUsearch = defineCommand({
  name: 'index usearch',
  summary: 'build a usearch index beside a gallery, for galleries of millions of images',
  description:
    'A search then compares a sentence with few vectors instead of all. What the index finds of the nearest vectors is measured on vectors of ' +
    'the gallery, and an index that finds less than 99.5 % is not kept. When the gallery has changed, its searches compare all vectors until ' +
    'the index is built again. It needs the package usearch: npm i usearch@2.25.3.',
  examples: ['index usearch gallery'],
  configure: (command) => command.argument('<gallery>', 'the folder of the gallery'),
  async run({ operands: [gallery = ''], report, signal }) {
    const { buildUsearch } = await import('@rs-sam/search/node');
    await openEngine(undefined, report);
    let progress: ReturnType<typeof report.progress> | undefined;
    const { graphs, expansion } = await buildUsearch({
      ...{ gallery, signal },
      onProgress: ({ done, total }) => {
        progress ??= report.progress({ label: 'usearch', total, unit: 'vectors' });
        progress.update(done);
      },
    }).finally(() => progress?.stop());
    const bytes = graphs.product.bytes + graphs.cosine.bytes;
    const recall = { product: graphs.product.recall, cosine: graphs.cosine.recall };
    report.result({ gallery, bytes, recall, expansion }, () => {
      const found = `${formatPercent(recall.product)} by product and ${formatPercent(recall.cosine)} by cosine`;
      return `${gallery}: of the nearest vectors the index finds ${found}; ${formatCount(Math.ceil(bytes / 2 ** 20), 'MiB', 'MiB')}`;
    });
  },
});
