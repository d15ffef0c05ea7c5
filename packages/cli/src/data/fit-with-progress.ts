import type { FitShortlistOptions, FittedShortlist } from '@rs-sam/search/node';
import type { Reporter } from '../output/reporter';

/** Fits the shortlist head of a checkpoint, with a progress bar. */
export async function fitWithProgress(options: FitShortlistOptions, report: Reporter): Promise<FittedShortlist> {
  const { fitShortlist } = await import('@rs-sam/search/node');
  let progress: ReturnType<typeof report.progress> | undefined;
  return fitShortlist({
    ...options,
    onProgress: ({ done, total }) => {
      progress ??= report.progress({ label: 'shortlist', total, unit: 'images' });
      progress.update(done);
    },
  }).finally(() => progress?.stop());
}
