import {
  getKernel,
  type KernelConfig,
  type KernelFunc,
  registerKernel,
  type TensorInfo,
  unregisterKernel,
} from '@tensorflow/tfjs-core';
import type { AttentionWeightsAttributes, AttentionWeightsInputs } from '../attention-weights-kernel';
import type { GatedCosineAttributes, GatedCosineInputs } from '../gated-cosine-kernel';
import type { GatedUpdateGradientInputs, GatedUpdateInputs } from '../gated-update-kernel';
import type { GruStepsAttributes, GruStepsGradientInputs, GruStepsInputs } from '../gru-steps-kernel';
import type { HalfMatMulAttributes, HalvesGradientInputs } from '../half-products-kernel';
import type { L2NormalizeGradientInputs } from '../l2-normalize-kernel';
import { KernelError } from './kernel-error';
import { type AdamUpdateAttributes, type AdamUpdateInputs, adamUpdate } from './kernels/adam-update';
import { attentionWeights, attentionWeightsGradient } from './kernels/attention-weights';
import { type Conv2DBackpropFilterAttributes, conv2dBackpropFilter } from './kernels/conv2d-backprop-filter';
import { gatedCosine, gatedCosineGradient, sizesOf } from './kernels/gated-cosine';
import { gatedUpdate, gatedUpdateGradient } from './kernels/gated-update';
import { type GatherAttributes, gatherRows } from './kernels/gather-rows';
import { l2Normalize, l2NormalizeGradient } from './kernels/l2-normalize';
import { type MovingAverageAttributes, type MovingAverageInputs, movingAverage } from './kernels/moving-average';
import { unsortedSegmentSum } from './kernels/segment-sum';
import { sliceRun } from './kernels/slice';
import { splitRuns } from './kernels/split';
import { type SumAttributes, sumFirstAxes } from './kernels/sum';
import { nativeGatedCosine, suitsNative } from './native/gated-cosine';
import { nativeGatedCosineGradient } from './native/gated-cosine-gradient';
import { nativeGruSteps, nativeGruStepsGradient } from './native/gru-steps';
import type { NativeGraphs } from './native/native-graphs';
import { ownKernels, withScratch } from './own-kernels';
import { applyEpilogue, type Epilogue, type EpilogueKernels } from './products/fused-mat-mul';
import { halfMatMul, halvesGradient } from './products/half-products';
import { type KernelFunction, matMul, type ShippedKernels } from './products/mat-mul';
import { addressOf, sizeOf, type WasmBackend } from './wasm-backend';

/** The arguments of a call of a kernel. */
interface Call<Inputs, Attributes = Readonly<Record<string, never>>> {
  readonly inputs: Inputs;
  readonly attrs: Attributes;
}

/** tfjs's own kernels, saved before they are replaced: a second call must wrap them, not our replacements. */
let shipped:
  | (ShippedKernels &
      EpilogueKernels & {
        readonly tanh: KernelFunction;
        readonly slice: KernelFunction;
        readonly split: KernelFunction;
        readonly gather: KernelFunction;
        readonly identity: KernelFunction;
        readonly sum: KernelFunction;
      })
  | undefined;

/**
 * Adds the kernels that tfjs's wasm engine lacks for training, and replaces the slow ones. Call it when the engine is initialised.
 *
 * @param native computes what is large, where given.
 */
