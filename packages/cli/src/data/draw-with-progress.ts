import type { WriteSyntheticOptions } from '@rs-sam/datasets/node';
import type { SyntheticDataset } from '@rs-sam/datasets/synthetic';
import type { Reporter } from '../output/reporter';

/** Draws synthetic scenes into a folder, with a progress bar. */
export async function drawWithProgress(
  folder: string,
  options: WriteSyntheticOptions,
  report: Reporter,
): Promise<SyntheticDataset> {
  const { writeSyntheticDataset } = await import('@rs-sam/datasets/node');
  let progress: ReturnType<typeof report.progress> | undefined;
  return writeSyntheticDataset(folder, {
    ...options,
    onProgress: ({ done, total }) => {
      progress ??= report.progress({ label: 'draw', total, unit: 'images', from: done });
      progress.update(done);
    },
  }).finally(() => progress?.stop());
}
