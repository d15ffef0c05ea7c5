import { describe, expect, it } from 'vitest';
import { runInOrder } from './run-in-order';

/** Jobs of which the first takes longest. */
const slowFirst = async (_worker: string, job: number) => {
  await new Promise((resolve) => setTimeout(resolve, job === 0 ? 20 : 1));
  return { job };
};

describe('runInOrder', () => {
  it('hands results on in order, whoever was first', async () => {
    const taken: number[] = [];
    await runInOrder(['a', 'b', 'c'], 9, slowFirst, async ({ job }) => {
      taken.push(job);
    });
    expect(taken).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it('lets no more results wait than were allowed', async () => {
    let begun = 0;
    let taken = 0;
    let most = 0;
    await runInOrder(
      ['a', 'b'],
      20,
      async (worker, job) => {
        most = Math.max(most, ++begun - taken);
        return slowFirst(worker, job);
      },
      async () => {
        taken++;
      },
      { ahead: 3 },
    );
    expect([taken, most]).toEqual([20, 3]);
  });

  it('stops at the first error and begins nothing more', async () => {
    const begun: number[] = [];
    const failing = runInOrder(
      ['a'],
      9,
      async (_worker, job) => {
        begun.push(job);
        if (job === 2) throw new Error('job 2');
        return { job };
      },
      async () => undefined,
    );
    await expect(failing).rejects.toThrow('job 2');
    expect(begun).toEqual([0, 1, 2]);
  });

  it('stops where taking fails, and at a signal that was given before', async () => {
    const refuse = async () => {
      throw new Error('disk full');
    };
    await expect(runInOrder(['a', 'b'], 9, slowFirst, refuse)).rejects.toThrow('disk full');
    const signal = AbortSignal.abort(new Error('no'));
    await expect(runInOrder(['a'], 9, slowFirst, refuse, { signal })).rejects.toThrow('no');
  });
});