export function registerKernels(backend: WasmBackend, native: NativeGraphs | undefined): void {
  shipped ??= {
    matMul: kernelOf('BatchMatMul'),
    transpose: kernelOf('Transpose'),
    tanh: kernelOf('Tanh'),
    slice: kernelOf('Slice'),
    split: kernelOf('SplitV'),
    gather: kernelOf('GatherV2'),
    identity: kernelOf('Identity'),
    sum: kernelOf('Sum'),
    add: kernelOf('Add'),
    leakyRelu: kernelOf('LeakyRelu'),
    prelu: kernelOf('Prelu'),
    activations: {
      relu: kernelOf('Relu'),
      relu6: kernelOf('Relu6'),
      sigmoid: kernelOf('Sigmoid'),
      elu: kernelOf('Elu'),
    },
  };
  const kernels = shipped;
  const own = ownKernels(backend);
  const multiply = (a: TensorInfo, b: TensorInfo, transposeA: boolean, transposeB: boolean) =>
    matMul(a, b, transposeA, transposeB, backend, kernels, native);

  replace('BatchMatMul', ({ inputs: { a, b }, attrs }: Call<Operands, Transposes>) =>
    multiply(a, b, attrs.transposeA, attrs.transposeB),
  );
  replace('_FusedMatMul', ({ inputs, attrs }: Call<Operands & Epilogue, Transposes & Epilogue>) =>
    applyEpilogue(
      multiply(inputs.a, inputs.b, attrs.transposeA, attrs.transposeB),
      { ...attrs, ...inputs },
      backend,
      kernels,
    ),
  );
  replace('HalfMatMul', ({ inputs, attrs }: Call<{ x: TensorInfo; kernel: TensorInfo }, HalfMatMulAttributes>) =>
    halfMatMul(inputs.x, inputs.kernel, attrs, backend, native, multiply),
  );
  replace('HalvesGradient', ({ inputs }: Call<HalvesGradientInputs<TensorInfo>>) =>
    halvesGradient(inputs, backend, native, multiply),
  );
  replace(
    'Slice',
    ({ inputs: { x }, attrs }: Call<{ x: TensorInfo }, { begin: number[]; size: number[] }>) =>
      sliceRun(x, attrs.begin, attrs.size, backend) ?? kernels.slice({ inputs: { x }, backend, attrs }),
  );
  replace(
    'SplitV',
    ({ inputs: { x }, attrs }: Call<{ x: TensorInfo }, { numOrSizeSplits: number[] | number; axis: number }>) =>
      splitRuns(x, attrs, backend) ?? kernels.split({ inputs: { x }, backend, attrs }),
  );
  // tfjs copies every tensor that is kept for a gradient. No kernel writes to its inputs, so the copy may be the same memory.
  replace('Identity', ({ inputs: { x } }: Call<{ x: TensorInfo }>) => {
    if (x.dtype === 'string') return kernels.identity({ inputs: { x }, backend });
    backend.incRef(x.dataId);
    return { dataId: x.dataId, shape: x.shape, dtype: x.dtype };
  });
  replace(
    'GatherV2',
    ({ inputs, attrs }: Call<{ x: TensorInfo; indices: TensorInfo }, GatherAttributes>) =>
      gatherRows(inputs.x, inputs.indices, attrs, backend) ??
      kernels.gather({ inputs: { ...inputs }, backend, attrs: { ...attrs } }),
  );
  replace('UnsortedSegmentSum', ({ inputs, attrs }: Call<Segments, { numSegments: number }>) =>
    unsortedSegmentSum(inputs.x, inputs.segmentIds, attrs.numSegments, backend, own),
  );
  replace(
    'Conv2DBackpropFilter',
    ({ inputs, attrs }: Call<{ x: TensorInfo; dy: TensorInfo }, Conv2DBackpropFilterAttributes>) =>
      conv2dBackpropFilter(inputs.x, inputs.dy, attrs, backend, (a, b) => multiply(a, b, true, false)),
  );

  if (native === undefined) {
    remove('GruSteps');
    remove('GruStepsGrad');
  } else {
    replace('GruSteps', ({ inputs, attrs }: Call<GruStepsInputs<TensorInfo>, GruStepsAttributes>) =>
      nativeGruSteps(inputs, attrs, backend, native),
    );
    replace('GruStepsGrad', ({ inputs, attrs }: Call<GruStepsGradientInputs<TensorInfo>, GruStepsAttributes>) =>
      nativeGruStepsGradient(inputs, attrs, backend, native),
    );
  }

  if (own === undefined) return;
  replace('Tanh', ({ inputs: { x } }: Call<{ x: TensorInfo }>) => {
    if (x.dtype !== 'float32') return kernels.tanh({ inputs: { x }, backend });
    const y = backend.makeOutput(x.shape, 'float32');
    withScratch(backend, 16, (buffer) =>
      own.tanh(addressOf(backend, x), addressOf(backend, y), sizeOf(x.shape), buffer),
    );
    return y;
  });
  replace(
    'Sum',
    ({ inputs: { x }, attrs }: Call<{ x: TensorInfo }, SumAttributes>) =>
      sumFirstAxes(x, attrs, backend, own) ?? kernels.sum({ inputs: { x }, backend, attrs: { ...attrs } }),
  );
  replace('L2Normalize', ({ inputs: { x } }: Call<{ x: TensorInfo }>) => l2Normalize(x, backend, own));
  replace('L2NormalizeGrad', ({ inputs }: Call<L2NormalizeGradientInputs<TensorInfo>>) =>
    l2NormalizeGradient(inputs, backend, own),
  );
  replace('GatedUpdate', ({ inputs }: Call<GatedUpdateInputs<TensorInfo>>) => gatedUpdate(inputs, backend, own));
  replace('GatedUpdateGrad', ({ inputs }: Call<GatedUpdateGradientInputs<TensorInfo>>) =>
    gatedUpdateGradient(inputs, backend, own),
  );
  replace('AdamUpdate', ({ inputs, attrs }: Call<AdamUpdateInputs, AdamUpdateAttributes>) =>
    adamUpdate(inputs, attrs, backend, own),
  );
  replace('MovingAverage', ({ inputs, attrs }: Call<MovingAverageInputs, MovingAverageAttributes>) =>
    movingAverage(inputs, attrs, backend, own),
  );
  replace('AttentionWeights', ({ inputs, attrs }: Call<Attention, AttentionWeightsAttributes>) =>
    attentionWeights(inputs, attrs, backend, own),
  );
  replace(
    'AttentionWeightsGrad',
    ({ inputs, attrs }: Call<Attention & { weights: TensorInfo; dWeights: TensorInfo }, AttentionWeightsAttributes>) =>
      attentionWeightsGradient(inputs, attrs, backend, own),
  );
  replace('GatedCosine', ({ inputs, attrs }: Call<GatedCosineInputs<TensorInfo>, GatedCosineAttributes>) => {
    const result = suitable(inputs) && nativeGatedCosine(inputs, attrs, backend, native as NativeGraphs);
    return result || gatedCosine(inputs, attrs, backend, own);
  });
  replace(
    'GatedCosineGrad',
    ({ inputs, attrs }: Call<GatedCosineInputs<TensorInfo> & { dCosine: TensorInfo }, GatedCosineAttributes>) => {
      const { dCosine } = inputs;
      const result =
        suitable(inputs) && nativeGatedCosineGradient(inputs, dCosine, attrs, backend, native as NativeGraphs, own);
      return result || gatedCosineGradient(inputs, dCosine, attrs, backend, own);
    },
  );
  const suitable = (inputs: GatedCosineInputs<TensorInfo>): boolean =>
    native !== undefined && suitsNative(sizesOf(inputs));
}

