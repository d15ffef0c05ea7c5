import * as tf from '@tensorflow/tfjs-core';

/** Seeded values that are the same on every engine: they are made in plain JavaScript. */
function values(shape: readonly number[], seed: number, scale = 1): tf.Tensor {
  let state = (Math.imul(seed, 2654435761) + 12345) >>> 0;
  const size = shape.reduce((a, b) => a * b, 1);
  const data = Float32Array.from({ length: size }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return scale * (state / 2 ** 31 - 1);
  });
  return tf.tensor(data, [...shape]);
}

const indices = (list: readonly number[]) => tf.tensor1d([...list], 'int32');

/** An operation with its inputs. It returns what is compared; a list is compared tensor by tensor. */
type Operation = () => tf.Tensor | readonly tf.Tensor[];

const matrix = () => values([33, 70], 1);
const deep = () => values([7, 12, 40], 2);
const image = () => values([2, 17, 17, 5], 3) as tf.Tensor4D;

/** Elementwise operations of one tensor; the ranges are those in which they are used. */
const elementwise: Record<string, Operation> = {
  abs: () => tf.abs(matrix()),
  exp: () => tf.exp(values([33, 70], 1, 8)),
  leakyRelu: () => tf.leakyRelu(matrix(), 0.1),
  neg: () => tf.neg(matrix()),
  relu: () => tf.relu(matrix()),
  'sigmoid, large': () => tf.sigmoid(values([33, 70], 1, 1e4)),
  sigmoid: () => tf.sigmoid(values([33, 70], 1, 6)),
  sqrt: () => tf.sqrt(tf.abs(matrix())),
  square: () => tf.square(matrix()),
  'tanh, large': () => tf.tanh(values([33, 70], 1, 1e3)),
  tanh: () => tf.tanh(values([33, 70], 1, 4)),
  cast: () => [tf.cast(values([33, 70], 1, 9), 'int32'), tf.cast(tf.cast(values([33, 70], 1, 9), 'int32'), 'float32')],
  onesLike: () => tf.onesLike(matrix()),
  zerosLike: () => tf.zerosLike(matrix()),
};

const binary: Record<string, Operation> = {
  add: () => tf.add(deep(), values([12, 40], 4)),
  sub: () => tf.sub(deep(), values([40], 4)),
  mul: () => tf.mul(deep(), values([7, 1, 40], 4)),
  div: () => tf.div(deep(), tf.add(tf.abs(values([7, 12, 1], 4)), 0.5)),
  divNoNan: () => tf.divNoNan(matrix(), tf.relu(values([33, 70], 5))),
  maximum: () => tf.maximum(deep(), values([12, 40], 4)),
  minimum: () => tf.minimum(deep(), 0.2),
  equal: () => tf.equal(tf.cast(values([33, 70], 1, 3), 'int32'), tf.cast(values([33, 70], 2, 3), 'int32')),
  notEqual: () => tf.notEqual(tf.cast(values([33, 70], 1, 3), 'int32'), 0),
  greater: () => tf.greater(matrix(), values([70], 2)),
  less: () => tf.less(matrix(), values([33, 1], 2)),
  where: () => tf.where(tf.greater(matrix(), 0), matrix(), values([33, 70], 6)),
  'sums of many tensors': () => [2, 7, 15, 16, 33].map((n) => tf.addN(range(n).map((i) => tf.add(matrix(), i)))),
};

const reductions: Record<string, Operation> = {
  sum: () => [tf.sum(deep()), tf.sum(deep(), 0), tf.sum(deep(), 1), tf.sum(deep(), -1, true), tf.sum(deep(), [0, 1])],
  'sum of many': () => tf.sum(values([200_000], 7)),
  mean: () => [tf.mean(deep()), tf.mean(deep(), 1), tf.mean(deep(), [1, 2])],
  max: () => [tf.max(deep()), tf.max(deep(), 0), tf.max(deep(), -1, true)],
  argMax: () => [tf.argMax(deep(), -1), tf.argMax(deep(), 0)],
  cumsum: () => [tf.cumsum(deep(), 1), tf.cumsum(deep(), 1, true), tf.cumsum(deep(), 2, false, true)],
  softmax: () => [tf.softmax(deep()), tf.softmax(values([33, 700], 8, 9))],
  logSoftmax: () => tf.logSoftmax(deep()),
  logSumExp: () => tf.logSumExp(deep(), -1),
  norm: () => [tf.norm(matrix()), tf.norm(deep(), 2, -1, true)],
  unsortedSegmentSum: () => tf.unsortedSegmentSum(matrix(), indices(range(33).map((i) => (i * 7) % 5)), 6),
};

