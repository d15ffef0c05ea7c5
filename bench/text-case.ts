// One case of `pnpm bench text`, in a separate process: text-case.ts <engine> <implementation> <size as JSON>
import { type BidirectionalGruWeights, bidirectionalGru, type GruWeights } from '@rs-sam/text-encoder/gru';
import { type EngineName, prepareBackend } from '@rs-sam/tfjs-backend';
import {
  mul,
  ones,
  randomUniform,
  type Scalar,
  sum,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  type Tensor3D,
  tidy,
  type Variable,
  variable,
  variableGrads,
} from '@tensorflow/tfjs-core';
import { layers } from '@tensorflow/tfjs-layers';
import type { TextCase, TextSize } from './text-size';

const [engine = '', implementation = '', size = ''] = process.argv.slice(2);
const { batch, words, inputDim, units, repeat }: TextSize = JSON.parse(size);
await prepareBackend({ engine: engine as EngineName });

const limit = 1 / Math.sqrt(units);
const parameter = <T extends Tensor>(...shape: number[]): T =>
  variable(randomUniform(shape, -limit, limit)) as Variable as unknown as T;

function weights(resetAfter: boolean): BidirectionalGruWeights {
  const part = (width: number) => ({
    kernel: parameter<Tensor2D>(inputDim, width),
    recurrentKernel: parameter<Tensor2D>(units, width),
    bias: parameter<Tensor1D>(width),
    ...(resetAfter && { recurrentBias: parameter<Tensor1D>(width) }),
  });
  const direction = (): GruWeights => ({ gates: part(2 * units), candidate: part(units) });
  return { forward: direction(), backward: direction() };
}

function encoder(): (x: Tensor3D) => Tensor {
  if (implementation === 'tfjs-layers GRU') {
    const layer = layers.gru({
      units,
      recurrentActivation: 'sigmoid',
      recurrentInitializer: 'glorotUniform',
      returnSequences: true,
    });
    const both = layers.bidirectional({ layer: layer as never, mergeMode: 'ave' });
    return (x) => both.apply(x) as Tensor;
  }
  const resetAfter = implementation === 'ours, reset after';
  const both = weights(resetAfter);
  const mask = ones([batch, words]) as Tensor2D;
  return (x) => bidirectionalGru(x, mask, both, { resetAfter });
}

const encode = encoder();
const x = variable(randomUniform([batch, words, inputDim])) as Variable as unknown as Tensor3D;
const coefficients = randomUniform([batch, words, units]);

// It returns nothing: `tidy` searches a returned array for tensors, number by number.
const forward = () =>
  tidy(() => {
    encode(x).dataSync();
  });
const step = () =>
  tidy(() => {
    const { value, grads } = variableGrads(() => sum(mul(encode(x), coefficients)) as Scalar);
    value.dataSync();
    // tfjs engines may defer work until a result is read.
    for (const gradient of Object.values(grads)) sum(gradient).dataSync();
  });

function milliseconds(run: () => void): number[] {
  run();
  return Array.from({ length: repeat }, () => {
    const start = performance.now();
    run();
    return performance.now() - start;
  });
}

function report(result: Pick<TextCase, 'forward' | 'forwardAndBackward'>): void {
  console.log(JSON.stringify({ ...result, peakMegabytes: process.resourceUsage().maxRSS / 1024 } satisfies TextCase));
}

const forwardTimes = milliseconds(forward);
// Reported before the backward pass, in which some implementations fail.
report({ forward: forwardTimes, forwardAndBackward: [] });
report({ forward: forwardTimes, forwardAndBackward: milliseconds(step) });
