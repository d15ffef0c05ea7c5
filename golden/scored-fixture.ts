import { tripletLoss } from '@rs-sam/core';
import {
  grads,
  type Scalar,
  slice,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  tensor,
  transpose,
  valueAndGrads,
} from '@tensorflow/tfjs-core';
import { type Comparison, compare } from './comparison';
import { type Fixture, type FixtureTensor, tensorOf } from './fixture';
import { TOLERANCES } from './tolerances';

/** The named tensors of a fixture, inputs and weights alike. */
export type Named = Readonly<Record<string, Tensor>>;

/** A model as a function of the tensors of a fixture. */
export interface ScoredForm {
  /** Names of the inputs and weights that the scores are a function of; each has an expected gradient. */
  readonly differentiable: readonly string[];
  /** The l2 norm that the fixture applies before the model. Its results also have gradients, as `<name>_normalised`. */
  readonly normalize?: (name: string, x: Tensor) => Tensor;
  scores(tensors: Named): Tensor2D;
}

/**
 * Compares scores, losses and every gradient of a fixture with ours.
 *
 * @throws Error if we have no gradient that the fixture expects: no expected gradient is skipped.
 */
export function compareScored(fixture: Fixture, form: ScoredForm): Comparison[] {
  const { config, expected } = fixture;
  const { differentiable: names, normalize = (_, x) => x } = form;
  const wanted = tensorOf(fixture, 'expected', 'scores');
  const batch = Math.min(...(wanted.shape as [number, number]));
  const values = names.map((name) => fixtureTensor(fixture, name));
  const normalized = (tensors: readonly Tensor[]): Tensor[] => tensors.map((x, i) => normalize(names[i] as string, x));
  const scoresOf = (tensors: readonly Tensor[]): Tensor2D =>
    form.scores(Object.fromEntries(names.map((name, i) => [name, tensors[i] as Tensor])));
  const lossOf = (tensors: readonly Tensor[], reduce: 'hardest' | 'all'): Scalar =>
    tripletLoss(slice(scoresOf(tensors), [0, 0], [batch, batch]), { margin: config.margin as number, reduce });

  const reduce = config.max_violation === true ? 'hardest' : 'all';
  const { value, grads: ofInputs } = valueAndGrads((...xs: Tensor[]) => lossOf(normalized(xs), reduce))(values);
  const ofNormalized = grads((...xs: Tensor[]) => lossOf(xs, reduce))(normalized(values));
  const ours: Record<string, Tensor | undefined> = Object.fromEntries(
    names.flatMap((name, i) => [
      [name, ofInputs[i]],
      [`${name}_normalised`, ofNormalized[i]],
    ]),
  );
  const comparisons = [
    compare('scores', scoresOf(normalized(values)).dataSync(), wanted.data, TOLERANCES.scores),
    compare('loss', value.dataSync(), [expected.loss as number], TOLERANCES.loss),
  ];
  for (const [name, { data }] of Object.entries(expected.gradients as Record<string, FixtureTensor>)) {
    const gradient = ours[name];
    if (gradient === undefined)
      throw new Error(`${fixture.name}: we compute no gradient of ${name}, which the fixture expects.`);
    comparisons.push(compare(`gradient of ${name}`, gradient.dataSync(), data, TOLERANCES.gradients));
  }
  if (typeof expected.loss_sum_of_violations === 'number') {
    const all = lossOf(normalized(values), 'all').dataSync();
    comparisons.push(compare('loss over all violations', all, [expected.loss_sum_of_violations], TOLERANCES.loss));
  }
  return comparisons;
}

/** An input or a weight of the fixture as a float32 tensor. */
export function fixtureTensor(fixture: Fixture, name: string): Tensor {
  const { data, shape } = tensorOf(fixture, name in fixture.weights ? 'weights' : 'inputs', name);
  return tensor([...data], [...shape], 'float32');
}

/** The names of a fixture's weights. */
export function weightNames({ weights }: Fixture): string[] {
  return Object.keys(weights);
}

/** PyTorch's linear layer of that name, [out, in], as our [in, out]. */
export function linearOf(tensors: Named, name: string): { kernel: Tensor2D; bias: Tensor1D } {
  return {
    kernel: transpose(tensors[`${name}.weight`] as Tensor2D),
    bias: tensors[`${name}.bias`] as Tensor1D,
  };
}