type Attention = AttentionWeightsInputs<TensorInfo>;

interface Operands {
  readonly a: TensorInfo;
  readonly b: TensorInfo;
}

interface Transposes {
  readonly transposeA: boolean;
  readonly transposeB: boolean;
}

interface Segments {
  readonly x: TensorInfo;
  readonly segmentIds: TensorInfo;
}

/** The function of one of tfjs's own wasm kernels. */
function kernelOf(kernelName: string): KernelFunction {
  const kernel = getKernel(kernelName, 'wasm');
  if (kernel === undefined) {
    throw new KernelError(kernelName, 'tfjs does not have it. Install @tensorflow/tfjs-backend-wasm 4.22.0.');
  }
  return kernel.kernelFunc as unknown as KernelFunction;
}

/** Registers a kernel for wasm and removes the one that had its name. */
function replace<Inputs, Attributes>(
  kernelName: string,
  run: (call: Call<Inputs, Attributes>) => TensorInfo | TensorInfo[],
): void {
  remove(kernelName);
  const config: KernelConfig = { kernelName, backendName: 'wasm', kernelFunc: run as unknown as KernelFunc };
  registerKernel(config);
}

function remove(kernelName: string): void {
  if (getKernel(kernelName, 'wasm') !== undefined) unregisterKernel(kernelName, 'wasm');
}
