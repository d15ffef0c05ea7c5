import type { GatedCosineAttributes } from '../../gated-cosine-kernel';
import type { NativeGraph } from './native-graphs';
import { type OnnxNode, onnxModel, repeated } from './onnx-model';

/*
 * The kernels GatedCosine and GatedCosineGrad for t query rows and contexts of c rows; the formula is in `gated-cosine-kernel.ts`.
 * Names: a attention, q query, qg and qn its parts of the arguments of gate and candidate, x context, xg and xn its parts;
 * e attended context, g gate, n candidate, v updated query, y cosine. dz is the gradient of z.
 */

const EPSILON = 1e-8;

const node = (output: string, operator: string, ...inputs: string[]): OnnxNode => ({
  operator,
  inputs,
  outputs: [output],
});
/** `a b + c` in one pass; `transA` and `transB` as attributes. */
const product = (output: string, inputs: string[], attributes: Readonly<Record<string, number>> = {}): OnnxNode => ({
  operator: 'Gemm',
  inputs,
  outputs: [output],
  attributes,
});

const INPUTS = {
  a: ['t', 'c'],
  q: ['t', 'D'],
  qg: ['t', 'D'],
  qn: ['t', 'D'],
  x: ['c', 'D'],
  xg: ['c', 'D'],
  xn: ['c', 'D'],
} as const;

function forwardNodes(candidate: GatedCosineAttributes['candidate']): OnnxNode[] {
  return [
    product('e', ['a', 'x']),
    product('gateArgument', ['a', 'xg', 'qg']),
    node('g', 'Sigmoid', 'gateArgument'),
    product('candidateArgument', ['a', 'xn', 'qn']),
    node('n', candidate === 'tanh' ? 'Tanh' : 'Sigmoid', 'candidateArgument'),
    node('change', 'Sub', 'n', 'q'),
    node('step', 'Mul', 'g', 'change'),
    node('v', 'Add', 'q', 'step'),
    node('ve', 'Mul', 'v', 'e'),
    node('dot', 'ReduceSum', 've', 'last'),
    // Three times as fast as ReduceSumSquare.
    node('v2', 'Mul', 'v', 'v'),
    node('vv', 'ReduceSum', 'v2', 'last'),
    node('e2', 'Mul', 'e', 'e'),
    node('ee', 'ReduceSum', 'e2', 'last'),
    node('normV', 'Sqrt', 'vv'),
    node('normE', 'Sqrt', 'ee'),
    node('norms', 'Mul', 'normV', 'normE'),
    node('divisor', 'Max', 'norms', 'epsilon'),
    node('y', 'Div', 'dot', 'divisor'),
  ];
}

/** The inputs that belong to the query rows. */
const OF_QUERY = ['q', 'qg', 'qn'];

/** The forward kernel for the same query rows and `count` contexts: `y [t, 1]` of each. Only the query's inputs are shared. */
export function gatedCosineGraph({ candidate }: GatedCosineAttributes, count: number): NativeGraph {
  const graph = {
    nodes: forwardNodes(candidate),
    inputs: INPUTS,
    outputs: { y: ['t', 1] },
    scalars: { epsilon: EPSILON },
    axes: { last: [1] },
  };
  return {
    name: `gated cosine ${candidate} ${count}`,
    keepMemory: true,
    model: () => onnxModel(repeated(graph, count, [...OF_QUERY, 't', 'D'])),
  };
}

/**
 * The gradient kernel: it takes `dy [t, 1]` as well, and its outputs are the gradients of the inputs, for a frozen side without the
 * features', for `count` tiles of query rows, each with its own context. By row, the gradients of xg and xn are left out, since they are sums over those of qg and qn, and e is an output.
 */
export function gatedCosineGradientGraph(
  { candidate, frozen, byRow = false }: GatedCosineAttributes,
  count: number,
): NativeGraph {
  const nodes = [
    ...forwardNodes(candidate),
    // dy/dv = e / (|v| |e|) - y v / |v|², without the second term where the denominator is the epsilon; the same for e.
    node('scale', 'Div', 'dy', 'divisor'),
    node('isFree', 'Greater', 'norms', 'epsilon'),
    node('along', 'Mul', 'y', 'dy'),
    node('alongIfFree', 'Where', 'isFree', 'along', 'zero'),
    node('vvAbove0', 'Max', 'vv', 'smallest'),
    node('eeAbove0', 'Max', 'ee', 'smallest'),
    node('shrinkV', 'Div', 'alongIfFree', 'vvAbove0'),
    node('shrinkE', 'Div', 'alongIfFree', 'eeAbove0'),
    node('dv1', 'Mul', 'e', 'scale'),
    node('dv2', 'Mul', 'v', 'shrinkV'),
    node('dv', 'Sub', 'dv1', 'dv2'),
    node('de1', 'Mul', 'v', 'scale'),
    node('de2', 'Mul', 'e', 'shrinkE'),
    node('de', 'Sub', 'de1', 'de2'),
    // v = q + g (n - q)
    node('dn', 'Mul', 'dv', 'g'),
    ...(frozen === 'query' ? [] : [node('dq', 'Sub', 'dv', 'dn')]),
    ...(candidate === 'tanh'
      ? [node('nn', 'Mul', 'n', 'n'), node('slope', 'Sub', 'one', 'nn')]
      : [node('notN', 'Sub', 'one', 'n'), node('slope', 'Mul', 'n', 'notN')]),
    node('dqn', 'Mul', 'dn', 'slope'),
    node('notG', 'Sub', 'one', 'g'),
    node('dvChange', 'Mul', 'dn', 'change'),
    node('dqg', 'Mul', 'dvChange', 'notG'),
    product('da1', ['de', 'x'], { transB: 1 }),
    product('da2', ['dqg', 'xg', 'da1'], { transB: 1 }),
    product('da', ['dqn', 'xn', 'da2'], { transB: 1 }),
    ...(frozen === 'context' ? [] : [product('dx', ['a', 'de'], { transA: 1 })]),
    ...(byRow ? [] : [product('dxg', ['a', 'dqg'], { transA: 1 }), product('dxn', ['a', 'dqn'], { transA: 1 })]),
  ];
  const graph = {
    nodes,
    inputs: { ...INPUTS, dy: ['t', 1] },
    outputs: {
      da: INPUTS.a,
      ...(frozen === 'query' ? {} : { dq: INPUTS.q }),
      dqg: INPUTS.qg,
      dqn: INPUTS.qn,
      ...(frozen === 'context' ? {} : { dx: INPUTS.x }),
      ...(byRow ? { e: INPUTS.q } : { dxg: INPUTS.xg, dxn: INPUTS.xn }),
    },
    scalars: { epsilon: EPSILON, zero: 0, one: 1, smallest: 1e-30 },
    axes: { last: [1] },
  };
  return {
    name: `gated cosine gradient ${candidate} ${frozen} ${byRow} ${count}`,
    keepMemory: true,
    model: () => onnxModel(repeated(graph, count, ['D'])),
  };
}
