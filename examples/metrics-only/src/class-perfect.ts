// pnpm class-perfect [folder]: the expected figures of a retriever that knows every class and ranks at random inside it, on the test part
// of each caption file (<folder>/<data set>/dataset.json in Karpathy's layout), and the upper bound that repeated captions set. The
// folder's default is $RS_SAM_DATA, or data/ at the root of the repository.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CrossModalReport } from '@rs-sam/retrieval-metrics';
import { captionIdentityBound, classPerfectLine } from '@rs-sam/retrieval-metrics/bounds';
import { type Direction, figureLabel, plainTable } from '@rs-sam/retrieval-metrics/tables';
import { sydneyClass } from './sydney-class';

interface CaptionedImage {
  readonly filename: string;
  readonly split: string;
  readonly cls?: string;
  readonly sentences: readonly { readonly raw: string }[];
}

const folder = process.argv[2] ?? process.env.RS_SAM_DATA ?? fileURLToPath(new URL('../../../data', import.meta.url));
const found = ['ucm', 'sydney', 'rsitmd'].filter((name) => existsSync(join(folder, name, 'dataset.json')));
if (found.length === 0) {
  console.log(
    `class-perfect: skipped, ${folder} has no caption files. Give the folder that contains ucm/dataset.json: pnpm class-perfect <folder>`,
  );
  process.exit(0);
}

const directions = (report: CrossModalReport) => [report.imageToText, report.textToImage];
const rows = found.map((name) => {
  const { images } = JSON.parse(readFileSync(join(folder, name, 'dataset.json'), 'utf8')) as {
    images: CaptionedImage[];
  };
  const test = images.filter(({ split }) => split === 'test');
  const owners = test.flatMap(({ sentences }, image) => sentences.map(() => image));
  const line = classPerfectLine(
    test.map(({ cls, filename }) => cls ?? sydneyClass(filename)),
    owners,
  );
  const bound = captionIdentityBound(
    test.flatMap(({ sentences }) => sentences.map(({ raw }) => raw)),
    owners,
  );
  const figures = directions(line).flatMap(({ recall, medianRank, meanRank }) => [
    ...Object.values(recall),
    medianRank,
    meanRank,
  ]);
  const bounds = [bound.recall[1] as number, bound.recall[5] as number];
  return {
    name: `${name} ${test.length}`,
    values: [...figures, line.recallSum, line.meanRecall, bound.distinct, ...bounds],
  };
});
const ranks = (direction: Direction) =>
  ['R@1', 'R@5', 'R@10', 'MedR', 'MeanR'].map((name) => figureLabel(direction, name));
const names = [...ranks('imageToText'), ...ranks('textToImage'), 'R@sum', 'mR', 'strings', 'bound R@1', 'bound R@5'];
const columns = names.map((name) => ({
  name,
  better: 'none' as const,
  decimals: name.endsWith('MedR') || name === 'strings' ? 0 : 1,
}));
console.log(plainTable({ columns, rows }));
