import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { readBackboneWeights } from '@rs-sam/vision-features/node';
import { type ChildResult, runCase, runChild } from './child-process';
import { median } from './median';
import { pythonWith } from './python';
import { table } from './table';
import { readRegions, writeExchange } from './vision/exchange';
import { SIZE, type VisionAnswer, type VisionRequest } from './vision/request';

/** An engine, with the number of processes and of threads in each. */
interface Case {
  readonly engine: string;
  readonly workers: number;
  readonly threads: number;
}

/** One line of the result. */
interface Row extends Case {
  /** Median over the rounds, all workers together. */
  readonly msPerImage: number;
  /** Speed of all workers together divided by that of one worker with the same engine and threads. */
  readonly speedUp: number | null;
  /** msPerImage divided by PyTorch's lowest on the same processors; null without PyTorch. */
  readonly toPyTorch: number | null;
  /** Sum of the workers' largest resident sets. */
  readonly peakMiB: number;
  /** Largest difference of the regions of two images from those of the wasm engine, divided by the largest value. */
  readonly largestDifference: number;
  readonly version: string;
}

export const description =
  'regions of ResNet-50 at 256, every engine, one process and two, against torchvision [--rounds 3] [--seconds 10] [--json]';

const BATCH = 8;

/** `pnpm bench vision [--rounds 3] [--seconds 10] [--json]` */
export async function run(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      json: { type: 'boolean', default: false },
      rounds: { type: 'string', default: '3' },
      seconds: { type: 'string', default: '10' },
    },
  });
  const processors = availableParallelism();
  console.error(
    `ResNet-50, ${SIZE} × ${SIZE}, batches of ${BATCH}. ${cpus()[0]?.model}, ${processors} processors, Node ${process.versions.node}.`,
  );
  const root = mkdtempSync(join(tmpdir(), 'bench-vision-'));
  try {
    writeExchange(root, await readBackboneWeights('resnet-50'));
    const rows = await measure(casesFor(processors), root, Number(values.rounds), Number(values.seconds));
    if (values.json) console.log(JSON.stringify(rows, null, 2));
    else print(rows);
  } finally {
    rmSync(root, { recursive: true });
  }
}

function casesFor(processors: number): Case[] {
  const share = Math.max(1, processors >> 1);
  return [
    ...['wasm', 'wasm+onnxruntime', 'onnxruntime', 'pytorch'].flatMap((engine) =>
      [1, 2].map((workers) => ({ engine, workers, threads: share })),
    ),
    ...['onnxruntime', 'pytorch'].map((engine) => ({ engine, workers: 1, threads: processors })),
  ];
}

/** Runs the cases in turn, round after round, so that a change of the machine's speed affects all of them alike. */
async function measure(cases: readonly Case[], root: string, rounds: number, seconds: number): Promise<Row[]> {
  const measured = new Map<Case, { ms: number[]; peak: number; regions: Float32Array; version: string }>();
  const left = new Set(cases);
  for (let round = 1; round <= rounds; round++) {
    for (const one of cases) {
      if (!left.has(one)) continue;
      const name = `${one.engine}, ${one.workers} × ${one.threads} threads`;
      const folder = join(root, 'case');
      mkdirSync(folder);
      for (const file of readdirSync(root).filter((entry) => entry !== 'case'))
        copyFileSync(join(root, file), join(folder, file));
      const outcomes = await Promise.all(
        Array.from({ length: one.workers }, (_, index) => runWorker({ ...one, index, folder, batch: BATCH, seconds })),
      );
      const answers = outcomes.flatMap(({ result }) => (result === undefined ? [] : [result]));
      if (answers.length < one.workers) {
        left.delete(one);
        console.error(`${name}: left out, ${outcomes.find(({ failure }) => failure)?.failure}`);
      } else {
        const perSecond = answers.reduce((sum, answer) => sum + answer.images / answer.seconds, 0);
        const before = measured.get(one);
        const peak = answers.reduce((sum, { peakMiB }) => sum + peakMiB, 0);
        measured.set(one, {
          ms: [...(before?.ms ?? []), 1000 / perSecond],
          peak: Math.max(before?.peak ?? 0, peak),
          regions: readRegions(folder),
          version: answers[0]?.version ?? '',
        });
        console.error(`round ${round}: ${name} ${(1000 / perSecond).toFixed(0)} ms per image`);
      }
      rmSync(folder, { recursive: true });
    }
  }
  const timeOf = (one: Case | undefined) => one && median(measured.get(one)?.ms ?? []);
  const peers = cases
    .filter((one) => one.engine === 'pytorch' && measured.has(one))
    .map((one) => timeOf(one) as number);
  const reference = [...measured].find(([{ engine }]) => engine === 'wasm')?.[1].regions;
  return [...measured].map(([one, { ms, peak, regions, version }]) => {
    const alone = cases.find(
      (other) => other.engine === one.engine && other.workers === 1 && other.threads === one.threads,
    );
    const speedUp = one.workers === 1 ? null : (timeOf(alone) as number) / median(ms);
    return {
      ...one,
      msPerImage: median(ms),
      speedUp,
      toPyTorch: peers.length === 0 ? null : median(ms) / Math.min(...peers),
      peakMiB: Math.round(peak),
      largestDifference: reference === undefined ? Number.NaN : relativeDifference(regions, reference),
      version,
    };
  });
}

function runWorker(request: VisionRequest): Promise<ChildResult<VisionAnswer>> {
  const options = { seconds: 120 + 10 * request.seconds };
  const argument = JSON.stringify(request);
  if (request.engine !== 'pytorch') {
    return runCase<VisionAnswer>(new URL('./vision/worker.ts', import.meta.url), [argument], options);
  }
  const python = pythonWith('torchvision');
  if (python === undefined) return Promise.resolve({ failure: 'no python3 with torchvision' });
  const threads = String(request.threads);
  const script = fileURLToPath(new URL('./peers/vision.py', import.meta.url));
  const environment = { OPENBLAS_NUM_THREADS: threads, OMP_NUM_THREADS: threads };
  return runChild<VisionAnswer>(python, [script, argument], { ...options, environment });
}

function relativeDifference(values: Float32Array, reference: Float32Array): number {
  const scale = reference.reduce((max, value) => Math.max(max, Math.abs(value)), 0);
  return values.reduce((max, value, i) => Math.max(max, Math.abs(value - (reference[i] as number))), 0) / scale;
}

function print(rows: readonly Row[]): void {
  const cells = rows.map(({ engine, workers, threads, msPerImage, speedUp, toPyTorch, peakMiB, largestDifference }) => [
    engine,
    String(workers),
    String(threads),
    msPerImage.toFixed(0),
    speedUp === null ? '–' : speedUp.toFixed(2),
    toPyTorch === null ? '–' : toPyTorch.toFixed(2),
    String(peakMiB),
    largestDifference.toExponential(1),
  ]);
  const head = ['engine', 'workers', 'threads', 'ms/image', 'of one worker', 'to PyTorch', 'peak MiB', 'difference'];
  console.log(table([head, ...cells]));
  console.log("of one worker: speed over that of one worker. to PyTorch: time over PyTorch's best; below 1 is faster.");
  console.log("difference: largest difference from wasm's regions, over the largest value.");
}
