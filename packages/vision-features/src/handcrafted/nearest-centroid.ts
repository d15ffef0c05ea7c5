/** The centroids of clusters, with their squared norms for the search of the nearest. */
export interface Centroids {
  /** [k, length]. */
  readonly values: Float32Array;
  readonly length: number;
  /** ‖c‖², [k]. */
  readonly squares: Float64Array;
}

export function centroidsOf(values: Float32Array, length: number): Centroids {
  const squares = Float64Array.from({ length: values.length / length }, (_, i) =>
    dot(values, i * length, values, i * length, length),
  );
  return { values, length, squares };
}

/** argmin_c ‖x − c‖² = argmin_c ‖c‖² − 2 x·c; of equal ones the first. `x` starts at `offset` in `points`. */
export function nearestCentroid(points: Float32Array, offset: number, { values, length, squares }: Centroids): number {
  let nearest = 0;
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < squares.length; i++) {
    const distance = (squares[i] as number) - 2 * dot(points, offset, values, i * length, length);
    if (distance < least) {
      least = distance;
      nearest = i;
    }
  }
  return nearest;
}

/** ‖x − y‖²; x starts at `i` in `a`, y at `j` in `b`. */
export function squaredDistance(a: Float32Array, i: number, b: Float32Array, j: number, length: number): number {
  let sum = 0;
  for (let at = 0; at < length; at++) {
    const difference = (a[i + at] as number) - (b[j + at] as number);
    sum += difference * difference;
  }
  return sum;
}

/** Four independent sums: dependent additions would take twice as long. */
function dot(a: Float32Array, i: number, b: Float32Array, j: number, length: number): number {
  let [first, second, third, fourth] = [0, 0, 0, 0];
  let at = 0;
  for (; at + 3 < length; at += 4) {
    first += (a[i + at] as number) * (b[j + at] as number);
    second += (a[i + at + 1] as number) * (b[j + at + 1] as number);
    third += (a[i + at + 2] as number) * (b[j + at + 2] as number);
    fourth += (a[i + at + 3] as number) * (b[j + at + 3] as number);
  }
  for (; at < length; at++) first += (a[i + at] as number) * (b[j + at] as number);
  return first + second + (third + fourth);
}
