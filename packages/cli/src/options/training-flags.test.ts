import { expect, it } from 'vitest';
import { runInProcess } from '../../test/run-in-process';
import { defineCommand } from '../program/command-file';
import { addTrainingFlags, configurationOf, type TrainingFlags } from './training-flags';

const show = defineCommand<TrainingFlags>({
  name: 'show',
  summary: 'show the configuration of the flags',
  examples: ['show'],
  configure: addTrainingFlags,
  run: async ({ options, report }) => report.result(configurationOf(options), () => ''),
});

async function fieldsOf(...words: string[]): Promise<unknown> {
  const { code, stdout, stderr } = await runInProcess(['show', '--json', ...words], { commands: [show] });
  expect(code, stderr).toBe(0);
  return JSON.parse(stdout);
}

it.each([
  ['--patience', 'patience'],
  ['--decay', 'decay'],
  ['--gradient-clip', 'gradientClip'],
  ['--images-per-class', 'imagesPerClass'],
  ['--word-vectors', 'wordVectors'],
  ['--validation-part', 'validationPart'],
])('%s none is null', async (flag, field) => {
  expect(await fieldsOf(flag, 'none')).toEqual({ [field]: null });
});

it('takes values, and options of the model as JSON values', async () => {
  const words = [
    '--patience',
    '3',
    '--decay',
    'step:10:0.1',
    '--no-augment',
    '--option',
    'clip=none',
    '--option',
    'gate=false',
  ];
  expect(await fieldsOf(...words)).toEqual({
    patience: 3,
    decay: { kind: 'step', every: 10, factor: 0.1 },
    augment: false,
    options: { clip: null, gate: false },
  });
});
