import { ProcessEndedError, TimeLimitError } from './job-error';
import type { Job, JobKind, Jobs } from './jobs';

/** Does one job at a time. */
export interface Computer {
  run(job: Job): Promise<Jobs[JobKind]['answer']>;
  /** Ends at once, whatever it does. */
  stop(): Promise<void>;
  /** Settles when it has ended, by itself too. */
  readonly ended: Promise<void>;
}

/** How a job ended. */
export type JobOutcome = 'done' | 'failed' | 'late' | 'ended';

/** How jobs are done. */
export interface InferenceOptions {
  /** Opens the computer, at the start and whenever it has ended. */
  readonly open: () => Promise<Computer>;
  /** Limit of the time that a job may wait, and again of the time that it may run. */
  readonly seconds: number;
  /** Gets each job that ended, with the seconds that it ran. */
  readonly onJob?: (kind: JobKind, outcome: JobOutcome, seconds: number) => void;
  /** Gets what went wrong beside any job. */
  readonly onProblem?: (error: Error) => void;
}

/** Jobs in a queue, done one after another. */
export interface Inference {
  /**
   * @param signal takes a job that waits out of the queue.
   * @throws TimeLimitError, ProcessEndedError, and what the job throws.
   */
  run<K extends JobKind>(kind: K, asked: Jobs[K]['asked'], signal?: AbortSignal): Promise<Jobs[K]['answer']>;
  /** Whether there is a computer; jobs wait until there is one. */
  readonly ready: boolean;
  /** Jobs that wait. */
  readonly waiting: number;
  /** Mean of the seconds that jobs ran, the last ones counting most. */
  readonly meanSeconds: number;
  /** Finishes what was asked for, then ends. */
  close(): Promise<void>;
}

interface Waiting {
  readonly job: Job;
  readonly start: () => void;
  readonly resolve: (answer: Jobs[JobKind]['answer']) => void;
  readonly reject: (error: unknown) => void;
}

/** Weight of the last job in the mean of the seconds. */
const LAST = 0.2;

/**
 * Opens a computer and puts jobs in a queue before it. A job that takes too long ends the computer, because nothing else stops a computation;
 * a new one is opened for the next job.
 *
 * @throws what `open` throws at the start.
 */
export async function openInference({ open, seconds, onJob, onProblem }: InferenceOptions): Promise<Inference> {
  const queue: Waiting[] = [];
  let current: Computer | undefined;
  let opening: Promise<Computer> | undefined;
  let busy = false;
  let closing = false;
  let meanSeconds = 0;
  let onIdle: (() => void) | undefined;

  const computer = (): Promise<Computer> => {
    opening ??= open().then(
      (opened) => {
        current = opened;
        void opened.ended.then(() => {
          if (current !== opened) return;
          [current, opening] = [undefined, undefined];
          if (closing) return;
          // Opened at once, not by the next job, which would have to wait for it.
          computer().catch((error) => onProblem?.(error));
        });
        return opened;
      },
      (error) => {
        opening = undefined;
        throw error;
      },
    );
    return opening;
  };

  const discard = async (late: Computer) => {
    if (current === late) [current, opening] = [undefined, undefined];
    await late.stop();
  };

  const runOne = async ({ job, resolve, reject }: Waiting): Promise<void> => {
    let began = performance.now();
    let outcome: JobOutcome = 'done';
    try {
      const opened = await computer();
      began = performance.now();
      resolve(await withLimit(opened, job));
    } catch (error) {
      outcome = error instanceof TimeLimitError ? 'late' : error instanceof ProcessEndedError ? 'ended' : 'failed';
      reject(error);
    }
    const ran = (performance.now() - began) / 1000;
    meanSeconds = meanSeconds === 0 ? ran : (1 - LAST) * meanSeconds + LAST * ran;
    onJob?.(job.kind, outcome, ran);
  };

  const withLimit = async (opened: Computer, job: Job) => {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new TimeLimitError('running', seconds)), 1000 * seconds);
    });
    try {
      return await Promise.race([opened.run(job), late]);
    } catch (error) {
      if (error instanceof TimeLimitError) await discard(opened);
      throw error;
    } finally {
      clearTimeout(timer);
    }
  };

  const pump = async (): Promise<void> => {
    if (busy) return;
    busy = true;
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      next.start();
      await runOne(next);
    }
    busy = false;
    onIdle?.();
  };

  await computer();
  return {
    run: (kind, asked, signal) =>
      new Promise((resolve, reject) => {
        signal?.throwIfAborted();
        const leave = (reason: unknown) => {
          const place = queue.indexOf(entry);
          if (place < 0) return;
          queue.splice(place, 1);
          entry.start();
          reject(reason);
        };
        const onAbort = () => leave(signal?.reason);
        const timer = setTimeout(() => leave(new TimeLimitError('waiting', seconds)), 1000 * seconds);
        const entry: Waiting = {
          job: { kind, asked } as Job,
          start() {
            clearTimeout(timer);
            signal?.removeEventListener('abort', onAbort);
          },
          resolve: resolve as Waiting['resolve'],
          reject,
        };
        signal?.addEventListener('abort', onAbort, { once: true });
        queue.push(entry);
        void pump();
      }),
    get ready() {
      return current !== undefined;
    },
    get waiting() {
      return queue.length;
    },
    get meanSeconds() {
      return meanSeconds;
    },
    async close() {
      closing = true;
      const idle = new Promise<void>((resolve) => {
        onIdle = resolve;
      });
      if (busy) await idle;
      const last = await opening?.catch(() => undefined);
      await last?.stop();
    },
  };
}
