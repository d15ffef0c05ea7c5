import {
  type BidirectionalGruWeights,
  bidirectionalGru,
  type GruWeights,
  gruWeightsFromKeras,
  gruWeightsFromTorch,
  listGruWeights,
} from '@rs-sam/text-encoder/gru';
import {
  expandDims,
  less,
  mul,
  range,
  sum,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  type Tensor3D,
  tensor,
  valueAndGrads,
} from '@tensorflow/tfjs-core';
import { type Comparison, compare } from './comparison';
import { type Fixture, type FixtureTensor, tensorOf } from './fixture';
import type { Runner } from './runner';

/** The bidirectional GRU averaged over directions, in PyTorch's or in Keras' weight layout. */
export const gru: Runner = {
  kind: 'bidirectional GRU',
  covers: ({ inputs, weights }) =>
    'x' in inputs &&
    'lengths' in inputs &&
    ('weight_hh_l0_reverse' in weights || 'backward_recurrent_kernel' in weights),
  async run(fixture) {
    return compareGru(fixture);
  },
};

function compareGru(fixture: Fixture): Comparison[] {
  const resetAfter = 'weight_hh_l0' in fixture.weights;
  const read = resetAfter ? readTorch : readKeras;
  const weights = read((name) => tensorOf(fixture, 'weights', name));
  const x = tensorFrom(tensorOf(fixture, 'inputs', 'x')) as Tensor3D;
  const lengths = tensorFrom(tensorOf(fixture, 'inputs', 'lengths'));
  const mask = less(range(0, x.shape[1]), expandDims(lengths, 1)) as Tensor2D;
  const coefficients = tensorFrom(tensorOf(fixture, 'inputs', 'loss_coefficients'));

  const forward = listGruWeights(weights.forward);
  const backward = listGruWeights(weights.backward);
  const words = bidirectionalGru(x, mask, weights, { resetAfter });
  const { value, grads } = valueAndGrads(() =>
    sum(mul(bidirectionalGru(x, mask, weights, { resetAfter }), coefficients)),
  )([x, ...forward, ...backward]);

  // Gradients have the fixture's weight layout: the function that converts the weights to our layout converts them too.
  const gradients = fixture.expected.gradients as Record<string, FixtureTensor>;
  const expected = read((name) => gradients[name] as FixtureTensor);
  const expectedList = [...listGruWeights(expected.forward), ...listGruWeights(expected.backward)];
  return [
    compare('words', words.dataSync(), tensorOf(fixture, 'expected', 'scores').data, 1e-5),
    compare('loss', value.dataSync(), [fixture.expected.loss as number], 1e-5),
    compare('gradient of x', (grads[0] as Tensor).dataSync(), (gradients.x as FixtureTensor).data, 1e-4),
    ...expectedList.map((gradient, i) =>
      compare(`gradient of weight ${i}`, (grads[i + 1] as Tensor).dataSync(), gradient.dataSync(), 1e-4),
    ),
  ];
}

type Lookup = (name: string) => FixtureTensor;

function readTorch(lookup: Lookup): BidirectionalGruWeights {
  const direction = (suffix: string): GruWeights =>
    gruWeightsFromTorch({
      weightIh: tensorFrom(lookup(`weight_ih_l0${suffix}`)) as Tensor2D,
      weightHh: tensorFrom(lookup(`weight_hh_l0${suffix}`)) as Tensor2D,
      biasIh: tensorFrom(lookup(`bias_ih_l0${suffix}`)) as Tensor1D,
      biasHh: tensorFrom(lookup(`bias_hh_l0${suffix}`)) as Tensor1D,
    });
  return { forward: direction(''), backward: direction('_reverse') };
}

function readKeras(lookup: Lookup): BidirectionalGruWeights {
  const direction = (prefix: string): GruWeights =>
    gruWeightsFromKeras({
      kernel: tensorFrom(lookup(`${prefix}_kernel`)) as Tensor2D,
      recurrentKernel: tensorFrom(lookup(`${prefix}_recurrent_kernel`)) as Tensor2D,
      bias: tensorFrom(lookup(`${prefix}_bias`)) as Tensor1D,
    });
  return { forward: direction('forward'), backward: direction('backward') };
}

function tensorFrom({ data, shape }: FixtureTensor): Tensor {
  return tensor([...data], [...shape], 'float32');
}
