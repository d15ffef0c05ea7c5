import { expect, it } from 'vitest';
import { runChild } from './child-process';

const node = (program: string, seconds = 20) => runChild(process.execPath, ['-e', program], { seconds });

it('reads the last line of JSON', async () => {
  expect(await node(`console.log('{"a":1}\\nnoise\\n{"a":2}\\nbye')`)).toEqual({ result: { a: 2 } });
});

it('keeps the output of a child that fails, and gives the reason', async () => {
  expect(await node(`console.log('{"a":1}'); throw new RangeError('too much')`)).toEqual({
    result: { a: 1 },
    failure: expect.stringContaining('RangeError: too much'),
  });
  expect(await node('process.exit(3)')).toEqual({ failure: 'ended with 3' });
});

it('ends a child that exceeds the time limit', async () => {
  expect(await node('setInterval(() => {}, 1000)', 0.5)).toEqual({ failure: 'stopped after 0.5 s' });
});

it('says that a program does not exist', async () => {
  expect((await runChild('no-such-program', [], { seconds: 1 })).failure).toContain('ENOENT');
});
