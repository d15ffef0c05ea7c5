import type { PullWeightsOptions } from '@rs-sam/vision-features/node/weights';
import type { Reporter } from '../output/reporter';

/** Downloads weights, with a progress bar. */
export async function pullWithProgress(name: string, options: PullWeightsOptions, report: Reporter) {
  const { pullWeights } = await import('@rs-sam/vision-features/node/weights');
  let progress: ReturnType<typeof report.progress> | undefined;
  return pullWeights(name, {
    ...options,
    onProgress: ({ received, total }) => {
      if (total === undefined) return;
      progress ??= report.progress({ label: 'pull', total: megabytes(total), unit: 'MB', from: megabytes(received) });
      progress.update(megabytes(received));
    },
  }).finally(() => progress?.stop());
}

const megabytes = (bytes: number): number => Math.round(bytes / 1e5) / 10;
