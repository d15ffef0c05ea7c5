import { EvaluationError, readEvaluation, readEvaluationFile } from '@rs-sam/evaluation';
import type { RetrievalExamples } from '@rs-sam/evaluation/examples';
import { checkOptions, matching, text } from '@rs-sam/foundation/options';
import { page } from '../html/page';
import { readPageImages } from '../images/page-images';
import { datasetOf, nameOf } from '../sections/provenance';
import { imageQueries, SCORE_EXPLAINED, textQueries } from '../sections/rankings';

/** The arguments of a figure. */
export interface FigureOptions {
  /** Fig. 5: the top three captions of images (I2T). Fig. 6: the top three images of captions (T2I). */
  readonly figure: 5 | 6;
  /** Folder of `evaluateCheckpoint`, with examples. */
  readonly evaluation: string;
  /** The folder of the data set, for the images. */
  readonly imageFolder: string;
}

const rules = {
  figure: matching('5 or 6', (value) => value === 5 || value === 6),
  evaluation: text('the path of a folder'),
  imageFolder: text('the path of a folder'),
};

/**
 * The paper's Fig. 5 or 6 for any model and data set, as one HTML file.
 *
 * @throws EvaluationError where the evaluation has no examples; PageImageError; InvalidOptionError.
 */
export async function renderFigure(options: FigureOptions): Promise<string> {
  checkOptions('renderFigure', rules, options, ['figure', 'evaluation', 'imageFolder']);
  const { figure, evaluation, imageFolder } = options;
  const result = await readEvaluation(evaluation);
  if (result.examples === null) {
    const problem = 'has no examples.';
    throw new EvaluationError(evaluation, problem, 'Evaluate again with examples, as `rs-sam evaluate` does.');
  }
  const found = JSON.parse(await readEvaluationFile(evaluation, result, result.examples)) as RetrievalExamples;
  const shown =
    figure === 5 ? found.imageQueries.map(({ image }) => image) : found.textQueries.flatMap(({ top }) => top);
  const images = await readPageImages(
    imageFolder,
    shown.map(({ file }) => file),
  );
  const dataset = datasetOf(result);
  const [asks, finds] = figure === 5 ? ['image', 'captions'] : ['caption', 'images'];
  return page(
    `Fig. ${figure} on ${dataset}: ${finds} by ${asks}`,
    `${nameOf(result)}, part ${result.data.part}, ${result.data.images} images and ${result.data.captions} captions. Green: right; red: wrong. ${SCORE_EXPLAINED}`,
    figure === 5 ? imageQueries(found.imageQueries, images) : textQueries(found.textQueries, images),
  );
}
