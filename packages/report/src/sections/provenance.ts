import type { EvaluationResult } from '@rs-sam/evaluation';

/** A model, or the members of an ensemble, with their seeds: `sam-t2i, seed 1`. */
export function nameOf({ models }: EvaluationResult): string {
  const names = models.map(({ configuration: { model, seed } }) => `${model}, seed ${seed}`);
  return names.length > 1 ? `ensemble of ${names.join(' + ')}` : (names[0] as string);
}

/** The data set of a result; earlier results only name the one that the model was trained on. */
export function datasetOf({ data, models }: EvaluationResult): string {
  return data.dataset ?? models[0]?.features.dataset ?? '';
}

/** The provenance of a result, as pairs of name and value. */
export function provenanceOf(result: EvaluationResult): (readonly [string, string])[] {
  const { models, data, views, protocols, ties, engine, machine, scores, commandLine, finishedAt } = result;
  const { standard, paper } = protocols;
  return [
    ...models.map(({ configuration, epoch, validation }): [string, string] => [
      `epoch of ${configuration.model}`,
      validation === null
        ? `${epoch}, the last: no validation part was set`
        : `${validation.epoch} of ${configuration.epochs}, chosen by mR ${validation.meanRecall.toFixed(1)} on ${configuration.validationPart}`,
    ]),
    ...models.flatMap(({ configuration, init }): [string, string][] =>
      init
        ? [[`${configuration.model} starts from`, `${init.checkpoint}, SHA-256 of its weights ${init.weights}`]]
        : [],
    ),
    ['features', [...new Set(models.map(featuresOf))].join('; ')],
    ['split', `${data.part}, SHA-256 ${data.splitHash}`],
    ['gallery', `${data.images} images, ${data.captions} captions, ${data.distinctCaptions} of them distinct`],
    [
      'augmentation views',
      views.length === 1 ? (views[0] as string) : `the mean of ${views.length}: ${views.join(', ')}`,
    ],
    ['standard protocol', standard.description],
    ['paper protocol', paper.description],
    ['ties', ties],
    ['engine', engine],
    ['machine', machine],
    ['command', commandLine ?? 'not recorded'],
    ['scores', `SHA-256 ${scores.sha256}`],
    ['finished', finishedAt],
  ];
}

function featuresOf({ features }: EvaluationResult['models'][number]): string {
  const { dataset, backbone, layer, grid, regions, depth, inputSize } = features;
  const regionsOf = grid === null ? `${regions}` : `${grid[0]} × ${grid[1]}`;
  const size = inputSize === null ? '' : ` at ${inputSize}`;
  return `${backbone} ${layer}${size} on ${dataset}: ${regionsOf} regions of ${depth}`;
}
