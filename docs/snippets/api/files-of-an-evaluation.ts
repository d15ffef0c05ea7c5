import { readEvaluation, readEvaluationFile } from '@rs-sam/evaluation';
import { FIGURE_COLUMNS, recallSumOf } from '@rs-sam/evaluation/tables';

const folder = 'results/shown';
const result = await readEvaluation(folder);

// The files that a result names, each checked against its hash: the learning curves, a line for each event of the training.
const curves = await readEvaluationFile(folder, result, result.models[0]?.curves ?? '');
const events = curves
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as { readonly epoch: number });
console.log(events.at(-1)?.epoch); // 1

// The columns of the paper's tables, for a result and for a published row that prints mR only.
const { standard } = result.protocols;
console.log(FIGURE_COLUMNS.length, recallSumOf(standard) === standard.recallSum); // 12 true
const published = { imageToText: null, textToImage: null, recallSum: null, meanRecall: 40 };
console.log(recallSumOf(published), FIGURE_COLUMNS.map(({ value }) => value(published)).at(-1)); // 240 40
