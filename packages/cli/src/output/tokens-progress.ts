import type { Progress } from './progress';
import type { Reporter } from './reporter';

/** A bar of the captions that a text network computes; it starts with the first ones: stored tokens need none. */
export function tokensProgress(report: Reporter) {
  let bar: Progress | undefined;
  const stop = () => {
    bar?.stop();
    bar = undefined;
  };
  const update = (done: number, total: number): void => {
    bar ??= report.progress({ label: 'tokens', total, unit: 'captions' });
    bar.update(done);
    if (done === total) stop();
  };
  return { update, stop };
}
