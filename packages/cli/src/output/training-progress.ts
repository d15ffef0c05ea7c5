import type { TrainingEvent, ValidationMetrics } from '@rs-sam/training';
import { formatCount } from './format-count';
import { formatSeconds } from './pace';
import type { Progress } from './progress';
import type { Reporter } from './reporter';
import { tokensProgress } from './tokens-progress';

/** Reports a training: a bar with the loss, pairs per second and the time left, and a line per epoch. */
export function trainingProgress(report: Reporter) {
  let bar: Progress | undefined;
  const tokens = tokensProgress(report);
  let total = 0;
  let step = 0;
  // What the training itself expects: its validations, which the mean of the steps does not know, are in it.
  let left = { seconds: 0, at: 0 };
  const leftNow = () => Math.max(0, left.seconds - (performance.now() - left.at) / 1000);
  const start = () => {
    bar = report.progress({ label: 'train', total, unit: 'steps', from: step });
  };
  const stop = () => {
    tokens.stop();
    bar?.stop();
    bar = undefined;
  };
  const event = (happened: TrainingEvent): void => {
    if (happened.kind === 'tokens') {
      tokens.update(happened.done, happened.total);
    } else if (happened.kind === 'start') {
      stop();
      total = happened.epochs * happened.stepsPerEpoch;
      step = happened.resumedAt;
      const { pairs, images, vocabularySize, weights, notes } = happened;
      const counts = [formatCount(images, 'image'), formatCount(pairs, 'pair')];
      const words = vocabularySize === null ? '' : `, a vocabulary of ${vocabularySize} tokens`;
      report.note(`${counts.join(', ')}${words}, ${weights} weights.`);
      for (const note of notes) report.note(note);
      if (step > 0) report.note(`Resumes after step ${step} of ${total}.`);
    } else if (happened.kind === 'step') {
      if (bar === undefined) start();
      step = happened.step;
      const { epoch, loss, pairsPerSecond, secondsLeft } = happened;
      left = { seconds: secondsLeft, at: performance.now() };
      const details = `epoch ${epoch}, loss ${loss.toFixed(3)}, ${pairsPerSecond.toPrecision(3)} pairs/s`;
      bar?.update(step, details, secondsLeft);
    } else if (happened.kind === 'validation') {
      const { dataset, block, blocks } = happened;
      const of = dataset === null ? '' : ` of ${dataset}`;
      bar?.update(step, `validation${of}, block ${block}/${blocks}`, leftNow());
    } else if (happened.kind === 'epoch') {
      stop();
      const { metrics } = happened;
      report.result({ event: 'epoch', ...metrics }, () => {
        const { epoch, loss, validation, best, seconds } = metrics;
        const judged =
          validation === null ? '' : `, validation mR ${meanRecalls(validation)}${best ? ', the best so far' : ''}`;
        return `epoch ${epoch}: loss ${loss.toFixed(3)}${judged}, ${formatSeconds(seconds)}`;
      });
    }
  };
  return { event, stop };
}

/** The mR of a validation; of several data sets, their mean and each. */
function meanRecalls({ meanRecall, sources }: ValidationMetrics): string {
  const each = sources?.map((source) => `${source.name} ${source.meanRecall.toFixed(1)}`);
  return `${meanRecall.toFixed(1)}${each === undefined ? '' : ` (${each.join(', ')})`}`;
}
