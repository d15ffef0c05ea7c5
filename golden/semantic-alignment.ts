import {
  type AlignmentOptions,
  CrossAttention,
  FeatureGate,
  type GateWeights,
  MeanCosineSimilarity,
  scoreAllPairs,
  tripletLoss,
  wordMask,
} from '@rs-sam/core';
import {
  gather,
  grads,
  reshape,
  type Scalar,
  slice,
  type Tensor,
  type Tensor2D,
  type Tensor3D,
  tensor,
} from '@tensorflow/tfjs-core';
import { type Comparison, compare } from './comparison';
import { type Fixture, type FixtureTensor, tensorOf } from './fixture';
import type { Runner } from './runner';
import { TOLERANCES } from './tolerances';

/** One way to compute the score matrix of a fixture. */
type Form = (
  images: Tensor3D,
  captions: Tensor3D,
  mask: Tensor2D,
  weights: GateWeights | undefined,
  options: AlignmentOptions,
) => Tensor2D;

const tiled: Form = (regions, words, mask, weights, options) =>
  scoreAllPairs({ regions, words, wordMask: mask, weights }, options);

/** Every pair of the matrix as a batch of pairs, through the three layers that a user would put into a model. */
const layered: Form = (regions, words, mask, weights, options) => {
  const [images, captions] = [regions.shape[0], words.shape[0]];
  const pairs = Array.from({ length: images * captions }, (_, i) => i);
  const ofImage = tensor(
    pairs.map((i) => Math.floor(i / captions)),
    undefined,
    'int32',
  );
  const ofCaption = tensor(
    pairs.map((i) => i % captions),
    undefined,
    'int32',
  );
  const [f, t, m] = [gather(regions, ofImage), gather(words, ofCaption), gather(mask, ofCaption)];
  const { candidate, gate: _, ...ofAttention } = options;
  const attended = new CrossAttention(ofAttention).apply([f, t, m]) as Tensor3D;
  const query = options.direction === 'i2t' ? f : t;
  let updated: Tensor = query;
  if (weights !== undefined) {
    updated = withWeights(builtGate(candidate ?? 'sigmoid', query.shape[2]), weights).apply([
      query,
      attended,
    ]) as Tensor;
  }
  const mean = new MeanCosineSimilarity();
  const scores = mean.apply(options.direction === 'i2t' ? [updated, attended] : [updated, attended, m]) as Tensor;
  return reshape(scores, [images, captions]);
};

const gates = new Map<string, FeatureGate>();

/** The gate of an activation and a depth. The scores are computed first and build it, because a layer cannot be built inside a gradient. */
function builtGate(candidate: 'sigmoid' | 'tanh', depth: number): FeatureGate {
  const key = `${candidate} ${depth}`;
  const gate = gates.get(key) ?? new FeatureGate({ candidate });
  if (!gate.built) {
    gate.build([
      [null, null, depth],
      [null, null, depth],
    ]);
  }
  gates.set(key, gate);
  return gate;
}

/**
 * A layer whose variables return these tensors when they are read. Gradients need the same tensor objects on the tape; for scores their
 * values would be enough.
 */
function withWeights(
  gate: FeatureGate,
  { gateKernel, gateBias, candidateKernel, candidateBias }: GateWeights,
): FeatureGate {
  const tensors = [gateKernel, gateBias, candidateKernel, candidateBias];
  gate.weights.forEach((variable, i) => {
    variable.read = () => tensors[i] as Tensor;
  });
  return gate;
}

/** Fixtures of the semantic alignment module: a direction, an α, and captions with lengths. */
export const semanticAlignment: Runner = {
  kind: 'semantic alignment',
  covers: ({ config, inputs }) =>
    'direction' in config && 'alpha' in config && 'gate' in config && 'images' in inputs && 'captions' in inputs,
  async run(fixture) {
    return [...compareForm('tiled', tiled, fixture), ...compareForm('layers', layered, fixture)];
  },
};

