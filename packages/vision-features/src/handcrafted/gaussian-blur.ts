/**
 * Convolution with exp(−r² / 2σ²), normalised, cut at 4σ; beyond its edges the image is mirrored (… c b | a b c …).
 *
 * @param image - [S, S], row by row. It is not changed.
 * @param size - S.
 * @param sigma - σ in pixels. With 0 nothing is blurred.
 * @returns [S, S].
 */
export function gaussianBlur(image: Float32Array, size: number, sigma: number): Float32Array {
  if (sigma === 0) return image;
  const kernel = gaussianKernel(sigma);
  const rows = blurRows(image, size, kernel);
  return transposed(blurRows(transposed(rows, size), size, kernel), size);
}

function gaussianKernel(sigma: number): Float64Array {
  const radius = Math.max(1, Math.round(4 * sigma));
  const kernel = Float64Array.from({ length: 2 * radius + 1 }, (_, i) =>
    Math.exp(-((i - radius) ** 2) / (2 * sigma ** 2)),
  );
  const sum = kernel.reduce((total, weight) => total + weight, 0);
  return kernel.map((weight) => weight / sum);
}

function blurRows(image: Float32Array, size: number, kernel: Float64Array): Float32Array {
  const radius = (kernel.length - 1) / 2;
  const places = Int32Array.from({ length: size + 2 * radius }, (_, i) => mirrored(i - radius, size));
  const result = new Float32Array(image.length);
  for (let row = 0; row < image.length; row += size) {
    for (let x = 0; x < size; x++) {
      let sum = 0;
      for (let tap = 0; tap < kernel.length; tap++) {
        sum += (kernel[tap] as number) * (image[row + (places[x + tap] as number)] as number);
      }
      result[row + x] = sum;
    }
  }
  return result;
}

function mirrored(place: number, size: number): number {
  if (size === 1) return 0;
  const period = 2 * (size - 1);
  const folded = ((place % period) + period) % period;
  return Math.min(folded, period - folded);
}

function transposed(image: Float32Array, size: number): Float32Array {
  const result = new Float32Array(image.length);
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) result[x * size + y] = image[y * size + x] as number;
  }
  return result;
}
