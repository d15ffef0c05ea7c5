import { setTimeout } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import { type Computer, openInference } from './inference';
import { ProcessEndedError, TimeLimitError } from './job-error';
import type { Attention } from './jobs';

/** A computer that answers with the text of an attention job after a while; it ends at "die" and never answers to "hang". */
function fakeComputers() {
  const order: string[] = [];
  let opened = 0;
  let running = 0;
  const open = async (): Promise<Computer> => {
    opened++;
    let end: () => void = () => undefined;
    const ended = new Promise<void>((resolve) => {
      end = resolve;
    });
    return {
      ended,
      async stop() {
        end();
      },
      async run({ asked }) {
        expect(++running).toBe(1);
        try {
          const { text } = asked as { text: string };
          order.push(text);
          await setTimeout(5);
          if (text === 'fail') throw new Error('failed');
          if (text === 'hang') {
            running--;
            await new Promise(() => undefined);
          }
          if (text === 'die') {
            end();
            throw new ProcessEndedError('SIGSEGV');
          }
          return { words: [text] } as unknown as Attention;
        } finally {
          running--;
        }
      },
    };
  };
  return { open, order, opened: () => opened };
}

const ask = (text: string) => ['attention', { text, ids: [] }] as const;

describe('openInference', () => {
  it('does one job at a time, in order, and goes on after one that failed', async () => {
    const { open, order, opened } = fakeComputers();
    const jobs: string[] = [];
    const inference = await openInference({
      open,
      seconds: 5,
      onJob: (kind, outcome) => jobs.push(`${kind} ${outcome}`),
    });
    const answers = await Promise.allSettled(['a', 'fail', 'b'].map((text) => inference.run(...ask(text))));
    expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(order).toEqual(['a', 'fail', 'b']);
    expect(jobs).toEqual(['attention done', 'attention failed', 'attention done']);
    expect([opened(), inference.waiting]).toEqual([1, 0]);
    expect(inference.meanSeconds).toBeGreaterThan(0.001);
  });

  it('opens another computer where one ended, for the jobs that wait too', async () => {
    const { open, opened } = fakeComputers();
    const inference = await openInference({ open, seconds: 5 });
    const [dead, next] = await Promise.allSettled([inference.run(...ask('die')), inference.run(...ask('next'))]);
    expect(dead).toMatchObject({ status: 'rejected', reason: expect.any(ProcessEndedError) });
    expect(next).toMatchObject({ status: 'fulfilled', value: { words: ['next'] } });
    expect([opened(), inference.ready]).toEqual([2, true]);
  });

  it('ends a computer that takes too long, and lets nobody wait longer than the limit', async () => {
    const { open, opened, order } = fakeComputers();
    const inference = await openInference({ open, seconds: 0.2 });
    const hanging = inference.run(...ask('hang'));
    const waiting = inference.run(...ask('waiting'));
    await expect(waiting).rejects.toEqual(new TimeLimitError('waiting', 0.2));
    await expect(hanging).rejects.toEqual(new TimeLimitError('running', 0.2));
    await expect(inference.run(...ask('later'))).resolves.toMatchObject({ words: ['later'] });
    expect([opened(), order]).toEqual([2, ['hang', 'later']]);
  });

  it('forgets a waiting job whose client has left', async () => {
    const { open, order } = fakeComputers();
    const inference = await openInference({ open, seconds: 5 });
    const client = new AbortController();
    const first = inference.run(...ask('first'));
    const left = inference.run(...ask('left'), client.signal);
    client.abort(new Error('gone'));
    await expect(left).rejects.toThrow('gone');
    await first;
    await inference.run(...ask('last'));
    expect(order).toEqual(['first', 'last']);
    await expect(inference.run(...ask('never'), client.signal)).rejects.toThrow('gone');
  });

  it('finishes what was asked for before it closes', async () => {
    const { open, order } = fakeComputers();
    const inference = await openInference({ open, seconds: 5 });
    const running = ['a', 'b', 'c'].map((text) => inference.run(...ask(text)));
    await inference.close();
    expect(order).toEqual(['a', 'b', 'c']);
    await expect(Promise.all(running)).resolves.toHaveLength(3);
    expect(inference.ready).toBe(false);
  });

  it('is not ready where no computer can be opened, and tries again at the next job', async () => {
    const { open } = fakeComputers();
    let broken = false;
    const problems: Error[] = [];
    const inference = await openInference({
      open: () => (broken ? Promise.reject(new Error('no memory')) : open()),
      ...{ seconds: 5, onProblem: (error: Error) => void problems.push(error) },
    });
    broken = true;
    await expect(inference.run(...ask('die'))).rejects.toThrow(ProcessEndedError);
    await vi.waitFor(() => expect(problems).toHaveLength(1));
    expect(inference.ready).toBe(false);
    await expect(inference.run(...ask('a'))).rejects.toThrow('no memory');
    broken = false;
    await expect(inference.run(...ask('b'))).resolves.toMatchObject({ words: ['b'] });
    expect(inference.ready).toBe(true);
  });
});
