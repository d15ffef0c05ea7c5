/**
 * x / ‖x‖ with x = (1/K) Σ_i f_i: one vector per image, the input of the classifier. It is zero where all regions are zero.
 *
 * @param regions - [n, K, D].
 * @param depth - D.
 * @param count - n.
 * @returns [n, D].
 */
export function poolRegions(regions: Float32Array, depth: number, count: number): Float32Array {
  const result = new Float32Array(count * depth);
  const length = regions.length / count;
  for (let image = 0; image < count; image++) {
    const pooled = result.subarray(image * depth, (image + 1) * depth);
    for (let from = image * length; from < (image + 1) * length; from += depth) {
      for (let i = 0; i < depth; i++) pooled[i] = (pooled[i] as number) + (regions[from + i] as number);
    }
    const norm = Math.sqrt(pooled.reduce((sum, value) => sum + value * value, 0));
    if (norm > 0) for (let i = 0; i < depth; i++) pooled[i] = (pooled[i] as number) / norm;
  }
  return result;
}
