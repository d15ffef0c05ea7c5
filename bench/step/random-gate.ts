import { type Rank, randomUniform, type Tensor1D, type Tensor2D, zeros } from '@tensorflow/tfjs-core';

/** The weights of a gate. */
export interface RandomGate {
  readonly gateKernel: Tensor2D;
  readonly gateBias: Tensor1D;
  readonly candidateKernel: Tensor2D;
  readonly candidateBias: Tensor1D;
}

/** Seeded weights of a gate at this depth. */
export function randomGate(depth: number): RandomGate {
  const kernel = (seed: number) => randomUniform<Rank.R2>([2 * depth, depth], -0.03, 0.03, 'float32', seed);
  const bias = () => zeros<Rank.R1>([depth]);
  return { gateKernel: kernel(3), gateBias: bias(), candidateKernel: kernel(4), candidateBias: bias() };
}
