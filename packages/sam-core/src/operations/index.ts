export { checkFeatures, type RegionsAndWords } from '../operands/alignment-operands';
export { withoutPadding } from '../operands/without-padding';
export { DIRECTIONS } from '../options/alignment-options';
export { LEAKY_SLOPE } from './attention-weights';
export { EPSILON } from './epsilon';
export { type GatedUpdateOperands, gatedUpdate } from './gated-update';
export { l2Normalize } from './l2-normalize';
export { MASKED, maskedSoftmax } from './masked-softmax';