const shapes: Record<string, Operation> = {
  concat: () => [tf.concat([deep(), values([3, 12, 40], 9)]), tf.concat([deep(), deep()], 2)],
  'concat of many': () => [tf.concat(range(40).map((i) => tf.slice(matrix(), [i % 33, 0], [1, 70])))],
  expandDims: () => tf.expandDims(matrix(), 1),
  gather: () => [tf.gather(matrix(), indices([3, 1, 3, 32, 0])), tf.gather(deep(), indices([5, 0, 0]), 1)],
  oneHot: () => tf.oneHot(indices([0, 3, 6, 2]), 7),
  reshape: () => tf.reshape(deep(), [84, 40]),
  reverse: () => tf.reverse(image(), 2),
  slice: () => [tf.slice(deep(), [2, 3, 5], [3, -1, 30]), tf.slice(matrix(), 4, 9)],
  split: () => [...tf.split(deep(), 4, 2), ...tf.split(matrix(), [3, 20, 10])],
  stack: () => tf.stack([matrix(), values([33, 70], 4)], 1),
  tile: () => [tf.tile(matrix(), [2, 3]), tf.tile(values([1, 12, 1], 5), [7, 1, 40])],
  transpose: () => [tf.transpose(matrix()), tf.transpose(deep(), [0, 2, 1]), tf.transpose(deep(), [2, 0, 1])],
  unstack: () => tf.unstack(deep(), 1),
  fill: () => [tf.fill([5, 300], 0.25), tf.ones([5, 300]), tf.zeros([5, 300])],
};

/** Batch, rows, K and columns of products; of each all four transposes. Around K 2000 tfjs takes another way. */
const PRODUCTS = [
  [1, 33, 70, 12],
  [1, 32, 2048, 128],
  [1, 30, 2048, 32],
  [1, 32, 2000, 32],
  [1, 8, 2048, 64],
  [1, 32, 1999, 32],
  [1, 1, 40_000, 1],
  [1, 240, 300, 768],
  [1, 480, 256, 512],
  [1, 512, 2048, 256],
  [3, 32, 2048, 32],
  [7, 64, 15, 60],
] as const;

const products: Record<string, Operation> = Object.fromEntries(
  PRODUCTS.flatMap(([batch, m, k, n]) =>
    [false, true].flatMap((transposeA) =>
      [false, true].map((transposeB) => [
        `matMul ${batch} × ${m} × ${k} × ${n}${transposeA ? ', a transposed' : ''}${transposeB ? ', b transposed' : ''}`,
        () => {
          // The sum of K products of numbers up to 1 keeps its size by this scale.
          const a = values(transposeA ? [batch, k, m] : [batch, m, k], 10, 3 / Math.sqrt(k));
          const b = values(transposeB ? [batch, n, k] : [batch, k, n], 11);
          return tf.matMul(a, b, transposeA, transposeB);
        },
      ]),
    ),
  ),
);

/** Products and reductions of numbers that were integers or truth values, on the engine and on the way to it. */
const afterCasts: Record<string, Operation> = {
  'matMul of one-hot rows': () =>
    tf.matMul(tf.cast(tf.oneHot(indices(range(45).map((i) => (i * 7) % 17)), 17), 'float32'), values([17, 6], 30)),
  'matMul of a mask': () => tf.matMul(tf.cast(tf.greater(matrix(), 0), 'float32'), values([70, 40], 31)),
  'products of integers': () => {
    const whole = tf.tensor(
      range(33 * 70).map((i) => (i * 37) % 11),
      [33, 70],
      'int32',
    );
    return [
      tf.mul(tf.cast(whole, 'float32'), 0.5),
      tf.sum(tf.cast(whole, 'float32'), 1),
      tf.cast(tf.cast(whole, 'bool'), 'float32'),
    ];
  },
  'softmax of a mask': () => tf.softmax(tf.cast(tf.less(matrix(), 0.3), 'float32')),
};

