import { type DataType, getKernel, type TensorInfo } from '@tensorflow/tfjs-core';
import type { AttentionWeightsAttributes, AttentionWeightsInputs } from '../../attention-weights-kernel';
import type { GatedCosineAttributes, GatedCosineInputs } from '../../gated-cosine-kernel';
import type { GruStepsAttributes, GruStepsInputs, GruTraceGradientInputs } from '../../gru-steps-kernel';
import type { HalfMatMulAttributes, HalvesGradientInputs } from '../../half-products-kernel';
import type { L2NormalizeGradientInputs } from '../../l2-normalize-kernel';
import type { MeanOfRowsAttributes } from '../../row-kernels';
import type {
  AdamStepAttributes,
  DescentStepAttributes,
  GradientScaleAttributes,
  MovingAveragesAttributes,
} from '../../training-step-kernels';
import type { TripletLossAttributes, TripletLossInputs } from '../../triplet-loss-kernel';
import { replaceKernel, stockKernel } from '../stock-kernel';
import { attentionWeights } from './attention-weights';
import { attentionWeightsGradient } from './attention-weights-gradient';
import { castToFloats } from './cast';
import { gatedCosine } from './gated-cosine';
import { gatedCosineGradient } from './gated-cosine-gradient';
import type { GpuBackend } from './gpu-backend';
import { gradientScale } from './gradient-scale';
import { gruTraceGradient } from './gru-gradient';
import { gruSteps } from './gru-steps';
import { l2Normalize, l2NormalizeGradient } from './l2-normalize';
import { adamStep, descentStep, movingAverages } from './optimiser-steps';
import { halfMatMul, halvesGradient, type MatMulAttributes, type MatMulInputs, matMul } from './products';
import {
  type AddThroughNormsInputs,
  addThroughNorms,
  maskRows,
  meanOfRows,
  meanOfRowsGradient,
  rowNorms,
} from './rows';
import { unsortedSegmentSum } from './segment-sum';
import { type SumAttributes, sum } from './sum';
import { tripletLoss } from './triplet-loss';

/** The arguments of a call of a kernel. */
interface Call<Inputs, Attributes = Readonly<Record<string, never>>> {
  readonly inputs: Inputs;
  readonly attrs: Attributes;
  readonly backend: GpuBackend;
}

type Tensors = Readonly<Record<string, TensorInfo>>;

interface Segments {
  readonly x: TensorInfo;
  readonly segmentIds: TensorInfo;
}

interface SegmentAttributes {
  readonly numSegments: number;
}

interface HalfInputs {
  readonly x: TensorInfo;
  readonly kernel: TensorInfo;
  readonly plus?: TensorInfo;
}

type Attention = AttentionWeightsInputs<TensorInfo>;

