import { table } from '../table';
import type { StepSizes } from './workload';

/** Kernel times of a step that ran in its own process. */
export interface KernelAnswer {
  readonly seconds: readonly number[];
  /** Seconds of each kernel in the last step. */
  readonly kernels: Readonly<Record<string, number>>;
  /** Multiply-adds per second, in billions, of one [B·K, D] by [D, D] product on the same engine. */
  readonly productGmacs: number;
}

/**
 * Multiply-adds of the products that every step needs: both sides through both halves of both kernels, forward and for the
 * kernels' gradient, the words' own gradient through them, and the similarities. Regions are frozen.
 */
function multiplyAdds({ batch, regions, words, depth }: StepSizes): { products: number; pairs: number } {
  const [f, t] = [batch * regions, batch * words];
  const projections = 2 * (f + t) * depth * depth;
  return {
    products: 2 * projections + 2 * t * depth * depth + 2 * f * t * depth,
    // Three attended products for every pair, forward only: in the backward pass most pairs have no gradient.
    pairs: 3 * f * t * depth,
  };
}

/** The time of a step by kernel, and the time of its products alone at the engine's measured speed. */
export function kernelReport(
  title: string,
  { seconds, kernels, productGmacs }: KernelAnswer,
  sizes: StepSizes,
): string {
  const total = seconds.at(-1) as number;
  const sorted = Object.entries(kernels).sort(([, a], [, b]) => b - a);
  const shown = sorted.filter(([, time]) => time >= 0.02 * total);
  const inKernels = sorted.reduce((sum, [, time]) => sum + time, 0);
  const row = (name: string, time: number) => [name, time.toFixed(3), `${((100 * time) / total).toFixed(0)} %`];
  const { products, pairs } = multiplyAdds(sizes);
  const limit = products / (productGmacs * 1e9);
  return [
    `${title}: where one step of ${total.toFixed(2)} s goes`,
    table([
      ['kernel', 'seconds', 'share'],
      ...shown.map(([name, time]) => row(name, time)),
      row('other kernels', inKernels - shown.reduce((sum, [, time]) => sum + time, 0)),
      row('outside kernels', total - inKernels),
    ]),
    `Arithmetic limit: ${(products / 1e9).toFixed(1)} G multiply-adds in matrix products take ${limit.toFixed(2)} s at the ${productGmacs.toFixed(0)} G/s of one large product here;`,
    `the attended products of all pairs are ${(pairs / 1e9).toFixed(1)} G more, inside GatedCosine.`,
  ].join('\n');
}
