import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { engineNames } from '@rs-sam/tfjs-backend';
import { type ChildResult, runCase, runChild } from './child-process';
import { median } from './median';
import { pythonWith } from './python';
import type { TextCase, TextSize } from './text-size';

interface Row extends ChildResult<TextCase> {
  readonly name: string;
  readonly engine: string;
}

const SECONDS = 300;

export const description =
  'the bidirectional GRU, forward and backward, against tfjs-layers and PyTorch [--engines wasm,…] [--units 2048] [--repeat 5] [--json]';

/** The bidirectional GRU at the paper's size against tfjs-layers' and PyTorch's. */
export async function run(arguments_: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...arguments_],
    options: {
      json: { type: 'boolean', default: false },
      engines: { type: 'string', default: engineNames.join() },
      units: { type: 'string', default: '2048' },
      repeat: { type: 'string', default: '5' },
    },
  });
  const size = { batch: 16, words: 15, inputDim: 300, units: Number(values.units), repeat: Number(values.repeat) };
  const rows: Row[] = [{ name: 'torch.nn.GRU', engine: 'PyTorch', ...(await runTorch(size)) }];
  for (const engine of values.engines.split(',')) {
    for (const name of ['ours, reset after', 'ours, reset before', 'tfjs-layers GRU']) {
      const file = new URL('./text-case.ts', import.meta.url);
      const outcome = await runCase<TextCase>(file, [engine, name, JSON.stringify(size)], { seconds: SECONDS });
      rows.push({ name, engine, ...outcome });
      // An engine that is not installed is reported once.
      if (outcome.result === undefined) break;
    }
  }
  if (values.json) console.log(JSON.stringify({ size, rows }, null, 2));
  else print(size, rows);
}

/** On as many threads as there are processors. */
async function runTorch({ batch, words, inputDim, units, repeat }: TextSize): Promise<ChildResult<TextCase>> {
  const python = pythonWith('torch');
  if (python === undefined) return { failure: 'no python3 with torch' };
  const script = fileURLToPath(new URL('./peers/gru.py', import.meta.url));
  const threads = String(availableParallelism());
  const args = [script, ...[batch, words, inputDim, units, repeat].map(String), threads];
  const environment = { OMP_NUM_THREADS: threads, OPENBLAS_NUM_THREADS: threads };
  return runChild<TextCase>(python, args, { seconds: SECONDS, environment });
}

function print({ batch, words, inputDim, units }: TextSize, rows: readonly Row[]): void {
  console.log(
    `${batch} captions of ${words} words, ${inputDim} → 2 × ${units}; medians, each case in a separate process`,
  );
  console.log('                    engine             forward   fwd + bwd  of PyTorch       peak');
  const torch = median(rows[0]?.result?.forwardAndBackward ?? []);
  for (const { name, engine, result, failure } of rows) {
    const both = median(result?.forwardAndBackward ?? []);
    const columns = [
      name.padEnd(20) + engine.padEnd(17),
      seconds(median(result?.forward ?? [])).padStart(9),
      seconds(both).padStart(12),
      cell(both / torch, (ratio) => `${ratio.toFixed(2)} ×`).padStart(12),
      cell(result?.peakMegabytes ?? Number.NaN, (megabytes) => `${megabytes.toFixed(0)} MB`).padStart(11),
    ];
    console.log(`${columns.join('')}  ${failure === undefined ? (result?.version ?? '') : `failed: ${failure}`}`);
  }
}

function seconds(milliseconds: number): string {
  return cell(milliseconds / 1000, (value) => `${value.toFixed(2)} s`);
}

/** A dash without a measurement. */
function cell(value: number, print: (value: number) => string): string {
  return Number.isNaN(value) ? '–' : print(value);
}
