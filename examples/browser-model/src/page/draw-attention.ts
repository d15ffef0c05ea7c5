/**
 * Draws an image with the attention of a word to each cell of the grid: the brighter a cell, the larger its weight. The largest weight is
 * fully bright for every word.
 */
export function drawAttention(
  canvas: HTMLCanvasElement,
  image: ImageBitmap,
  weights: readonly number[],
  [rows, columns]: readonly [rows: number, columns: number],
): void {
  const context = canvas.getContext('2d') as CanvasRenderingContext2D;
  const { width, height } = canvas;
  context.drawImage(image, 0, 0, width, height);
  const largest = Math.max(...weights, Number.EPSILON);
  weights.forEach((weight, region) => {
    const [row, column] = [Math.floor(region / columns), region % columns];
    context.fillStyle = `rgb(0 0 0 / ${(0.75 * (1 - weight / largest)).toFixed(3)})`;
    context.fillRect((column * width) / columns, (row * height) / rows, width / columns, height / rows);
  });
}
