export { mulberry32, mulberry32Numbers } from './mulberry32';
export { normalNumber } from './normal-number';
export { sampleIndices } from './sample-indices';
export { type Random, seededRandom, shuffled } from './seeded-random';
