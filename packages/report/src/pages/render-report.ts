import type { EvaluationResult } from '@rs-sam/evaluation';
import { EvaluationError, readEvaluation, readEvaluationFile } from '@rs-sam/evaluation';
import type { RetrievalExamples } from '@rs-sam/evaluation/examples';
import { checkOptions, matching, text } from '@rs-sam/foundation/options';
import type { MetricsLine } from '@rs-sam/training';
import { readPageImages } from '../images/page-images';
import { datasetOf, nameOf, provenanceOf } from '../sections/provenance';
import { resultRows } from '../sections/result-rows';
import { type ReportContent, reportPage } from './report-page';

/** The arguments of a report. */
export interface ReportOptions {
  /** Folders of `evaluateCheckpoint` or `evaluateEnsemble`, of the same part of the same split. */
  readonly evaluations: readonly string[];
  /** The folder of the data set, for the images of the examples. Default: none; the page then has no examples. */
  readonly imageFolder?: string | undefined;
  /** Default: the name of the data set and the models. */
  readonly title?: string | undefined;
}

const rules = {
  evaluations: matching(
    'a list of at least one folder',
    (value) => Array.isArray(value) && value.length > 0 && value.every(isText),
  ),
  imageFolder: text('the path of a folder'),
  title: text('a text'),
};

/**
 * The report of some evaluations as one HTML file: figures beside the class-perfect line and the published rows, their provenance,
 * learning curves, the results of some queries, and the attention of their words.
 *
 * @throws EvaluationError where a folder has no evaluation, or the evaluations are of different data; PageImageError; InvalidOptionError.
 */
export async function renderReport(options: ReportOptions): Promise<string> {
  checkOptions('renderReport', rules, options, ['evaluations']);
  const { evaluations, imageFolder, title } = options;
  const results = await Promise.all(evaluations.map(readEvaluation));
  const [first] = results as [EvaluationResult, ...EvaluationResult[]];
  results.forEach(({ data }, i) => {
    if (data.part !== first.data.part || data.splitHash !== first.data.splitHash) {
      const problem = `is of another split than ${evaluations[0]}: their figures cannot be compared.`;
      throw new EvaluationError(evaluations[i] as string, problem, 'Make a separate report for each split.');
    }
  });
  return reportPage({
    title: title ?? `${datasetOf(first)}: ${results.map(nameOf).join('; ')}`,
    lead: leadOf(first),
    tables: (['standard', 'paper'] as const).map((protocol) => ({
      caption: `${protocol} protocol: ${first.protocols[protocol].description}`,
      rows: resultRows(results, protocol),
    })),
    curves: (
      await Promise.all(evaluations.map((folder, i) => curvesOf(folder, results[i] as EvaluationResult)))
    ).flat(),
    examples: imageFolder === undefined ? null : await examplesOf(evaluations, results, imageFolder),
    provenance: results.map((result) => ({ name: nameOf(result), pairs: provenanceOf(result) })),
    configurations: results.flatMap(({ models }) =>
      models.map(({ configuration }) => ({
        name: `${configuration.model}, seed ${configuration.seed}`,
        json: configuration,
      })),
    ),
  });
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}

/** The first result in a sentence, compared with the class-perfect line. */
function leadOf(result: EvaluationResult): string {
  const { protocols, classPerfect, data } = result;
  const ours = protocols.standard.meanRecall;
  const line = classPerfect?.standard.meanRecall;
  const verdict =
    line === undefined
      ? ''
      : `, ${Math.abs(ours - line).toFixed(1)} ${ours < line ? 'below' : 'above'} the class-perfect line (${line.toFixed(1)})`;
  return `${nameOf(result)}: mR ${ours.toFixed(1)} on ${data.images} images and ${data.captions} captions of the part ${data.part}${verdict}.`;
}

async function curvesOf(folder: string, result: EvaluationResult): Promise<ReportContent['curves']> {
  const file = result.models[0]?.curves ?? null;
  if (file === null) return [];
  const text = await readEvaluationFile(folder, result, file);
  const lines = text.split('\n').filter(Boolean);
  // The chart library is large, so it is loaded only to make a page.
  const { learningCurves } = await import('../sections/learning-curves');
  return learningCurves(
    nameOf(result),
    lines.map((line) => JSON.parse(line) as MetricsLine),
  );
}

/** The examples of the first evaluation with examples. An ensemble has none, because its words have no attention. */
async function examplesOf(
  evaluations: readonly string[],
  results: readonly EvaluationResult[],
  folder: string,
): Promise<ReportContent['examples']> {
  const at = results.findIndex(({ examples }) => examples !== null);
  if (at < 0) return null;
  const result = results[at] as EvaluationResult;
  const text = await readEvaluationFile(evaluations[at] as string, result, result.examples as string);
  const found = JSON.parse(text) as RetrievalExamples;
  const shown = [...found.imageQueries.map(({ image }) => image), ...found.textQueries.flatMap(({ top }) => top)];
  const images = await readPageImages(
    folder,
    shown.map((image) => image.file),
  );
  return { of: nameOf(result), found, images };
}
