import type { ValidationDirection, ValidationMetrics, ValidationOfPart } from './metrics-log';
import type { TrainingSession } from './session';
import { validateModel } from './validate-model';
import type { ValidationPart } from './validation-parts';

/**
 * The metrics of the validation parts: of several data sets, the mean of each figure over them, and the figures of each.
 *
 * @param onBlock called after each block of a score matrix.
 */
export async function validateParts(
  session: Pick<TrainingSession, 'model' | 'averages'>,
  parts: readonly ValidationPart[],
  signal: AbortSignal | undefined,
  onBlock: (block: number, blocks: number, dataset: string | null) => void,
): Promise<ValidationMetrics> {
  const each: (ValidationOfPart & { readonly name: string | null })[] = [];
  for (const { name, features, gallery } of parts) {
    const metrics = await validateModel(session, features, gallery, signal, (block, blocks) =>
      onBlock(block, blocks, name),
    );
    each.push({ name, ...metrics });
  }
  const [only, second] = each;
  if (only !== undefined && second === undefined) {
    const { name: _, ...metrics } = only;
    return metrics;
  }
  const direction = (of: (metrics: ValidationOfPart) => ValidationDirection) => meanDirection(each.map(of));
  return {
    meanRecall: mean(each.map(({ meanRecall }) => meanRecall)),
    recallSum: mean(each.map(({ recallSum }) => recallSum)),
    imageToText: direction(({ imageToText }) => imageToText),
    textToImage: direction(({ textToImage }) => textToImage),
    sources: each.map(({ name, ...metrics }) => ({ name: name as string, ...metrics })),
  };
}

function meanDirection(directions: readonly ValidationDirection[]): ValidationDirection {
  const ranks = Object.keys(directions[0]?.recall ?? {});
  return {
    recall: Object.fromEntries(ranks.map((k) => [k, mean(directions.map(({ recall }) => recall[k] as number))])),
    medianRank: mean(directions.map(({ medianRank }) => medianRank)),
    meanRank: mean(directions.map(({ meanRank }) => meanRank)),
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
