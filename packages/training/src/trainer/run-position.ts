import { CheckpointError } from '@rs-sam/models';
import * as v from 'valibot';

/** The position of a run: together with the weights and the optimiser's state, everything that the rest of the run depends on. */
export interface RunPosition {
  /** Current epoch, from 0. */
  readonly epoch: number;
  /** Completed steps of this epoch. */
  readonly stepInEpoch: number;
  /** Completed steps of all epochs. */
  readonly step: number;
  /** Sum of the losses of this epoch's steps. */
  readonly epochLoss: number;
  /** Sums since the last line of `metrics.jsonl`. */
  readonly window: {
    readonly loss: number;
    readonly gradientNorm: number;
    readonly pairs: number;
    readonly steps: number;
  };
  /** The best validation so far; epoch from 1. */
  readonly best: { readonly meanRecall: number; readonly epoch: number } | null;
  /** Length of metrics.jsonl, and the SHA-256 of these bytes. */
  readonly metricsBytes: number;
  readonly metricsSha256: string;
  /** Seconds of work so far. */
  readonly seconds: number;
  /** Why the run is complete; null if it is not. */
  readonly finished: 'epochs' | 'patience' | null;
}

export const START: RunPosition = {
  epoch: 0,
  stepInEpoch: 0,
  step: 0,
  epochLoss: 0,
  window: { loss: 0, gradientNorm: 0, pairs: 0, steps: 0 },
  best: null,
  metricsBytes: 0,
  metricsSha256: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  seconds: 0,
  finished: null,
};

/** The position after one more step of the epoch. */
export function afterStep(
  position: RunPosition,
  { loss, gradientNorm, pairs }: { readonly loss: number; readonly gradientNorm: number; readonly pairs: number },
): RunPosition {
  const { window } = position;
  return {
    ...position,
    stepInEpoch: position.stepInEpoch + 1,
    step: position.step + 1,
    epochLoss: position.epochLoss + loss,
    window: {
      loss: window.loss + loss,
      gradientNorm: window.gradientNorm + gradientNorm,
      pairs: window.pairs + pairs,
      steps: window.steps + 1,
    },
  };
}

const schema = v.object({
  epoch: v.number(),
  stepInEpoch: v.number(),
  step: v.number(),
  epochLoss: v.number(),
  window: v.object({ loss: v.number(), gradientNorm: v.number(), pairs: v.number(), steps: v.number() }),
  best: v.nullable(v.object({ meanRecall: v.number(), epoch: v.number() })),
  metricsBytes: v.number(),
  metricsSha256: v.string(),
  seconds: v.number(),
  finished: v.nullable(v.picklist(['epochs', 'patience'])),
});

/** @throws CheckpointError when the text is not a position. */
export function parsePosition(text: string, file: string): RunPosition {
  const result = v.safeParse(schema, JSON.parse(text));
  if (result.success) return result.output;
  throw new CheckpointError(
    file,
    'is not the state of a run.',
    'It may be of another release: start a new run in another folder.',
  );
}
