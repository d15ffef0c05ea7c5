import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { CaptionDataset } from '@rs-sam/datasets';
import { splitHash, splitOf } from '@rs-sam/datasets/splits';
import type { EvaluationResult } from '@rs-sam/evaluation';
import { EvaluationError, type FeatureSource, readEvaluation, readResultScores } from '@rs-sam/evaluation';
import { featureIdentity } from '@rs-sam/evaluation/gallery';
import { canonicalJson } from '@rs-sam/foundation/formats';
import { completeConfiguration, type TrainingConfiguration } from '@rs-sam/training';

/** An existing result, and whether its score file exists and has the recorded hash. */
export interface KeptResult {
  readonly result: EvaluationResult;
  /** False if `scores.npy` is missing, so that only the settings were compared. */
  readonly scoresVerified: boolean;
}

/** The expected run of a result. */
export interface ExpectedRun {
  readonly configuration: TrainingConfiguration;
  readonly part: string;
  readonly dataset: CaptionDataset;
  readonly features: FeatureSource;
  /** The checkpoint that the training started from. */
  readonly init: string | undefined;
}

/**
 * The result of this run in a folder; undefined if the folder has no result.
 *
 * @throws EvaluationError for a result of other settings, another part or split, other features, views or scores. The result is not
 * overwritten.
 */
export async function keptResult(
  folder: string,
  { configuration, part, dataset, features, init }: ExpectedRun,
): Promise<KeptResult | undefined> {
  const path = join(folder, 'result.json');
  if (!existsSync(path)) return undefined;
  const result = await readEvaluation(folder);
  const [model] = result.models;
  const expected = {
    ...{ configuration, part },
    split: await splitHash(splitOf(dataset)),
    features: featureIdentity(features).content,
    init: init ?? null,
    // The runs of a plan score every image as it is.
    views: ['identity'],
    hubness: null,
  };
  const found = {
    configuration: model && completeConfiguration(model.configuration),
    part: result.data.part,
    split: result.data.splitHash,
    features: model?.features.content,
    init: model?.init?.checkpoint ?? null,
    views: result.views,
    hubness: result.hubness ?? null,
  };
  for (const field of Object.keys(expected) as (keyof typeof expected)[]) {
    if (canonicalJson(found[field]) !== canonicalJson(expected[field])) {
      const remedy = 'Move the folder away and rerun, or give another folder for the results.';
      throw new EvaluationError(path, `differs from this run in its ${field}.`, remedy);
    }
  }
  if (!existsSync(join(folder, result.scores.file))) return { result, scoresVerified: false };
  await readResultScores(folder, result);
  return { result, scoresVerified: true };
}
