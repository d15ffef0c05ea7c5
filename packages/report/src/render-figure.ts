import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EvaluationError, readEvaluation } from '@rs-sam/evaluation';
import type { RetrievalExamples } from '@rs-sam/evaluation/examples';
import { page } from './page';
import { openPictures } from './pictures';
import { nameOf } from './provenance';
import { imageQueries, textQueries } from './rankings';

/** What a figure is made of. */
export interface FigureOptions {
  /** Fig. 5: images ask, the top three captions. Fig. 6: captions ask, the top three images. */
  readonly figure: 5 | 6;
  /** Folder of `evaluateCheckpoint`, with examples. */
  readonly evaluation: string;
  /** The folder of the data set. */
  readonly pictures: string;
}

/**
 * The paper's Fig. 5 or 6 for a model and a data set of one's own, as one HTML file.
 *
 * @throws EvaluationError where the evaluation kept no examples; PictureError.
 */
export async function renderFigure({ figure, evaluation, pictures: folder }: FigureOptions): Promise<string> {
  const result = await readEvaluation(evaluation);
  if (result.examples === null) {
    const problem = 'kept no examples.';
    throw new EvaluationError(evaluation, problem, 'Evaluate again with examples, as `rs-sam evaluate` does.');
  }
  const found = JSON.parse(await readFile(join(evaluation, result.examples), 'utf8')) as RetrievalExamples;
  const shown =
    figure === 5 ? found.imageQueries.map(({ image }) => image) : found.textQueries.flatMap(({ top }) => top);
  const pictures = await openPictures(
    folder,
    shown.map(({ file }) => file),
  );
  const dataset = result.models[0]?.features.dataset;
  const [asks, finds] = figure === 5 ? ['image', 'captions'] : ['caption', 'images'];
  return page(
    `Fig. ${figure} on ${dataset}: ${finds} by ${asks}`,
    `${nameOf(result)}, the part ${result.data.part}, ${result.data.images} images and ${result.data.captions} captions. Green: right, red: not.`,
    figure === 5 ? imageQueries(found.imageQueries, pictures) : textQueries(found.textQueries, pictures),
  );
}
