/** Weights whose biases are those of the other reset convention. */
export class GruBiasError extends Error {
  override readonly name = 'GruBiasError';

  /**
   * @param direction - `forward` or `backward`.
   * @param resetAfter - The convention that was asked for.
   */
  constructor(
    readonly direction: string,
    readonly resetAfter: boolean,
  ) {
    super(
      resetAfter
        ? `The ${direction} weights lack a recurrentBias in their gates or their candidate, which {resetAfter: true} needs: pass one (zeros will do), or {resetAfter: false}.`
        : `The ${direction} weights have a recurrentBias, which only {resetAfter: true} has a place for: leave it out, or pass {resetAfter: true}.`,
    );
  }
}
