import { describe, expect, it } from 'vitest';
import { runInProcess } from '../../test/run-in-process';
import { wholeNumber } from '../options/option-parsers';
import { defineCommand } from './command-file';
import { UsageError } from './usage-error';

const failing = (name: string, run: () => never) =>
  defineCommand({
    name,
    summary: `ends with ${name}`,
    examples: [name],
    configure: () => undefined,
    run: async () => run(),
  });

const commands = [
  defineCommand<{ size: number }>({
    name: 'count',
    summary: 'count to a size',
    examples: ['count a --size 3', 'SIZE=3 rs-sam count a'],
    configure: (command) => command.argument('<word>').option('--size <n>', 'how far', wholeNumber(1), 2),
    run: async ({ operands, options, report }) =>
      report.result({ operands, size: options.size }, () => `to ${options.size}`),
  }),
  defineCommand<object>({
    name: 'count twice',
    summary: 'count again',
    examples: ['count twice'],
    configure: () => undefined,
    run: async ({ report }) => report.result({ twice: true }, () => 'twice'),
  }),
  failing('trouble', () => {
    throw new Error('The disk is full. Make room.');
  }),
  failing('mistake', () => {
    throw new TypeError('x is not a function');
  }),
  failing('misuse', () => {
    throw new UsageError('These two do not go together.');
  }),
];
const run = (...words: string[]) => runInProcess(words, { commands });

describe('rs-sam', () => {
  it('exits with 0 and writes the result', async () => {
    expect(await run('count', 'a')).toEqual({ code: 0, stdout: 'to 2\n', stderr: '' });
    expect(await run('count', 'a', '--size', '3', '--json')).toMatchObject({ stdout: '{"operands":["a"],"size":3}\n' });
  });

  it('finds a subcommand and gives it its own options', async () => {
    expect(await run('count', 'twice', '--json')).toMatchObject({ code: 0, stdout: '{"twice":true}\n' });
  });

  it('exits with 1 when the work fails, and prints the message without a stack', async () => {
    expect(await run('trouble')).toEqual({ code: 1, stdout: '', stderr: 'rs-sam: The disk is full. Make room.\n' });
    const debug = await run('trouble', '--debug');
    expect(debug.stderr).toContain('    at ');
    expect((await run('mistake')).stderr).toContain(
      'x is not a function This is a bug in rs-sam: report it with the output of --debug.',
    );
  });

  it.each([
    [['misuse'], 'These two do not go together.'],
    [['cont', 'a'], 'Did you mean count?'],
    [['count'], "missing required argument 'word'"],
    [['count', 'a', '--size', 'many'], 'Give a whole number of at least 1.'],
    [['count', 'a', '--sise', '2'], 'Did you mean --size?'],
    [[], 'Usage: rs-sam'],
  ])('exits with 2 for %j', async (words, told) => {
    const { code, stdout, stderr } = await run(...words);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(told);
    // All errors have the same prefix; the usage has none.
    if (words.length > 0) expect(stderr).toMatch(/^rs-sam: /);
  });

  it('exits with 130 when it was interrupted', async () => {
    const stop = new AbortController();
    const waiting = defineCommand({
      name: 'wait',
      summary: 'wait',
      examples: ['wait'],
      configure: () => undefined,
      run: ({ signal }) =>
        new Promise((_, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason));
          stop.abort();
        }),
    });
    const { code, stderr } = await runInProcess(['wait'], { commands: [waiting], signal: stop.signal });
    expect(code).toBe(130);
    expect(stderr).toContain('the same command resumes it');
  });

  it('prints help with examples and exit codes, and the version', async () => {
    const help = await run('count', '--help');
    expect(help).toMatchObject({ code: 0, stderr: '' });
    expect(help.stdout).toContain('  $ rs-sam count a --size 3\n  $ SIZE=3 rs-sam count a\n');
    expect((await run('--help')).stdout).toContain('130 interrupted');
    expect(await run('--version')).toMatchObject({ code: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
  });
});
