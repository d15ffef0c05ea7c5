import type { Layer, Network } from './network';

/** Blocks that work at one resolution: `filters` inside, four times as many between them. */
export interface ResNetStage {
  readonly filters: number;
  readonly blocks: number;
  /** Of the first block. */
  readonly stride: number;
}

/** 23,587,712 parameters without the classifier. */
export const resNet50Stages: readonly ResNetStage[] = [
  { filters: 64, blocks: 3, stride: 1 },
  { filters: 128, blocks: 4, stride: 2 },
  { filters: 256, blocks: 6, stride: 2 },
  { filters: 512, blocks: 3, stride: 2 },
];

/** 58,370,944 parameters without the classifier. */
export const resNet152Stages: readonly ResNetStage[] = [
  { filters: 64, blocks: 3, stride: 1 },
  { filters: 128, blocks: 8, stride: 2 },
  { filters: 256, blocks: 36, stride: 2 },
  { filters: 512, blocks: 3, stride: 2 },
];

const EPSILON = 1.001e-5;
const CLASSES = 1000;

/**
 * He et al. 2016 (doi 10.1109/CVPR.2016.90) in the first version's layout: a block halves the map in its first 1 × 1 convolution.
 *
 * Names and order as in `ResNet` and `stack1` of
 * https://github.com/keras-team/keras-applications/blob/06fbeb0f16e1304f239b2296578d1c50b15a983a/keras_applications/resnet_common.py
 */
export function resNet(stages: readonly ResNetStage[]): Network {
  const input = 'input_1';
  const layers: Layer[] = [
    { kind: 'zero-padding', name: 'conv1_pad', input, pixels: 3 },
    ...convolution('conv1', 'conv1_pad', { filters: 64, kernel: 7, stride: 2, padding: 'valid' }),
    { kind: 'relu', name: 'conv1_relu', input: 'conv1_bn' },
    { kind: 'zero-padding', name: 'pool1_pad', input: 'conv1_relu', pixels: 1 },
    { kind: 'max-pooling', name: 'pool1_pool', input: 'pool1_pad', size: 3, stride: 2, padding: 'valid' },
  ];
  let before = 'pool1_pool';
  stages.forEach(({ filters, blocks, stride }, stage) => {
    for (let block = 1; block <= blocks; block++) {
      const name = `conv${stage + 2}_block${block}`;
      layers.push(...residualBlock(name, before, filters, block === 1 ? stride : undefined));
      before = `${name}_out`;
    }
  });
  layers.push(
    { kind: 'global-average-pooling', name: 'avg_pool', input: before },
    { kind: 'classifier', name: 'predictions', input: 'avg_pool', classCount: CLASSES },
  );
  return { input, layers };
}

/** `relu(shortcut(x) + f(x))`; the first block of a stage has a convolution for its shortcut, and its stride. */
function residualBlock(name: string, input: string, filters: number, first: number | undefined): Layer[] {
  const stride = first ?? 1;
  const shortcut = first === undefined ? [] : convolution(`${name}_0`, input, { filters: 4 * filters, stride });
  return [
    ...shortcut,
    ...convolution(`${name}_1`, input, { filters, stride }),
    { kind: 'relu', name: `${name}_1_relu`, input: `${name}_1_bn` },
    ...convolution(`${name}_2`, `${name}_1_relu`, { filters, kernel: 3, padding: 'same' }),
    { kind: 'relu', name: `${name}_2_relu`, input: `${name}_2_bn` },
    ...convolution(`${name}_3`, `${name}_2_relu`, { filters: 4 * filters }),
    { kind: 'sum', name: `${name}_add`, inputs: [first === undefined ? input : `${name}_0_bn`, `${name}_3_bn`] },
    { kind: 'relu', name: `${name}_out`, input: `${name}_add` },
  ];
}

interface ConvolutionOptions {
  readonly filters: number;
  readonly kernel?: number;
  readonly stride?: number;
  readonly padding?: 'same' | 'valid';
}

/** A convolution with bias, and the normalisation after it. */
function convolution(
  name: string,
  input: string,
  { filters, kernel = 1, stride = 1, padding = 'valid' }: ConvolutionOptions,
): Layer[] {
  return [
    {
      kind: 'convolution',
      name: `${name}_conv`,
      input,
      filters,
      kernel: [kernel, kernel],
      stride,
      padding,
      bias: true,
    },
    { kind: 'batch-normalization', name: `${name}_bn`, input: `${name}_conv`, scale: true, epsilon: EPSILON },
  ];
}