const networks: Record<string, Operation> = {
  conv2d: () => [
    tf.conv2d(image(), values([3, 3, 5, 8], 12) as tf.Tensor4D, 1, 'same'),
    tf.conv2d(image(), values([1, 1, 5, 8], 13) as tf.Tensor4D, 2, 'valid'),
    tf.conv2d(values([1, 33, 33, 3], 14) as tf.Tensor4D, values([7, 7, 3, 16], 15) as tf.Tensor4D, 2, 'valid'),
  ],
  'gradients of conv2d': () =>
    [1, 3].flatMap((size) =>
      tf.grads((x, f) => tf.sum(tf.square(tf.conv2d(x as tf.Tensor4D, f as tf.Tensor4D, 1, 'same'))))([
        image(),
        values([size, size, 5, 8], 12),
      ]),
    ),
  depthwiseConv2d: () => tf.depthwiseConv2d(image(), values([3, 3, 5, 1], 16) as tf.Tensor4D, 1, 'same'),
  maxPool: () => tf.maxPool(image(), 3, 2, 'valid'),
  avgPool: () => tf.avgPool(image(), 2, 2, 'valid'),
  pad: () =>
    tf.pad(image(), [
      [0, 0],
      [3, 3],
      [3, 3],
      [0, 0],
    ]),
  batchNorm: () =>
    tf.batchNorm(
      image(),
      values([5], 17),
      tf.add(tf.abs(values([5], 18)), 0.1),
      values([5], 19),
      values([5], 20),
      1e-5,
    ),
  resizeBilinear: () => tf.image.resizeBilinear(image(), [8, 8]),
  'fused matMul': () =>
    (['relu', 'sigmoid', 'linear'] as const).map((activation) =>
      tf.fused.matMul({
        ...{ a: values([32, 2048], 21, 0.1), b: values([128, 2048], 22), transposeB: true, activation },
        bias: values([128], 23),
      }),
    ),
};

const gradients: Record<string, Operation> = {
  softmax: () => tf.grad((x) => tf.sum(tf.mul(tf.softmax(x), values([7, 12, 40], 24))))(deep()),
  logSoftmax: () => tf.grad((x) => tf.sum(tf.mul(tf.logSoftmax(x), values([7, 12, 40], 24))))(deep()),
  gather: () => tf.grad((x) => tf.sum(tf.square(tf.gather(x, indices([3, 1, 3, 0])))))(matrix()),
  max: () => tf.grad((x) => tf.sum(tf.square(tf.max(x, 1))))(matrix()),
  leakyRelu: () => tf.grad((x) => tf.sum(tf.square(tf.leakyRelu(x, 0.1))))(matrix()),
  sqrt: () => tf.grad((x) => tf.sum(tf.sqrt(tf.add(tf.square(x), 0.1))))(matrix()),
  div: () => tf.grad((x) => tf.sum(tf.div(x, tf.add(tf.square(x), 1))))(matrix()),
  'matMul, K 2048': () =>
    tf.grads((a, b) => tf.sum(tf.square(tf.matMul(a as tf.Tensor2D, b as tf.Tensor2D))))([
      values([32, 2048], 25, 0.1),
      values([2048, 64], 26, 0.1),
    ]),
};

/** Every operation that the packages use on an engine, by name, at sizes at which engines choose different programs. */
export const engineOperations: Readonly<Record<string, Operation>> = {
  ...elementwise,
  ...binary,
  ...reductions,
  ...shapes,
  ...products,
  ...afterCasts,
  ...networks,
  ...Object.fromEntries(Object.entries(gradients).map(([name, run]) => [`gradient of ${name}`, run])),
};

/** The results of an operation on the current engine, one list of numbers for each tensor. */
export function resultsOf(run: Operation): Float32Array[] {
  return tf.tidy(() => [run()].flat().map((tensor) => Float32Array.from((tensor as tf.Tensor).dataSync())));
}

/** The largest difference of two results, relative to the largest number of the expected tensor, and at least to 1e-3. */
export function differenceOf(actual: readonly Float32Array[], expected: readonly Float32Array[]): number {
  if (actual.length !== expected.length) return Number.POSITIVE_INFINITY;
  let largest = 0;
  expected.forEach((wanted, at) => {
    const got = actual[at] as Float32Array;
    const scale = wanted.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-3);
    if (got.length !== wanted.length) largest = Number.POSITIVE_INFINITY;
    wanted.forEach((value, i) => {
      const here = Math.abs((got[i] as number) - value) / scale;
      // A NaN counts as a difference.
      if (!(here <= largest)) largest = Number.isNaN(here) ? Number.POSITIVE_INFINITY : here;
    });
  });
  return largest;
}

function range(length: number): number[] {
  return Array.from({ length }, (_, i) => i);
}