/** Registers our own kernels for tfjs's engine `webgpu`, in Node and in a browser; call it after `turnBeforeSplit`. */
export function registerWebgpuKernels(): void {
  // Remembers tfjs's own, so that a second registration does not wrap the first.
  stockKernel('Sum');
  add('Sum', ({ inputs: { x }, attrs, backend }: Call<{ x: TensorInfo }, SumAttributes>) => sum(x, attrs, backend));
  for (const kernelName of ['BatchMatMul', '_FusedMatMul']) {
    // With the fault that `turnBeforeSplit` works around.
    const { kernelFunc: other } = getKernel(kernelName, 'webgpu');
    replaceKernel<MatMulInputs, MatMulAttributes>(
      kernelName,
      (call) =>
        matMul(call.inputs, call.attrs, call.backend as unknown as GpuBackend) ?? (other(call as never) as TensorInfo),
    );
  }
  add('HalfMatMul', ({ inputs, attrs, backend }: Call<HalfInputs, HalfMatMulAttributes>) =>
    halfMatMul(inputs, attrs, backend),
  );
  add('HalfMatMulAdd', ({ inputs, attrs, backend }: Call<HalfInputs, HalfMatMulAttributes>) =>
    halfMatMul(inputs, attrs, backend),
  );
  add('HalvesGradient', ({ inputs, backend }: Call<HalvesGradientInputs<TensorInfo>>) =>
    halvesGradient(inputs, backend),
  );
  add('MaskRows', ({ inputs: { x, mask }, backend }: Call<{ x: TensorInfo; mask: TensorInfo }>) =>
    maskRows(x, mask, backend),
  );
  add('RowNorms', ({ inputs: { x }, backend }: Call<{ x: TensorInfo }>) => rowNorms(x, backend));
  add('AddThroughNorms', ({ inputs, backend }: Call<AddThroughNormsInputs>) => addThroughNorms(inputs, backend));
  add('MeanOfRows', ({ inputs, attrs, backend }: Call<{ x: TensorInfo; mask?: TensorInfo }, MeanOfRowsAttributes>) =>
    meanOfRows(inputs.x, inputs.mask, attrs, backend),
  );
  add(
    'MeanOfRowsGrad',
    ({ inputs, attrs, backend }: Call<{ dy: TensorInfo; mask?: TensorInfo }, MeanOfRowsAttributes>) =>
      meanOfRowsGradient(inputs.dy, inputs.mask, attrs, backend),
  );
  const otherCast = stockKernel<{ x: TensorInfo }, { dtype: DataType }>('Cast');
  replaceKernel<{ x: TensorInfo }, { dtype: DataType }>(
    'Cast',
    (call) => castToFloats(call.inputs.x, call.attrs.dtype, call.backend as unknown as GpuBackend) ?? otherCast(call),
  );
  const otherSegmentSum = stockKernel<Segments, SegmentAttributes>('UnsortedSegmentSum');
  replaceKernel<Segments, SegmentAttributes>('UnsortedSegmentSum', (call) => {
    const { x, segmentIds } = call.inputs;
    const { numSegments } = call.attrs;
    return (
      unsortedSegmentSum(x, segmentIds, numSegments, call.backend as unknown as GpuBackend) ?? otherSegmentSum(call)
    );
  });
  add('L2Normalize', ({ inputs: { x }, backend }: Call<{ x: TensorInfo }>) => l2Normalize(x, backend));
  add('L2NormalizeGrad', ({ inputs, backend }: Call<L2NormalizeGradientInputs<TensorInfo>>) =>
    l2NormalizeGradient(inputs, backend),
  );
  add('AttentionWeights', ({ inputs, attrs, backend }: Call<Attention, AttentionWeightsAttributes>) =>
    attentionWeights(inputs, attrs, backend),
  );
  add(
    'AttentionWeightsGrad',
    ({
      inputs,
      attrs,
      backend,
    }: Call<Attention & { weights: TensorInfo; dWeights: TensorInfo }, AttentionWeightsAttributes>) =>
      attentionWeightsGradient(inputs, attrs, backend),
  );
  add('GatedCosine', ({ inputs, attrs, backend }: Call<GatedCosineInputs<TensorInfo>, GatedCosineAttributes>) =>
    gatedCosine(inputs, attrs, backend),
  );
  add(
    'GatedCosineGrad',
    ({
      inputs,
      attrs,
      backend,
    }: Call<GatedCosineInputs<TensorInfo> & { dCosine: TensorInfo }, GatedCosineAttributes>) =>
      gatedCosineGradient(inputs, inputs.dCosine, attrs, backend),
  );
  add('GruSteps', ({ inputs, attrs, backend }: Call<GruStepsInputs<TensorInfo>, GruStepsAttributes>) =>
    gruSteps(inputs, attrs, backend),
  );
  add('GruTraceGrad', ({ inputs, attrs, backend }: Call<GruTraceGradientInputs<TensorInfo>, GruStepsAttributes>) =>
    gruTraceGradient(inputs, attrs, backend),
  );
  add('TripletLoss', ({ inputs, attrs, backend }: Call<TripletLossInputs<TensorInfo>, TripletLossAttributes>) =>
    tripletLoss(inputs, attrs, backend),
  );
  add('GradientScale', ({ inputs, attrs, backend }: Call<Tensors, GradientScaleAttributes>) =>
    gradientScale(inputs, attrs, backend),
  );
  add('AdamStep', ({ inputs, attrs, backend }: Call<Tensors, AdamStepAttributes>) => adamStep(inputs, attrs, backend));
  add('MovingAverages', ({ inputs, attrs, backend }: Call<Tensors, MovingAveragesAttributes>) =>
    movingAverages(inputs, attrs, backend),
  );
  add('DescentStep', ({ inputs, attrs, backend }: Call<Tensors, DescentStepAttributes>) =>
    descentStep(inputs, attrs, backend),
  );
}

function add<Inputs, Attributes>(
  kernelName: string,
  run: (call: Call<Inputs, Attributes>) => TensorInfo | TensorInfo[],
): void {
  replaceKernel<Inputs, Attributes>(kernelName, ({ inputs, attrs, backend }) =>
    run({ inputs, attrs, backend: backend as unknown as GpuBackend }),
  );
}
