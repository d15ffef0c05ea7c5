// Reads CSV scores: one row per image, one column per caption, the captions of an image side by side. Prints a table with 95 % intervals.
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
  const scores = scoreMatrix(lines.map((line) => line.split(',').slice(1).map(Number)));
  const { rows: images, columns: captions } = scores;
  const owners = Array.from({ length: captions }, (_, caption) => Math.floor((caption * images) / captions));
  const report = evaluateCrossModal(scores, captionRelevance(owners, images));
  const { imageToText, textToImage, meanRecall } = crossModalIntervals(report);
  const intervals = [imageToText.recall[1], textToImage.recall[1], meanRecall];
  return { name: basename(file, '.csv'), values: intervals.map((interval) => interval ?? null) };
});
console.log(plainTable({ columns: ['I2T R@1', 'T2I R@1', 'mR'].map((name) => ({ name })), rows }));