function compareForm(formName: string, form: Form, fixture: Fixture): Comparison[] {
  const { config, expected } = fixture;
  const options: AlignmentOptions = {
    direction: config.direction as 'i2t' | 't2i',
    alpha: config.alpha as number,
    clip: config.clip as 'relu' | 'leaky',
    normalizeOver: config.normalise_over as 'regions' | 'words',
    candidate: config.candidate as 'sigmoid' | 'tanh',
    attention: config.attention as boolean,
    gate: config.gate as boolean,
  };
  const images = asTensor(tensorOf(fixture, 'inputs', 'images')) as Tensor3D;
  const captions = asTensor(tensorOf(fixture, 'inputs', 'captions')) as Tensor3D;
  const mask = wordMask(tensorOf(fixture, 'inputs', 'caption_lengths').data, captions.shape[1]);
  const labels = tensorOf(fixture, 'inputs', 'classes').data;
  const names = Object.keys(fixture.weights);
  const weights = names.map((name) => asTensor(tensorOf(fixture, 'weights', name)));
  const scoresOf = ([regions, words, ...gate]: Tensor[]): Tensor2D =>
    form(regions as Tensor3D, words as Tensor3D, mask, gateOf(gate), options);

  const scores = scoresOf([images, captions, ...weights]);
  const comparisons = [
    compare(`${formName} scores`, scores.dataSync(), (expected.scores as FixtureTensor).data, TOLERANCES.scores),
  ];

  const lossOf = (inputs: Tensor[], negatives: 'class' | 'instance', reduce: 'hardest' | 'all'): Scalar => {
    const batch = labels.length;
    const square = slice(scoresOf(inputs), [0, 0], [batch, batch]);
    return tripletLoss(square, { margin: config.margin as number, negatives, labels, reduce });
  };
  const inputs = [images, captions, ...weights];
  const inputNames = ['images', 'captions', ...names];
  const reduce = config.reduce === 'sum' ? 'all' : 'hardest';
  for (const [key, negatives, gradientKey] of [
    ['loss', config.negatives === 'instance' ? 'instance' : 'class', 'gradients'],
    ['loss_instance_negatives', 'instance', 'gradients_instance_negatives'],
  ] as const) {
    if (typeof expected[key] !== 'number') continue;
    comparisons.push(
      compare(
        `${formName} ${key}`,
        lossOf(inputs, negatives, reduce).dataSync(),
        [expected[key] as number],
        TOLERANCES.scores * 10,
      ),
    );
    const gradients = grads((...xs: Tensor[]) => lossOf(xs, negatives, reduce))(inputs);
    inputNames.forEach((name, i) => {
      const wanted = (expected[gradientKey] as Record<string, FixtureTensor> | undefined)?.[name];
      if (wanted === undefined) return;
      comparisons.push(
        compare(
          `${formName} ${gradientKey}.${name}`,
          (gradients[i] as Tensor).dataSync(),
          wanted.data,
          TOLERANCES.gradients,
        ),
      );
    });
  }
  for (const [key, negatives] of [
    ['loss_sum_class_negatives', 'class'],
    ['loss_sum_instance_negatives', 'instance'],
  ] as const) {
    if (typeof expected[key] !== 'number') continue;
    comparisons.push(
      compare(
        `${formName} ${key}`,
        lossOf(inputs, negatives, 'all').dataSync(),
        [expected[key] as number],
        TOLERANCES.scores * 10,
      ),
    );
  }
  return comparisons;
}

function gateOf([gateKernel, gateBias, candidateKernel, candidateBias]: Tensor[]): GateWeights | undefined {
  return gateKernel && ({ gateKernel, gateBias, candidateKernel, candidateBias } as GateWeights);
}

function asTensor({ data, shape }: FixtureTensor): Tensor {
  return tensor([...data], [...shape], 'float32');
}
