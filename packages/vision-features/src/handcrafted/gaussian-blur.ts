/**
 * Convolution with exp(−r² / 2σ²), normalised, cut off far out; beyond its edges the image is mirrored (… c b | a b c …).
 *
 * @param image - [S, S], row by row. It is not changed.
 * @param size - S.
 * @param sigma - σ in pixels. With 0 nothing is blurred.
 * @param reach - Where it is cut off, in σ.
 * @returns [S, S].
 */
export function gaussianBlur(image: Float32Array, size: number, sigma: number, reach = 4): Float32Array {
  if (sigma === 0) return image;
  const kernel = gaussianKernel(sigma, reach);
  return blurColumns(blurRows(image, size, kernel), size, kernel);
}

function gaussianKernel(sigma: number, reach: number): Float64Array {
  const radius = Math.max(1, Math.round(reach * sigma));
  const kernel = Float64Array.from({ length: 2 * radius + 1 }, (_, i) =>
    Math.exp(-((i - radius) ** 2) / (2 * sigma ** 2)),
  );
  const sum = kernel.reduce((total, weight) => total + weight, 0);
  return kernel.map((weight) => weight / sum);
}

function blurRows(image: Float32Array, size: number, kernel: Float64Array): Float32Array {
  const radius = (kernel.length - 1) / 2;
  const places = Int32Array.from({ length: size + 2 * radius }, (_, i) => mirrored(i - radius, size));
  const shifts = Int32Array.from(kernel.keys());
  const result = new Float32Array(image.length);
  const row = new Float32Array(places.length);
  for (let from = 0; from < image.length; from += size) {
    for (let i = 0; i < row.length; i++) row[i] = image[from + (places[i] as number)] as number;
    weightedSums(row, shifts, kernel, result.subarray(from, from + size));
  }
  return result;
}

function blurColumns(image: Float32Array, size: number, kernel: Float64Array): Float32Array {
  const radius = (kernel.length - 1) / 2;
  const result = new Float32Array(image.length);
  for (let y = 0; y < size; y++) {
    const rows = Int32Array.from(kernel, (_, tap) => mirrored(y + tap - radius, size) * size);
    weightedSums(image, rows, kernel, result.subarray(y * size, (y + 1) * size));
  }
  return result;
}

/** out(x) = Σ_tap kernel(tap) · source(from(tap) + x). Four at a time: each addition has to wait for the one before it in its sum. */
function weightedSums(source: Float32Array, from: Int32Array, kernel: Float64Array, out: Float32Array): void {
  let x = 0;
  for (; x + 3 < out.length; x += 4) {
    let first = 0;
    let second = 0;
    let third = 0;
    let fourth = 0;
    for (let tap = 0; tap < kernel.length; tap++) {
      const weight = kernel[tap] as number;
      const at = (from[tap] as number) + x;
      first += weight * (source[at] as number);
      second += weight * (source[at + 1] as number);
      third += weight * (source[at + 2] as number);
      fourth += weight * (source[at + 3] as number);
    }
    out[x] = first;
    out[x + 1] = second;
    out[x + 2] = third;
    out[x + 3] = fourth;
  }
  for (; x < out.length; x++) {
    let sum = 0;
    for (let tap = 0; tap < kernel.length; tap++)
      sum += (kernel[tap] as number) * (source[(from[tap] as number) + x] as number);
    out[x] = sum;
  }
}

function mirrored(place: number, size: number): number {
  if (size === 1) return 0;
  const period = 2 * (size - 1);
  const folded = ((place % period) + period) % period;
  return Math.min(folded, period - folded);
}
