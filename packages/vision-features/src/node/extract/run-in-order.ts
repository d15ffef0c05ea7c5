/**
 * Distributes the jobs 0 … count − 1 over workers, each taking the next job when it is free, and passes on the results in order.
 *
 * At most `ahead` results wait for an earlier one, so that memory stays bounded when one job takes long.
 * The first error, or the signal, stops it: no further job starts, and the promise rejects once `take` is not running.
 *
 * @param take - Called with one result at a time.
 */
export async function runInOrder<Worker, Result>(
  workers: readonly Worker[],
  count: number,
  run: (worker: Worker, job: number) => Promise<Result>,
  take: (result: Result, job: number) => Promise<void>,
  { signal, ahead = 4 * workers.length }: { readonly signal?: AbortSignal | undefined; readonly ahead?: number } = {},
): Promise<void> {
  const waiting = new Map<number, Result>();
  let next = 0;
  let taken = 0;
  let taking = Promise.resolve();
  let stopped = false;
  const wake: (() => void)[] = [];
  const wakeAll = () => {
    for (const resolve of wake.splice(0)) resolve();
  };

  const takeAll = async () => {
    for (let result = waiting.get(taken); result !== undefined && !stopped; result = waiting.get(taken)) {
      waiting.delete(taken);
      await take(result, taken);
      taken++;
      wakeAll();
    }
  };
  const work = async (worker: Worker) => {
    while (next < count && !stopped) {
      if (next - taken >= ahead) {
        await new Promise<void>((resolve) => wake.push(resolve));
        continue;
      }
      const job = next++;
      waiting.set(job, await run(worker, job));
      taking = taking.then(takeAll);
      await taking;
    }
  };

  let abort: () => void = () => undefined;
  const aborted = new Promise<never>((_, reject) => {
    abort = () => reject(signal?.reason);
  });
  signal?.addEventListener('abort', abort);
  try {
    signal?.throwIfAborted();
    await Promise.race([Promise.all(workers.map(work)), aborted]);
  } finally {
    signal?.removeEventListener('abort', abort);
    stopped = true;
    wakeAll();
    await taking.catch(() => undefined);
  }
}
