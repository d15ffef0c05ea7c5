// What an engine computes besides tfjs's own kernels: names, inputs, attributes and results.
export type {
  AttentionWeightsAttributes,
  AttentionWeightsGradientKernel,
  AttentionWeightsInputs,
  AttentionWeightsKernel,
} from './attention-weights-kernel';
export type {
  GatedCosineAttributes,
  GatedCosineGradientKernel,
  GatedCosineGradients,
  GatedCosineInputs,
  GatedCosineKernel,
} from './gated-cosine-kernel';
export type {
  GatedUpdateGradientInputs,
  GatedUpdateGradientKernel,
  GatedUpdateInputs,
  GatedUpdateKernel,
} from './gated-update-kernel';
export type {
  GruStepRun,
  GruStepsAttributes,
  GruStepsGradientInputs,
  GruStepsGradientKernel,
  GruStepsInputs,
  GruStepsKernel,
  GruTraceGradientInputs,
  GruTraceGradientKernel,
} from './gru-steps-kernel';
export type {
  HalfMatMulAddKernel,
  HalfMatMulAttributes,
  HalfMatMulKernel,
  HalvesGradientInputs,
  HalvesGradientKernel,
} from './half-products-kernel';
export type {
  L2NormalizeGradientInputs,
  L2NormalizeGradientKernel,
  L2NormalizeKernel,
} from './l2-normalize-kernel';
export type {
  AddThroughNormsKernel,
  MaskRowsKernel,
  MeanOfRowsAttributes,
  MeanOfRowsGradientKernel,
  MeanOfRowsKernel,
  RowNormsKernel,
} from './row-kernels';
export type {
  AdamStepAttributes,
  AdamStepKernel,
  DescentStepAttributes,
  DescentStepKernel,
  GradientScaleAttributes,
  GradientScaleKernel,
  MovingAveragesAttributes,
  MovingAveragesKernel,
} from './training-step-kernels';
export type { TripletLossAttributes, TripletLossInputs, TripletLossKernel } from './triplet-loss-kernel';
