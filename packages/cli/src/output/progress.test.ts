import { describe, expect, it } from 'vitest';
import { runInProcess } from '../../test/run-in-process';
import { defineCommand } from '../program/command-file';
import { formatPace, formatSeconds, paceOf } from './pace';

const work = defineCommand<object>({
  name: 'work',
  summary: 'work on 40 images',
  examples: ['work'],
  configure: () => undefined,
  run: async ({ report }) => {
    const progress = report.progress({ label: 'extract', total: 40, unit: 'images', from: 10 });
    for (let done = 11; done <= 40; done++) progress.update(done, 'loss 0.5');
    progress.stop();
    report.note('a remark');
  },
});
const run = (words: string[], watched: boolean, environment = {}) =>
  runInProcess(['work', ...words], { commands: [work], watched, environment });

describe('progress', () => {
  it('is one line in a pipe, and a bar on a terminal', async () => {
    const piped = await run([], false);
    expect(piped.stderr).toMatch(/^extract 40\/40 images, \S+ images\/s, 0 s left, loss 0\.5\na remark\n$/);
    const watched = await run([], true);
    expect(watched.stderr).toContain('█');
    expect((await run([], true, { CI: 'true' })).stderr).not.toContain('█');
  });

  it('is JSON with --json', async () => {
    const { stderr } = await run(['--json'], true);
    const events = stderr
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(events[0]).toMatchObject({ event: 'progress', label: 'extract', done: 40, total: 40, details: 'loss 0.5' });
    expect(events[1]).toEqual({ event: 'note', message: 'a remark' });
  });
});

describe('a log', () => {
  const late = defineCommand<object>({
    ...work,
    run: async ({ report }) => {
      const progress = report.progress({ label: 'pull', total: 94, unit: 'MB' });
      // The last megabyte arrives in six pieces.
      for (let piece = 1; piece <= 100; piece++) progress.update(Math.min(94, piece), undefined, 7);
      progress.stop();
    },
  });

  it('says once that all is done, however often that is said to it, and the time left that the work expects', async () => {
    const { stderr } = await runInProcess(['work'], { commands: [late] });
    expect(stderr).toMatch(/^pull 94\/94 MB, \S+ MB\/s, 7 s left\n$/);
  });
});

describe('pace', () => {
  it('does not count the work of an earlier run', () => {
    expect(paceOf(30, 100, 10, 10)).toEqual({ rate: 2, left: 35 });
    expect(paceOf(10, 100, 10, 10)).toEqual({ rate: null, left: null });
  });

  it('is formatted in a fitting unit', () => {
    expect(formatPace({ rate: 3.2111, left: 240 }, 'images')).toBe('3.21 images/s, 4 min left');
    expect([45, 720, 12_000].map(formatSeconds)).toEqual(['45 s', '12 min', '3 h 20 min']);
  });
});
