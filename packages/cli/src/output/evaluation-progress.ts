import type { EvaluateOptions } from '@rs-sam/evaluation';
import type { Reporter } from './reporter';

/** A bar of the blocks of an evaluation that starts with the first block: existing scores need none. */
export function evaluationProgress(report: Reporter, label: string) {
  const began = performance.now();
  let bar: ReturnType<Reporter['progress']> | undefined;
  const update: NonNullable<EvaluateOptions['onProgress']> = ({ block, blocks, secondsLeft }) => {
    bar ??= report.progress({ label, total: blocks, unit: 'blocks', from: block - 1, began });
    bar.update(block, undefined, secondsLeft);
  };
  return { update, stop: () => bar?.stop() };
}
