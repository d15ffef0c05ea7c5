// Compiled to a module of about 18 kB that works on the memory of tfjs's own wasm engine. It allocates nothing and holds no data.
export { adam } from './adam';
export { attend, attendGradient, attendGradientScratch, attendScratch } from './attention-weights';
export { backward, backwardScratch, forward, forwardScratch } from './gated-cosine';
export { gatedUpdate, gatedUpdateGradient } from './gated-update';
export { movingAverage } from './moving-average';
export { transpose } from './transpose';
export { accumulate, dot, sumRows, tanh } from './elementwise';
export { l2Normalize, l2NormalizeGradient } from './l2-normalize';
