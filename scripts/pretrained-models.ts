// tsx scripts/pretrained-models.ts <model> --ucm <folder> --ucm-features <store> --rsicd <folder> --rsicd-features <store> [--runs <folder>]
//
// Trains a model of packages/pretrained/models again and writes it there. The stores: `rs-sam extract <folder> --layer conv5+conv4 --grid 4`,
// with the views that the model's card names. An interrupted training resumes with the same command.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { PRETRAINED_MODELS, type PretrainedModelName } from '@rs-sam/pretrained/node';

type Data = 'ucm' | 'rsicd';

/** The data sets of each model's trainings; each starts from the model of the one before. */
const TRAININGS: Readonly<Record<PretrainedModelName, readonly Data[]>> = {
  'rsicd-t2i': ['rsicd'],
  'ucm-t2i': ['ucm'],
  'rsicd-ucm-t2i': ['rsicd', 'ucm'],
};

const root = fileURLToPath(new URL('..', import.meta.url));
const path = { type: 'string' } as const;
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    ...{ ucm: path, 'ucm-features': path, rsicd: path, 'rsicd-features': path },
    runs: { type: 'string', default: 'runs/pretrained' },
  },
});
const [model = ''] = positionals;
const trainings = TRAININGS[model as PretrainedModelName];
if (trainings === undefined) {
  console.error(`Name one of the models ${PRETRAINED_MODELS.join(', ')}.`);
  process.exit(2);
}

let from: string | undefined;
for (const [at, data] of trainings.entries()) {
  const run = join(values.runs, `${trainings.slice(0, at + 1).join('-')}-t2i`);
  const start = from === undefined ? [] : ['--init', from];
  rsSam('train', run, '--preset', 'best', ...start, '--dataset', given(data), '--features', given(`${data}-features`));
  from = run;
}
const out = join(root, 'packages/pretrained/models', model);
rsSam('checkpoint', 'export', from as string, '--out', out);
// Fitted again, to the data of all trainings, the last first: the order decides the sample.
const data = [...trainings].reverse();
rsSam('shortlist', out, ...data.flatMap((one) => ['--dataset', given(one), '--features', given(`${one}-features`)]));

function given(flag: Data | `${Data}-features`): string {
  const value = values[flag];
  if (value !== undefined) return value;
  console.error(`--${flag} is missing: ${model} is trained on ${trainings.join(', then on ')}.`);
  process.exit(2);
}

/** Runs the command of this repository, and stops where it fails. */
function rsSam(...args: string[]): void {
  console.log(`rs-sam ${args.join(' ')}`);
  const command = ['--import', 'tsx', join(root, 'packages/cli/src/main.ts'), ...args];
  const { status } = spawnSync(process.execPath, command, { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
