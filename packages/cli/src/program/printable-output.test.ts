import { describe, expect, it } from 'vitest';
import { runInProcess } from '../../test/run-in-process';
import { defineCommand } from './command-file';
import { UsageError } from './usage-error';

const HOSTILE = 'a.png\n   1. 0.999  forged\u001b[2J\u0007\u009b31m\u007f\r\u202e';
const SHOWN = 'a.png\\n   1. 0.999  forged\\u001b[2J\\u0007\\u009b31m\\u007f\\r\\u202e';

const command = (name: string, run: Parameters<typeof defineCommand>[0]['run']) =>
  defineCommand({
    ...{ name, summary: name, examples: [name], run },
    configure: (added) => added.argument('[word...]').option('--size <size>', 'a size'),
  });

const commands = [
  command('show', async ({ report }) => report.result({ [HOSTILE]: HOSTILE }, () => HOSTILE)),
  command('list', async ({ report }) => report.result([HOSTILE, 'b'], () => [HOSTILE, 'b'])),
  command('note', async ({ report }) => report.note(HOSTILE)),
  command('work', async ({ report }) => {
    const progress = report.progress({ label: HOSTILE, total: 1, unit: 'images' });
    progress.update(1, HOSTILE);
    progress.stop();
  }),
  command('fail', async () => {
    throw new Error(HOSTILE);
  }),
  command('misuse', async () => {
    throw new UsageError(HOSTILE);
  }),
  command('throw', async () => {
    throw HOSTILE;
  }),
];
const run = (...words: string[]) => runInProcess(words, { commands });
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const OBEYED = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/;

describe('text from data', () => {
  it('is shown in a line of its own, and neither obeyed by the terminal nor able to forge a line', async () => {
    expect((await run('show')).stdout).toBe(`${SHOWN}\n`);
    expect((await run('list')).stdout).toBe(`${SHOWN}\nb\n`);
    expect((await run('note')).stderr).toBe(`${SHOWN}\n`);
    expect((await run('fail')).stderr).toBe(`rs-sam: ${SHOWN}\n`);
    expect((await run('misuse')).stderr).toBe(`rs-sam: ${SHOWN}\n`);
    expect((await run('throw')).stderr).toBe(`rs-sam: ${SHOWN}\n`);
    expect((await run('work')).stderr).toMatch(/^a\.png\\n .* 1\/1 images.*\\u202e\n$/);
  });

  it('is shown so by a progress bar, whose own commands to the terminal stay', async () => {
    const { stderr } = await runInProcess(['work'], { commands, watched: true });
    expect(stderr).toContain(SHOWN);
    expect(stderr).not.toContain('\u009b');
    expect(stderr).not.toContain('\u001b[2J');
  });

  it('is shown so in JSON, as an escape that gives the same text back', async () => {
    for (const word of ['show', 'list', 'note', 'work']) {
      const { stdout, stderr } = await run(word, '--json');
      expect(stdout + stderr).not.toMatch(OBEYED);
      const [line = ''] = (stdout + stderr).split('\n');
      expect(JSON.stringify(JSON.parse(line))).toContain(JSON.stringify(HOSTILE).slice(1, -1));
    }
  });

  it('is shown so in a stack, and in what the parser of the command line repeats', async () => {
    const { stderr } = await run('fail', '--debug');
    expect(stderr).toContain(`Error: ${SHOWN}\n    at `);
    for (const words of [[HOSTILE], ['show', `--${HOSTILE}`]]) {
      const { code, stderr: told } = await run(...words);
      expect(code).toBe(2);
      expect(told).toContain(SHOWN);
      expect(told).not.toMatch(OBEYED);
      expect(told).not.toMatch(/^ *1\. 0\.999/m);
    }
  });
});
