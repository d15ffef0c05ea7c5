import { readFile } from 'node:fs/promises';
import { captionRelevance, evaluateCrossModal, scoreMatrix } from '@rs-sam/retrieval-metrics';

// NumPy's format, version 1: a header of text, then the numbers. This reads float32 in the order of C.
const bytes = await readFile('scores.npy');
const start = 10 + bytes.readUInt16LE(8);
const [, rows, columns] =
  bytes
    .toString('latin1', 10, start)
    .match(/'<f4'.*False.*\((\d+), (\d+)\)/)
    ?.map(Number) ?? [];
if (rows === undefined || columns === undefined) throw new Error('scores.npy is no float32 matrix in the order of C.');
const numbers = new Float32Array(bytes.buffer.slice(bytes.byteOffset + start, bytes.byteOffset + bytes.length));

// Five captions for each image, side by side.
const owners = Array.from({ length: columns }, (_, caption) => Math.floor(caption / 5));
const report = evaluateCrossModal(scoreMatrix(numbers, rows, columns), captionRelevance(owners, rows));
console.log(report.textToImage.queries, report.imageToText.recall[10], report.ties); // 20 100 expected
