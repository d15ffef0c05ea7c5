import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { runInProcess } from '../../test/run-in-process';
import { smallDataset } from '../../test/small-dataset';
import { REGISTRY } from './registry';

async function dataset(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'rs-sam-usage-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await smallDataset(folder, 3);
  return folder;
}

it.each(REGISTRY.commands.map((command) => [command.name, command] as const))(
  '%s has one line of summary, and a description that only the help wraps',
  (_, { summary, description = '' }) => {
    expect(summary).toMatch(/^[^\n]*[^.]$/);
    expect(description).not.toContain('\n');
  },
);

it.each([
  [['dataset', 'inspect', '<folder>', '--format', 'foo'], 'format'],
  [['dataset', 'synthesise', 'scenes', '--captions', '9'], 'Give a whole number from 1 to 7.'],
  [['train', 'run', '--dataset', '<folder>', '--features', '<folder>', '--model', 'sam'], 'sam'],
  [['weights', 'pull', 'resnet-51'], 'resnet-51'],
  [['codebook', '<folder>', '--split', 'dev'], 'Its parts are: train, test. Choose one with --split.'],
  [['extract', '<folder>', '--sise', '3'], "unknown option '--sise'"],
])('exits with 2 for %j', async (words, told) => {
  const folder = await dataset();
  const { code, stdout, stderr } = await runInProcess(words.map((word) => (word === '<folder>' ? folder : word)));
  expect({ code, stdout, stderr }).toEqual({ code: 2, stdout: '', stderr: expect.stringContaining(told) });
  expect(stderr).toMatch(/^rs-sam: /);
});
