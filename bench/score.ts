import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type ChildResult, runCase, runChild } from './child-process';
import { median } from './median';
import { pythonWith } from './python';
import { type SizeName, sizeName, sizesByName } from './step/workload';
import { table } from './table';

interface Answer {
  readonly seconds: number;
  readonly pairsPerSecond: number;
  readonly peakMiB: number;
}

/** One line of the result. */
export interface ScoreRow {
  readonly sizes: SizeName;
  readonly engine: string;
  readonly direction: 'i2t' | 't2i';
  readonly pairsPerSecond: number;
  readonly peakMiB: number;
  /** pairsPerSecond divided by PyTorch's in the same direction; null without PyTorch. */
  readonly ratio: number | null;
}

const ROUNDS = 3;
const tfjsScore = new URL('./score/tfjs-score.ts', import.meta.url);
const pytorchScore = fileURLToPath(new URL('./peers/score.py', import.meta.url));

export const description =
  'pairs per second when a gallery is scored, every engine, against PyTorch [--sizes paper | tuned] [--engine <name>] [--images 64] [--captions 512] [--json]';

/** `pnpm bench score`; `--images 1000 --captions 5000` needs no more memory than the default. */
export async function run(arguments_: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...arguments_],
    options: {
      sizes: { type: 'string', default: 'paper' },
      json: { type: 'boolean', default: false },
      images: { type: 'string', default: '64' },
      captions: { type: 'string', default: '512' },
      engine: { type: 'string' },
      engines: { type: 'string', default: 'tfjs-node-gpu,tfjs-node,wasm+onnxruntime,wasm,pytorch' },
      rounds: { type: 'string', default: String(ROUNDS) },
    },
  });
  const sizes = sizeName(values.sizes);
  const gallery = { images: Number(values.images), captions: Number(values.captions), sizes: sizesByName[sizes] };
  const cases = (['i2t', 't2i'] as const).flatMap((direction) =>
    (values.engine === undefined ? values.engines.split(',') : [values.engine, 'pytorch']).map((engine) => ({
      engine,
      direction,
      ...gallery,
    })),
  );
  const answers = new Map<(typeof cases)[number], Answer[]>(cases.map((one) => [one, []]));
  for (let round = 0; round < Number(values.rounds); round++) {
    for (const one of answers.keys()) {
      const { result, failure } = await runOne(one);
      if (result === undefined) {
        console.error(`${one.engine} ${one.direction}: left out, ${failure}`);
        answers.delete(one);
      } else answers.get(one)?.push(result);
    }
  }
  const speedOf = (all: readonly Answer[] | undefined) =>
    all && median(all.map(({ pairsPerSecond }) => pairsPerSecond));
  const rows = [...answers].map(([one, all]): ScoreRow => {
    const { engine, direction } = one;
    const reference = [...answers].find(([other]) => other.engine === 'pytorch' && other.direction === direction);
    const [speed, base] = [speedOf(all) as number, speedOf(reference?.[1])];
    const peakMiB = Math.round(Math.max(...all.map((answer) => answer.peakMiB)));
    return {
      sizes,
      engine,
      direction,
      pairsPerSecond: speed,
      peakMiB,
      ratio: base === undefined ? null : speed / base,
    };
  });
  if (values.json) {
    console.log(JSON.stringify(rows, null, 2));
    return;
  }
  console.log(
    table([
      ['engine', 'direction', 'pairs/s', 'peak MiB', 'of PyTorch'],
      ...rows.map(({ engine, direction, pairsPerSecond, peakMiB, ratio }) => [
        engine,
        direction,
        pairsPerSecond.toFixed(0),
        String(peakMiB),
        ratio === null ? '–' : `${ratio.toFixed(2)} ×`,
      ]),
    ]),
  );
}

async function runOne(request: { readonly engine: string }): Promise<ChildResult<Answer>> {
  const options = { seconds: 3600 };
  if (request.engine !== 'pytorch') return runCase<Answer>(tfjsScore, [JSON.stringify(request)], options);
  const python = pythonWith('torch');
  if (python === undefined) return { failure: 'no python3 with torch' };
  const threads = String(availableParallelism());
  const environment = { OPENBLAS_NUM_THREADS: threads, OMP_NUM_THREADS: threads };
  return runChild<Answer>(python, [pytorchScore, JSON.stringify(request)], { ...options, environment });
}
