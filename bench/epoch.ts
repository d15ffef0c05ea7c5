import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type ChildResult, runCase, runChild } from './child-process';
import { median } from './median';
import { pythonWith } from './python';
import { table } from './table';

interface Answer {
  /** From the start of the program to its end: imports, reading, training, validation. */
  readonly seconds: number;
  readonly trainSeconds: number;
  /** Processors that were busy on average. */
  readonly cores: number;
  readonly peakMiB: number;
  readonly meanRecall: number;
}

/** One line of the result. */
export interface EpochRow extends Answer {
  readonly engine: string;
  readonly direction: 'i2t' | 't2i';
  /** seconds divided by PyTorch's in the same direction; null without PyTorch. */
  readonly ratio: number | null;
}

const ours = new URL('./epoch/tfjs-epoch.ts', import.meta.url);
const peer = fileURLToPath(new URL('./peers/epoch.py', import.meta.url));

export const description =
  'one epoch of the preset tuned with reading and validation, against PyTorch: --dataset <folder, Karpathy JSON> --features <store> [--rounds 3] [--json]';

/** `pnpm bench epoch` */
export async function run(arguments_: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...arguments_],
    options: {
      dataset: { type: 'string' },
      features: { type: 'string' },
      rounds: { type: 'string', default: '3' },
      engine: { type: 'string' },
      engines: { type: 'string', default: 'wasm+onnxruntime,pytorch' },
      json: { type: 'boolean', default: false },
    },
  });
  const { dataset, features, engine: only } = values;
  const engines = only === undefined ? values.engines.split(',') : [only, 'pytorch'];
  if (dataset === undefined || features === undefined) throw new Error('bench epoch needs --dataset and --features');
  const cases = (['t2i', 'i2t'] as const).flatMap((direction) =>
    engines.map((engine) => ({ engine, direction, dataset, features })),
  );
  const answers = new Map<(typeof cases)[number], Answer[]>(cases.map((one) => [one, []]));
  for (let round = 1; round <= Number(values.rounds); round++) {
    for (const one of answers.keys()) {
      const { result, failure } = await runOne(one);
      if (result === undefined) {
        console.error(`${one.engine} ${one.direction}: left out, ${failure}`);
        answers.delete(one);
        continue;
      }
      answers.get(one)?.push(result);
      console.error(`round ${round}: ${one.engine} ${one.direction} ${result.seconds.toFixed(1)} s`);
    }
  }
  const mid = (all: readonly Answer[], of: keyof Answer) => median(all.map((answer) => answer[of]));
  const rows = [...answers].map(([{ engine, direction }, all]): EpochRow => {
    const reference = [...answers].find(([other]) => other.engine === 'pytorch' && other.direction === direction);
    return {
      engine,
      direction,
      seconds: mid(all, 'seconds'),
      trainSeconds: mid(all, 'trainSeconds'),
      cores: mid(all, 'cores'),
      peakMiB: Math.round(Math.max(...all.map(({ peakMiB }) => peakMiB))),
      meanRecall: mid(all, 'meanRecall'),
      ratio: reference === undefined ? null : mid(all, 'seconds') / mid(reference[1], 'seconds'),
    };
  });
  if (values.json) {
    console.log(JSON.stringify(rows, null, 2));
    return;
  }
  console.log(
    table([
      ['engine', 'direction', 's', 'training s', 'busy cores', 'peak MiB', 'validation mR', 'to PyTorch'],
      ...rows.map((row) => [
        row.engine,
        row.direction,
        row.seconds.toFixed(1),
        row.trainSeconds.toFixed(1),
        row.cores.toFixed(2),
        String(row.peakMiB),
        row.meanRecall.toFixed(1),
        row.ratio === null ? '–' : row.ratio.toFixed(2),
      ]),
    ]),
  );
}

async function runOne(request: {
  readonly engine: string;
  readonly direction: string;
  readonly dataset: string;
  readonly features: string;
}): Promise<ChildResult<Answer>> {
  const options = { seconds: 7200 };
  if (request.engine === 'pytorch') {
    const python = pythonWith('torch');
    if (python === undefined) return { failure: 'no python3 with torch' };
    const environment = { OMP_NUM_THREADS: String(availableParallelism()) };
    return runChild<Answer>(python, [peer, JSON.stringify(request)], { ...options, environment });
  }
  const folder = await mkdtemp(join(tmpdir(), 'rs-sam-epoch-'));
  try {
    return await runCase<Answer>(ours, [JSON.stringify({ ...request, run: join(folder, 'run') })], options);
  } finally {
    await rm(folder, { recursive: true });
  }
}
