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
  ['--info-nce', 'infoNce'],
  ['--ema', 'ema'],
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
    '--info-nce',
    '0.5:0.07',
    '--triplet-weight',
    '0',
    '--weight-decay',
    '1e-4',
    '--ema',
    '0.998',
    '--option',
    'clip=none',
    '--option',
    'gate=false',
  ];
  expect(await fieldsOf(...words)).toEqual({
    patience: 3,
    decay: { kind: 'step', every: 10, factor: 0.1 },
    augment: false,
    infoNce: { weight: 0.5, temperature: 0.07 },
    tripletWeight: 0,
    weightDecay: 1e-4,
    ema: 0.998,
    options: { clip: null, gate: false },
  });
});

it.each(['1', '1:', ':0.07', '1:0.07:2', 'a:b'])('refuses --info-nce %s', async (value) => {
  const { code, stderr } = await runInProcess(['show', '--info-nce', value], { commands: [show] });
  expect(code).not.toBe(0);
  expect(stderr).toContain('Write none, or a weight and a temperature: 1:0.07.');
});
