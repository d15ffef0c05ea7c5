/** How much of an image is covered where no attention is. */
const COVER = 0.75;

/**
 * Draws the attention of a word: one pixel for each region, which the style sheet stretches over the image. A region is covered the more,
 * the less attention it has; the one with the most is not covered.
 *
 * @param weights [rows × columns], row-major.
 */
export function drawHeat(
  canvas: HTMLCanvasElement,
  weights: readonly number[],
  [rows, columns]: readonly [number, number],
): void {
  [canvas.width, canvas.height] = [columns, rows];
  const context = canvas.getContext('2d');
  if (context === null) return;
  const image = context.createImageData(columns, rows);
  const most = Math.max(...weights);
  for (const [region, weight] of weights.entries()) {
    const cover = most > 0 ? COVER * (1 - weight / most) : COVER;
    image.data.set([8, 12, 28, Math.round(255 * cover)], 4 * region);
  }
  context.putImageData(image, 0, 0);
}

/** Where in an image the most attention is, in words. */
export function placeOfMost(weights: readonly number[], [rows, columns]: readonly [number, number]): string {
  const region = weights.indexOf(Math.max(...weights));
  const third = (at: number, of: number) => Math.min(2, Math.floor((3 * (at + 0.5)) / of));
  const vertical = ['top', 'middle', 'bottom'][third(Math.floor(region / columns), rows)] as string;
  const horizontal = ['left', 'centre', 'right'][third(region % columns, columns)] as string;
  if (vertical === 'middle') return horizontal === 'centre' ? 'the centre' : `the ${horizontal}`;
  return horizontal === 'centre' ? `the ${vertical}` : `the ${vertical} ${horizontal}`;
}
