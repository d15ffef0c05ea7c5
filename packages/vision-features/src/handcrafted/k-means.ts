import { RsSamError } from '@rs-sam/foundation/errors';
import { mulberry32Numbers } from '@rs-sam/foundation/random';
import { type Centroids, centroidsOf, nearestCentroid, squaredDistance } from './nearest-centroid';

export interface KMeansOptions {
  /** k. */
  readonly clusters: number;
  /** Default: 1. */
  readonly seed?: number;
  /** Largest number of rounds. Default: 50. */
  readonly rounds?: number;
  /** After each round. `moved`: points that changed their cluster. */
  readonly onRound?: (round: number, moved: number) => void;
  readonly signal?: AbortSignal;
}

export interface Clusters {
  /** [k, length]. */
  readonly centroids: Float32Array;
  /** Cluster of each point. */
  readonly assignments: Int32Array;
  /** Σ ‖x − c(x)‖². */
  readonly inertia: number;
}

/** There are fewer different points than clusters. */
export class TooFewPointsError extends RsSamError {
  override readonly name = 'TooFewPointsError';
  override readonly code = 'RS_SAM_TOO_FEW_POINTS';

  constructor(
    readonly points: number,
    readonly clusters: number,
  ) {
    super(
      `${clusters} clusters need as many different points, and there are only ${points}. Pass more points, or ask for fewer clusters.`,
    );
  }
}

/**
 * argmin Σ ‖x − c(x)‖², a local one: Lloyd's rounds until no point moves, from centroids that k-means++ draws
 * (D. Arthur and S. Vassilvitskii, SODA 2007). A cluster without points gets the point that is farthest from its centroid.
 *
 * It works on flat memory, because libraries for nested arrays need several times the memory for 100,000 descriptors.
 *
 * @param points - [n, length].
 * @throws {TooFewPointsError}
 * @throws The signal's reason, between two rounds.
 */
export async function kMeans(points: Float32Array, length: number, options: KMeansOptions): Promise<Clusters> {
  const { clusters, seed = 1, rounds = 50, onRound, signal } = options;
  const count = points.length / length;
  let centroids = centroidsOf(seedCentroids(points, length, clusters, mulberry32Numbers(seed)), length);
  const assignments = new Int32Array(count).fill(-1);
  for (let round = 1; round <= rounds; round++) {
    // Lets timers and signals run.
    await new Promise((resolve) => setTimeout(resolve));
    signal?.throwIfAborted();
    const moved = assign(points, centroids, assignments);
    onRound?.(round, moved);
    if (moved === 0) break;
    centroids = centroidsOf(means(points, centroids, assignments), length);
  }
  assign(points, centroids, assignments);
  let inertia = 0;
  for (let i = 0; i < count; i++) inertia += distanceTo(points, i, centroids, assignments);
  return { centroids: centroids.values, assignments, inertia };
}

/** Each is one of the points, drawn in proportion to its squared distance from the nearest one so far. */
function seedCentroids(points: Float32Array, length: number, clusters: number, random: () => number): Float32Array {
  const count = points.length / length;
  const result = new Float32Array(clusters * length);
  const distances = new Float64Array(count).fill(1);
  for (let cluster = 0; cluster < clusters; cluster++) {
    const total = distances.reduce((sum, distance) => sum + distance, 0);
    if (total === 0 || count === 0) throw new TooFewPointsError(Math.min(count, cluster), clusters);
    const chosen = draw(distances, random() * total);
    result.set(points.subarray(chosen * length, (chosen + 1) * length), cluster * length);
    for (let i = 0; i < count; i++) {
      const distance = squaredDistance(points, i * length, result, cluster * length, length);
      distances[i] = cluster === 0 ? distance : Math.min(distances[i] as number, distance);
    }
  }
  return result;
}

function draw(weights: Float64Array, target: number): number {
  let left = target;
  let last = 0;
  for (let i = 0; i < weights.length; i++) {
    if (weights[i] === 0) continue;
    last = i;
    left -= weights[i] as number;
    if (left < 0) return i;
  }
  return last;
}

function assign(points: Float32Array, centroids: Centroids, assignments: Int32Array): number {
  let moved = 0;
  for (let i = 0; i < assignments.length; i++) {
    const nearest = nearestCentroid(points, i * centroids.length, centroids);
    if (nearest !== assignments[i]) moved++;
    assignments[i] = nearest;
  }
  return moved;
}

function means(points: Float32Array, before: Centroids, assignments: Int32Array): Float32Array {
  const { length } = before;
  const sums = new Float64Array(before.values.length);
  const sizes = new Int32Array(before.squares.length);
  assignments.forEach((cluster, i) => {
    sizes[cluster] = (sizes[cluster] as number) + 1;
    for (let at = 0; at < length; at++) {
      sums[cluster * length + at] = (sums[cluster * length + at] as number) + (points[i * length + at] as number);
    }
  });
  const result = new Float32Array(sums.length);
  for (let i = 0; i < sums.length; i++) result[i] = (sums[i] as number) / (sizes[Math.floor(i / length)] as number);
  refill(result, sizes, points, before, assignments);
  return result;
}

/** Gives each cluster without points one of the farthest points, each a different one. */
function refill(
  result: Float32Array,
  sizes: Int32Array,
  points: Float32Array,
  before: Centroids,
  assignments: Int32Array,
): void {
  const empty = [...sizes.keys()].filter((cluster) => sizes[cluster] === 0);
  if (empty.length === 0) return;
  const distances = Float64Array.from(assignments, (_, i) => distanceTo(points, i, before, assignments));
  const farthest = [...distances.keys()].sort((a, b) => (distances[b] as number) - (distances[a] as number));
  empty.forEach((cluster, i) => {
    const point = (farthest[i] as number) * before.length;
    result.set(points.subarray(point, point + before.length), cluster * before.length);
  });
}

const distanceTo = (points: Float32Array, i: number, { values, length }: Centroids, assignments: Int32Array): number =>
  squaredDistance(points, i * length, values, (assignments[i] as number) * length, length);
