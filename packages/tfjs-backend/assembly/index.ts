// Compiled to a module of about 3 kB that works on the memory of tfjs's own wasm engine. It allocates nothing and holds no data.
export { backward, backwardScratch, forward, forwardScratch } from './gated-cosine';
export { transpose } from './transpose';
export { tanh } from './unary';
