import { printable, printableJson } from '@rs-sam/foundation/text';
import { SingleBar } from 'cli-progress';
import { formatPace, type Pace, paceOf } from './pace';
import { type GuardedTerminal, isWatched } from './terminal';

/** The progress of a long task. */
export interface Progress {
  /**
   * @param details - Added to the line, as `loss 0.31`.
   * @param left - Seconds, where the work knows better than the mean of its units so far.
   */
  update(done: number, details?: string, left?: number): void;
  /** Call it before anything else is written. */
  stop(): void;
}

export interface ProgressOptions {
  /** Name of the task, such as `extract`. */
  readonly label: string;
  readonly total: number;
  /** The unit of the count, such as `images`. */
  readonly unit: string;
  /** Units of an earlier run. Default: 0. */
  readonly from?: number;
  /** When the work began, by `performance.now()`. Default: now. */
  readonly began?: number;
}

/** Milliseconds between two lines without a terminal. */
const QUIET = 15_000;

/** A bar on a terminal, a line every 15 seconds elsewhere; with `json` the lines are JSON. */
export function startProgress(terminal: GuardedTerminal, options: ProgressOptions, json: boolean): Progress {
  const { began = performance.now() } = options;
  const pace = (done: number) => paceOf(done, options.total, options.from ?? 0, (performance.now() - began) / 1000);
  return isWatched(terminal) && !json ? bar(terminal, options, pace) : lines(terminal, options, pace, json);
}

type PaceAt = (done: number) => Pace;

const withLeft = (pace: Pace, left: number | undefined): Pace => (left === undefined ? pace : { ...pace, left });

function bar(
  { drawing: stream }: GuardedTerminal,
  { label, total, unit, from = 0 }: ProgressOptions,
  pace: PaceAt,
): Progress {
  const drawing = new SingleBar({
    format: '{label} {bar} {value}/{total} {text}',
    barsize: 24,
    barCompleteChar: '█',
    barIncompleteChar: '░',
    hideCursor: true,
    stream,
  });
  drawing.start(total, from, { label: printable(label), text: '' });
  return {
    update(done, details = '', left) {
      const text = [formatPace(withLeft(pace(done), left), unit), details].filter(Boolean).join(', ');
      drawing.update(done, { text: printable(text) });
    },
    stop: () => drawing.stop(),
  };
}

function lines(terminal: GuardedTerminal, options: ProgressOptions, pace: PaceAt, json: boolean): Progress {
  const { label, total, unit } = options;
  let written = performance.now();
  let completed = false;
  return {
    update(done, details = '', given) {
      const now = performance.now();
      // The end is written at once, and only once: what follows it, as a validation, has the pace of everything else.
      const completes = done >= total && !completed;
      if (now - written < QUIET && !completes) return;
      written = now;
      completed ||= completes;
      const { rate, left } = withLeft(pace(done), given);
      const event = { event: 'progress', label, done, total, unit, rate, left, ...(details && { details }) };
      const text = [`${label} ${done}/${total} ${unit}`, formatPace({ rate, left }, unit), details].filter(Boolean);
      terminal.stderr.write(`${json ? printableJson(event) : printable(text.join(', '))}\n`);
    },
    stop() {},
  };
}
