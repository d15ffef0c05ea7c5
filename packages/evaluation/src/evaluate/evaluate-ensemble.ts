import { join } from 'node:path';
import { splitHash as hashOf, partOf, splitOf } from '@rs-sam/datasets/splits';
import { withFolderLock } from '@rs-sam/foundation/files';
import { scoreMatrix } from '@rs-sam/retrieval-metrics';
import { sumScores } from '@rs-sam/retrieval-metrics/fusion';
import { tokenize } from '@rs-sam/text-encoder';
import { writeExamples } from '../examples/write-examples';
import { galleryOf } from '../gallery/gallery';
import { scoresHash, writeScores } from '../gallery/score-file';
import type { EvaluationResult } from '../results/evaluation-result';
import { EvaluationError, readEvaluation } from '../results/read-evaluation';
import { readResultScores } from '../results/result-scores';
import { writeResult } from '../results/write-result';
import type { EvaluateOptions } from './evaluate-checkpoint';
import { checkEnsembleOptions } from './evaluate-rules';

/** Options of `evaluateEnsemble`. */
export interface EnsembleOptions
  extends Pick<EvaluateOptions, 'dataset' | 'folder' | 'ties' | 'commandLine' | 'runDepth' | 'examples'> {
  /** Folders of two or more evaluations of the same part of the same split. */
  readonly evaluations: readonly string[];
}

/**
 * `S = Σ_m S_m`: adds the score matrices of evaluated models, as SCAN does for the ensemble of its two directions, and writes the result of
 * the sum. The learning curves are not copied.
 *
 * @throws EvaluationError when the evaluations are not of the same data, or their scores were altered.
 */
export async function evaluateEnsemble(options: EnsembleOptions): Promise<EvaluationResult> {
  checkEnsembleOptions(options);
  return withFolderLock(options.folder, () => evaluateLocked(options));
}

async function evaluateLocked(options: EnsembleOptions): Promise<EvaluationResult> {
  const { evaluations, dataset, folder } = options;
  const members = await Promise.all(evaluations.map(readMember));
  const [first] = members;
  if (first === undefined || members.length < 2) {
    throw new EvaluationError(folder, 'needs at least two evaluations to add.', 'Evaluate each model first.');
  }
  members.forEach(({ result }, i) => {
    if (JSON.stringify(dataOf(result)) !== JSON.stringify(dataOf(first.result))) {
      const problem = `is of ${JSON.stringify(dataOf(result))}, and ${evaluations[0]} of ${JSON.stringify(dataOf(first.result))}.`;
      throw new EvaluationError(
        evaluations[i] as string,
        problem,
        'Evaluate both on the same part of the same split, in the same views, and both with a bank against hubness or both without.',
      );
    }
  });
  const given = await hashOf(splitOf(dataset));
  if (given !== first.result.data.splitHash) {
    const problem = `is of the split ${first.result.data.splitHash.slice(0, 12)}, and the data set has ${given.slice(0, 12)}.`;
    throw new EvaluationError(evaluations[0] as string, problem, 'Give the data set and the split of the evaluation.');
  }
  const { images, captions } = first.file;
  const summed = sumScores(members.map(({ file }) => scoreMatrix(file.scores, images, captions)));
  const scores = new Float32Array(images * captions);
  for (let image = 0; image < images; image++) scores.set(summed.row(image), image * captions);
  await writeScores(join(folder, 'scores.npy'), { scores, images, captions });

  const { part, splitHash } = first.result.data;
  const evaluated = partOf(dataset, part);
  const gallery = galleryOf(evaluated, { encode: wordIds() });
  if (gallery.files.length !== images || gallery.captions.length !== captions) {
    const problem = `scores ${images} images and ${captions} captions, and the part ${part} has ${gallery.files.length} and ${gallery.captions.length}.`;
    throw new EvaluationError(evaluations[0] as string, problem, 'Give the data set of the evaluation.');
  }
  const hash = scoresHash(scores);
  return writeResult({
    ...options,
    models: members.flatMap(({ result }) => result.models.map((model) => ({ ...model, curves: null }))),
    engine: [...new Set(members.map(({ result }) => result.engine))].join(' + '),
    ...{ evaluated, part, splitHash, gallery, datasetName: first.result.data.dataset },
    views: first.result.views,
    hubness: first.result.hubness ?? null,
    scored: { scores, sha256: hash, seconds: 0 },
    examples: await writeExamples(folder, evaluated, gallery, scores, options.examples),
  });
}

async function readMember(folder: string) {
  const result = await readEvaluation(folder);
  return { result, file: await readResultScores(folder, result) };
}

/** The fields that must be equal in all results, so that scores can be added. */
function dataOf({ data: { part, splitHash, images, captions }, views, hubness = null }: EvaluationResult) {
  return { part, splitHash, images, captions, views, hubness };
}

/** Ids of words in order of appearance. They replace a vocabulary: captions with the same words are equal. */
function wordIds(): (caption: string) => number[] {
  const ids = new Map<string, number>();
  return (caption) =>
    tokenize(caption).map((word) => {
      const id = ids.get(word) ?? ids.size;
      ids.set(word, id);
      return id;
    });
}
