/**
 * The neutral name of a weight: `scope/conv1/kernel_1:0` → `kernel`, and Keras 1's `conv1_W_1:0` too.
 *
 * @returns undefined for any other name.
 */
export function weightName(given: string): string | undefined {
  const [, found] =
    /(?:^|[/_])(kernel|bias|gamma|beta|moving_mean|moving_variance|running_mean|running_std|W|b)(?:_\d+)?(?::\d+)?$/.exec(
      given,
    ) ?? [];
  return found === undefined ? undefined : (kerasOne[found] ?? found);
}

/** Keras 1's names. Its `running_std` is the variance. */
const kerasOne: Readonly<Record<string, string>> = {
  W: 'kernel',
  b: 'bias',
  running_mean: 'moving_mean',
  running_std: 'moving_variance',
};

/** The names of a layer's weights from their number and ranks, in Keras' order, for files that only number them. */
export function weightNamesByOrder(shapes: readonly (readonly number[])[]): readonly string[] | undefined {
  if (shapes[0] !== undefined && shapes[0].length > 1) return ['kernel', 'bias'].slice(0, shapes.length);
  if (shapes.length === 4) return ['gamma', 'beta', 'moving_mean', 'moving_variance'];
  return shapes.length === 3 ? ['beta', 'moving_mean', 'moving_variance'] : undefined;
}
