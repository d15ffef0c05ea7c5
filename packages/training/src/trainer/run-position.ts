import { CheckpointError } from '@rs-sam/models';
import * as v from 'valibot';

/** Where a run stands: with weights and optimiser, all that the rest of it depends on. */
export interface RunPosition {
  /** Epoch under way, from 0. */
  readonly epoch: number;
  /** Steps of it that are behind. */
  readonly stepInEpoch: number;
  /** Steps that are behind over all epochs. */
  readonly step: number;
  /** Sum of the losses of this epoch's steps. */
  readonly epochLoss: number;
  /** Sums since the last line of the metrics. */
  readonly window: {
    readonly loss: number;
    readonly gradientNorm: number;
    readonly pairs: number;
    readonly steps: number;
  };
  /** The best validation so far; epoch from 1. */
  readonly best: { readonly meanRecall: number; readonly epoch: number } | null;
  /** Length of metrics.jsonl. */
  readonly metricsBytes: number;
  /** Seconds of work so far. */
  readonly seconds: number;
  /** Why nothing is left to be done; null while something is. */
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
  seconds: 0,
  finished: null,
};

const schema = v.object({
  epoch: v.number(),
  stepInEpoch: v.number(),
  step: v.number(),
  epochLoss: v.number(),
  window: v.object({ loss: v.number(), gradientNorm: v.number(), pairs: v.number(), steps: v.number() }),
  best: v.nullable(v.object({ meanRecall: v.number(), epoch: v.number() })),
  metricsBytes: v.number(),
  seconds: v.number(),
  finished: v.nullable(v.picklist(['epochs', 'patience'])),
});

/** @throws CheckpointError when the text is no position. */
export function parsePosition(text: string, file: string): RunPosition {
  const result = v.safeParse(schema, JSON.parse(text));
  if (result.success) return result.output;
  throw new CheckpointError(
    file,
    'is no state of a run.',
    'It is of another release: start the run anew in another folder.',
  );
}
