import type { Layer, Network, Padding, Size } from './network';

/** One step of a branch: a convolution with its normalisation and ReLU, a pooling, or a fork whose ends are concatenated. */
type Step =
  | { readonly filters: number; readonly kernel: Size; readonly stride?: number; readonly padding?: Padding }
  | { readonly pool: 'max' | 'average'; readonly stride: number; readonly padding: Padding }
  | { readonly fork: readonly (readonly Step[])[]; readonly name?: string };

interface Block {
  readonly name: string;
  readonly branches: readonly (readonly Step[])[];
}

const convolution = (filters: number, rows: number, columns: number): Step => ({ filters, kernel: [rows, columns] });
const halving = (filters: number): Step => ({ filters, kernel: [3, 3], stride: 2, padding: 'valid' });
const average: Step = { pool: 'average', stride: 1, padding: 'same' };
const halvingPool: Step = { pool: 'max', stride: 2, padding: 'valid' };

const stem: readonly Step[] = [
  halving(32),
  { filters: 32, kernel: [3, 3], padding: 'valid' },
  convolution(64, 3, 3),
  halvingPool,
  { filters: 80, kernel: [1, 1], padding: 'valid' },
  { filters: 192, kernel: [3, 3], padding: 'valid' },
  halvingPool,
];

/** 35 × 35 cells at an input of 299. */
const wide = (name: string, poolFilters: number): Block => ({
  name,
  branches: [
    [convolution(64, 1, 1)],
    [convolution(48, 1, 1), convolution(64, 5, 5)],
    [convolution(64, 1, 1), convolution(96, 3, 3), convolution(96, 3, 3)],
    [average, convolution(poolFilters, 1, 1)],
  ],
});

/** 17 × 17 cells, 7 × 7 convolutions as a row and a column. */
const factored = (name: string, filters: number): Block => ({
  name,
  branches: [
    [convolution(192, 1, 1)],
    [convolution(filters, 1, 1), convolution(filters, 1, 7), convolution(192, 7, 1)],
    [
      convolution(filters, 1, 1),
      convolution(filters, 7, 1),
      convolution(filters, 1, 7),
      convolution(filters, 7, 1),
      convolution(192, 1, 7),
    ],
    [average, convolution(192, 1, 1)],
  ],
});

/** 8 × 8 cells. Keras names the first block's inner fork `mixed9_0`, the second's `mixed9_1`, and leaves the other ones numbered. */
const deep = (name: string, forkName: string): Block => {
  const rowAndColumn = [[convolution(384, 1, 3)], [convolution(384, 3, 1)]];
  return {
    name,
    branches: [
      [convolution(320, 1, 1)],
      [convolution(384, 1, 1), { fork: rowAndColumn, name: forkName }],
      [convolution(448, 1, 1), convolution(384, 3, 3), { fork: rowAndColumn }],
      [average, convolution(192, 1, 1)],
    ],
  };
};

const blocks: readonly Block[] = [
  wide('mixed0', 32),
  wide('mixed1', 64),
  wide('mixed2', 64),
  {
    name: 'mixed3',
    branches: [[halving(384)], [convolution(64, 1, 1), convolution(96, 3, 3), halving(96)], [halvingPool]],
  },
  factored('mixed4', 128),
  factored('mixed5', 160),
  factored('mixed6', 160),
  factored('mixed7', 192),
  {
    name: 'mixed8',
    branches: [
      [convolution(192, 1, 1), halving(320)],
      [convolution(192, 1, 1), convolution(192, 1, 7), convolution(192, 7, 1), halving(192)],
      [halvingPool],
    ],
  },
  deep('mixed9', 'mixed9_0'),
  deep('mixed10', 'mixed9_1'),
];

const EPSILON = 1e-3;
const CLASSES = 1000;

/**
 * Szegedy et al. 2016 (doi 10.1109/CVPR.2016.308): 21,802,784 parameters without the classifier.
 *
 * Layers, order and names (those of the first model of a session) as in
 * https://github.com/keras-team/keras-applications/blob/06fbeb0f16e1304f239b2296578d1c50b15a983a/keras_applications/inception_v3.py
 */
export function inceptionV3(): Network {
  const input = 'input_1';
  const layers: Layer[] = [];
  const counts = new Map<string, number>();

  /** Keras' automatic names: the kind, then the kind with `_1`, `_2` … */
  const numbered = (kind: string): string => {
    const count = counts.get(kind) ?? 0;
    counts.set(kind, count + 1);
    return count === 0 ? kind : `${kind}_${count}`;
  };

  const concatenate = (branches: readonly (readonly Step[])[], from: string, name: string | undefined): string => {
    const inputs = branches.map((branch) => branch.reduce(append, from));
    const concatenation: Layer = { kind: 'concatenation', name: name ?? numbered('concatenate'), inputs };
    layers.push(concatenation);
    return concatenation.name;
  };

  const append = (from: string, step: Step): string => {
    if ('fork' in step) return concatenate(step.fork, from, step.name);
    if ('pool' in step) {
      const { pool, stride, padding } = step;
      const name = numbered(`${pool}_pooling2d`);
      layers.push({ kind: `${pool}-pooling`, name, input: from, size: 3, stride, padding });
      return name;
    }
    const { filters, kernel, stride = 1, padding = 'same' } = step;
    const conv = numbered('conv2d');
    const norm = numbered('batch_normalization');
    const relu = numbered('activation');
    layers.push(
      { kind: 'convolution', name: conv, input: from, filters, kernel, stride, padding, bias: false },
      { kind: 'batch-normalization', name: norm, input: conv, scale: false, epsilon: EPSILON },
      { kind: 'relu', name: relu, input: norm },
    );
    return relu;
  };

  const start = stem.reduce(append, input);
  const last = blocks.reduce((from, { name, branches }) => concatenate(branches, from, name), start);
  layers.push(
    { kind: 'global-average-pooling', name: 'avg_pool', input: last },
    { kind: 'classifier', name: 'predictions', input: 'avg_pool', classCount: CLASSES },
  );
  return { input, layers };
}
