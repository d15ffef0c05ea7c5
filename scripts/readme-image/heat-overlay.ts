import sharp from 'sharp';

/** A word's attention over a square tile as a red PNG: transparent at the lowest weight, strongest at the highest, smooth in between. */
export async function heatOverlay(
  weights: readonly number[],
  [rows, columns]: readonly [rows: number, columns: number],
  size: number,
): Promise<Buffer> {
  const [least, most] = [Math.min(...weights), Math.max(...weights)];
  const opacity = weights.map((weight) => (most > least ? (215 * (weight - least)) / (most - least) : 0));
  const alpha = await sharp(Uint8Array.from(opacity), { raw: { width: columns, height: rows, channels: 1 } })
    .resize(size, size, { kernel: 'cubic', fit: 'fill' })
    .extractChannel(0)
    .raw()
    .toBuffer();
  return sharp({ create: { width: size, height: size, channels: 3, background: '#e01010' } })
    .joinChannel(alpha, { raw: { width: size, height: size, channels: 1 } })
    .png()
    .toBuffer();
}
