/** The value at x; the gradient is written into `gradient`. */
export type Objective = (x: Float64Array, gradient: Float64Array) => number;

export interface MinimiseOptions {
  /** Default: 200. */
  readonly iterations?: number;
  /** Stops where no component of the gradient is larger. Default: 1e-5. */
  readonly tolerance?: number;
  /** Number of pairs of steps and changes that are kept. Default: 10. */
  readonly memory?: number;
}

interface Pair {
  readonly step: Float64Array;
  readonly change: Float64Array;
  /** 1 / (step · change). */
  readonly rho: number;
}

/**
 * L-BFGS with a backtracking line search (J. Nocedal and S. Wright, Numerical Optimization, algorithm 7.4): the minimum of a smooth
 * convex function. It is deterministic.
 *
 * @returns The minimum, and whether the tolerance was reached.
 */
export function minimise(
  objective: Objective,
  start: Float64Array,
  { iterations = 200, tolerance = 1e-5, memory = 10 }: MinimiseOptions = {},
): { x: Float64Array; value: number; converged: boolean } {
  let x = Float64Array.from(start);
  let gradient = new Float64Array(x.length);
  let value = objective(x, gradient);
  const pairs: Pair[] = [];
  for (let iteration = 0; iteration < iterations; iteration++) {
    if (gradient.every((component) => Math.abs(component) <= tolerance)) return { x, value, converged: true };
    const direction = descent(gradient, pairs);
    const slope = dot(direction, gradient);
    const next = new Float64Array(x.length);
    const nextGradient = new Float64Array(x.length);
    let rate = pairs.length === 0 ? Math.min(1, 1 / Math.sqrt(-slope)) : 1;
    let nextValue = Number.POSITIVE_INFINITY;
    for (let trial = 0; trial < 40; trial++, rate /= 2) {
      for (let i = 0; i < x.length; i++) next[i] = (x[i] as number) + rate * (direction[i] as number);
      nextValue = objective(next, nextGradient);
      if (nextValue <= value + 1e-4 * rate * slope) break;
    }
    // The remaining decrease is smaller than the rounding error.
    if (!(nextValue < value)) return { x, value, converged: false };
    remember(pairs, memory, difference(next, x), difference(nextGradient, gradient));
    [x, gradient, value] = [next, nextGradient, nextValue];
  }
  return { x, value, converged: false };
}

/** −H g, H the inverse Hessian that the kept pairs approximate. */
function descent(gradient: Float64Array, pairs: readonly Pair[]): Float64Array {
  const result = gradient.map((component) => -component);
  const alphas = pairs.map(() => 0);
  for (let i = pairs.length - 1; i >= 0; i--) {
    const { step, change, rho } = pairs[i] as Pair;
    alphas[i] = rho * dot(step, result);
    add(result, change, -(alphas[i] as number));
  }
  const last = pairs.at(-1);
  if (last) {
    const scale = 1 / (last.rho * dot(last.change, last.change));
    for (let i = 0; i < result.length; i++) result[i] = (result[i] as number) * scale;
  }
  pairs.forEach(({ step, change, rho }, i) => {
    add(result, step, (alphas[i] as number) - rho * dot(change, result));
  });
  return result;
}

function remember(pairs: Pair[], memory: number, step: Float64Array, change: Float64Array): void {
  const curvature = dot(step, change);
  if (curvature <= 1e-12) return;
  pairs.push({ step, change, rho: 1 / curvature });
  if (pairs.length > memory) pairs.shift();
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
}

function add(target: Float64Array, other: Float64Array, factor: number): void {
  for (let i = 0; i < target.length; i++) target[i] = (target[i] as number) + factor * (other[i] as number);
}

const difference = (a: Float64Array, b: Float64Array) => a.map((value, i) => value - (b[i] as number));
