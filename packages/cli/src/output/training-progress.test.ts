import type { TrainingEvent } from '@rs-sam/training';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Progress } from './progress';
import type { Reporter } from './reporter';
import { trainingProgress } from './training-progress';

beforeEach(() => vi.useFakeTimers({ toFake: ['performance'] }));
afterEach(() => vi.useRealTimers());

it('shows the time left that the training expects, validations included', () => {
  const shown: (number | undefined)[] = [];
  const bar: Progress = { update: (_done, _details, left) => void shown.push(left), stop: () => undefined };
  const report: Reporter = { json: false, result: () => undefined, note: () => undefined, progress: () => bar };
  const { event } = trainingProgress(report);
  const place = { epoch: 1, stepInEpoch: 1, stepsPerEpoch: 2 };
  const step = { ...place, kind: 'step', loss: 1, gradientNorm: 1, learningRate: 1, pairsPerSecond: 9 } as const;
  const events: TrainingEvent[] = [
    {
      kind: 'start',
      resumedAt: 0,
      pairs: 9,
      images: 3,
      vocabularySize: 5,
      weights: 7,
      epochs: 1,
      stepsPerEpoch: 2,
      notes: [],
    },
    { ...step, step: 1, secondsLeft: 50 },
    { ...step, step: 2, secondsLeft: 40 },
  ];
  for (const happened of events) event(happened);
  vi.advanceTimersByTime(15_000);
  event({ kind: 'validation', dataset: null, epoch: 1, block: 1, blocks: 2 });
  expect(shown).toEqual([50, 40, 25]);
});
