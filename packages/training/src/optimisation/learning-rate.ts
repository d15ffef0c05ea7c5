/** How the learning rate decays. */
type Decay =
  /** Multiplied by `factor` after every `every` epochs. */
  | { readonly kind: 'step'; readonly every: number; readonly factor: number }
  /** From 1 to `floor` over all steps, along half a cosine (Loshchilov and Hutter 2017, without restarts). */
  | { readonly kind: 'cosine'; readonly floor: number };

/** The settings of the learning rate. */
export interface LearningRateOptions {
  readonly learningRate: number;
  /** Steps over which the rate rises linearly from learningRate / warmUpSteps; 0 for none. */
  readonly warmUpSteps: number;
  /** Null: constant. */
  readonly decay: Decay | null;
  readonly stepsPerEpoch: number;
  readonly epochs: number;
}

/**
 * `η(t) = η · min(1, (t + 1) / w) · d(t)`, with d(t) = factor^⌊epoch / every⌋ or floor + (1 − floor) (1 + cos(π t / T)) / 2.
 *
 * @param step t, from 0, over the whole training.
 */
export function learningRateAt(step: number, options: LearningRateOptions): number {
  const { learningRate, warmUpSteps, decay, stepsPerEpoch, epochs } = options;
  const warmUp = warmUpSteps === 0 ? 1 : Math.min(1, (step + 1) / warmUpSteps);
  if (decay === null) return learningRate * warmUp;
  if (decay.kind === 'step') {
    return learningRate * warmUp * decay.factor ** Math.floor(Math.floor(step / stepsPerEpoch) / decay.every);
  }
  const progress = Math.min(1, step / (stepsPerEpoch * epochs));
  return learningRate * warmUp * (decay.floor + ((1 - decay.floor) * (1 + Math.cos(Math.PI * progress))) / 2);
}
