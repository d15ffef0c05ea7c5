// CSV scores in (a row an image, a column a caption, its captions side by side), a table with 95 % intervals out.
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { captionRelevance, crossModalIntervals, evaluateCrossModal, scoreMatrix } from '@rs-sam/retrieval-metrics';
import { plainTable } from '@rs-sam/retrieval-metrics/tables';

const sample = ['system-a.csv', 'system-b.csv'].map((file) =>
  fileURLToPath(new URL(`../data/${file}`, import.meta.url)),
);
const files = process.argv.length > 2 ? process.argv.slice(2) : sample;

const rows = files.map((file) => {
  const lines = readFileSync(file, 'utf8').trim().split(/\r?\n/).slice(1);
  const scores = lines.flatMap((line) => line.split(',').slice(1).map(Number));
  const [images, captions] = [lines.length, scores.length / lines.length];
  const owners = Array.from({ length: captions }, (_, caption) => Math.floor((caption * images) / captions));
  const matrix = scoreMatrix(Float64Array.from(scores), images, captions);
  const report = evaluateCrossModal(matrix, captionRelevance(owners, images));
  const { imageToText, textToImage, meanRecall } = crossModalIntervals(report);
  const intervals = [imageToText.recall[1], textToImage.recall[1], meanRecall];
  return { name: basename(file, '.csv'), values: intervals.map((interval) => interval ?? null) };
});
console.log(plainTable({ columns: ['image→text R@1', 'text→image R@1', 'mR'].map((name) => ({ name })), rows }));
