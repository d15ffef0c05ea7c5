import { availableParallelism, cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type ChildResult, runCase, runChild } from './child-process';
import { median } from './median';
import { pythonWith } from './python';
import { describeGpuCalls, type GpuCalls } from './step/gpu-calls';
import { type KernelAnswer, kernelReport } from './step/kernel-report';
import { describeSizes, type SizeName, sizeName, sizesByName } from './step/workload';
import { table } from './table';

/** One line of the result. */
export interface StepRow {
  readonly sizes: SizeName;
  readonly engine: string;
  readonly direction: 'i2t' | 't2i';
  readonly form: 'factored' | 'direct';
  /** Median over the steps without the warm-up of each process; or the only step, if a step takes longer than 20 s. */
  readonly secondsMedian: number;
  /** Largest resident set of its processes. */
  readonly peakMiB: number;
  /** secondsMedian divided by that of PyTorch's factored form in the same direction; null without PyTorch. */
  readonly ratio: number | null;
}

type Answer = { readonly seconds: readonly number[]; readonly peakMiB: number };
type Case = Pick<StepRow, 'sizes' | 'engine' | 'direction' | 'form'>;

const tfjsStep = new URL('./step/tfjs-step.ts', import.meta.url);
const pytorchStep = new URL('./peers/step.py', import.meta.url);
const trainingStep = new URL('./step/training-step.ts', import.meta.url);
/** Whole training steps that are timed, after those that compile the shaders. */
const TRAINING_STEPS = { steps: 20, warmUp: 3 };
const ROUNDS = 3;
/**
 * Steps of a process; the first ones warm up and are not counted. At the sizes of `tuned` a step is so short that Node's compiler is at
 * work for the first half second of it.
 */
const STEPS: Readonly<Record<SizeName, { readonly all: number; readonly warmUp: number }>> = {
  paper: { all: 8, warmUp: 2 },
  tuned: { all: 48, warmUp: 24 },
};
/** A case whose step takes longer than this is run once. */
const SLOW_SECONDS = 20;

/** Every case. An engine that is not installed reports it when its case is run. `--fast` leaves out the direct forms and tfjs as shipped. */
function casesOf(sizes: SizeName, fast: boolean, engine: string | undefined): Case[] {
  if (engine !== undefined) {
    const engines = [...new Set([engine, 'pytorch'])];
    return (['i2t', 't2i'] as const).flatMap((direction) =>
      engines.map((one): Case => ({ sizes, engine: one, direction, form: 'factored' })),
    );
  }
  const engines = fast
    ? ['wasm+onnxruntime', 'wasm', 'pytorch']
    : ['tfjs-node-gpu', 'tfjs-node', 'wasm+onnxruntime', 'wasm', 'pytorch'];
  return (['i2t', 't2i'] as const).flatMap((direction) => [
    ...engines.map((engine): Case => ({ sizes, engine, direction, form: 'factored' })),
    ...(fast ? [] : engines.map((engine): Case => ({ sizes, engine, direction, form: 'direct' }))),
    ...(fast ? [] : [{ sizes, engine: 'wasm-as-shipped', direction, form: 'factored' } as const]),
  ]);
}

/** In the direct form a step may take minutes, and a process runs several. */
const options = { seconds: 900 };

function runSteps(one: Case, python: string | undefined): Promise<ChildResult<Answer>> {
  const request = JSON.stringify({
    ...one,
    sizes: sizesByName[one.sizes],
    steps: STEPS[one.sizes].all,
    budgetSeconds: SLOW_SECONDS,
  });
  if (one.engine !== 'pytorch') return runCase<Answer>(tfjsStep, [request], options);
  if (python === undefined) return Promise.resolve({ failure: 'no python3 with torch' });
  const threads = String(availableParallelism());
  const environment = { OPENBLAS_NUM_THREADS: threads, OMP_NUM_THREADS: threads };
  return runChild<Answer>(python, [fileURLToPath(pytorchStep), request], { ...options, environment });
}

/** Runs the cases in turn, round after round, so that a change of the machine's speed affects all of them alike. */
async function measure(cases: readonly Case[], say: (line: string) => void): Promise<StepRow[]> {
  const seconds = new Map<Case, number[]>();
  const peaks = new Map<Case, number>();
  const left = new Set(cases);
  const python = pythonWith('torch');
  for (let round = 1; round <= ROUNDS; round++) {
    for (const one of cases) {
      if (!left.has(one)) continue;
      const name = `${one.engine} ${one.direction} ${one.form}`;
      const { result, failure } = await runSteps(one, python);
      if (result === undefined) {
        left.delete(one);
        say(`${name}: left out, ${failure}`);
        continue;
      }
      const { seconds: all, peakMiB } = result;
      const { warmUp } = STEPS[one.sizes];
      const warm = all.length > warmUp ? all.slice(warmUp) : all.slice(-1);
      if ((all[0] as number) > SLOW_SECONDS) left.delete(one);
      seconds.set(one, [...(seconds.get(one) ?? []), ...warm]);
      peaks.set(one, Math.max(peaks.get(one) ?? 0, peakMiB));
      say(`round ${round}: ${name} ${warm.map((s) => s.toFixed(3)).join(' ')} s`);
    }
  }
  const reference = new Map(
    cases
      .filter(({ engine, form }) => engine === 'pytorch' && form === 'factored')
      .map((one) => [one.direction, seconds.get(one)]),
  );
  return cases.flatMap((one) => {
    const all = seconds.get(one);
    if (all === undefined) return [];
    const base = reference.get(one.direction);
    return [
      {
        ...one,
        secondsMedian: median(all),
        peakMiB: Math.round(peaks.get(one) as number),
        ratio: base === undefined ? null : median(all) / median(base),
      },
    ];
  });
}

/** One line for the list of benchmarks. */
export const description =
  'one training step of the alignment module, every engine and form, against PyTorch [--sizes paper | tuned] [--engine webgpu] [--fast] [--json | --kernels | --calls]';

/** `pnpm bench step` */
export async function run(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      sizes: { type: 'string', default: 'paper' },
      fast: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      kernels: { type: 'boolean', default: false },
      engine: { type: 'string' },
      calls: { type: 'boolean', default: false },
    },
  });
  const sizes = sizeName(values.sizes);
  const machine = `${cpus()[0]?.model}, ${availableParallelism()} processors, Node ${process.versions.node}`;
  console.error(
    'One step: scores of all pairs, hardest-negative triplet loss, gradients of words and gate, Adam on the gate.',
  );
  console.error(`${describeSizes(sizesByName[sizes])}; regions frozen. ${machine}.`);
  if (values.kernels) {
    await printKernels(sizes);
    return;
  }
  if (values.calls) {
    await printGpuCalls(sizes);
    return;
  }
  const rows = await measure(casesOf(sizes, values.fast, values.engine), (line) => console.error(line));
  if (values.json) console.log(JSON.stringify(rows, null, 2));
  else {
    printRows(rows);
    if (values.engine === 'webgpu') await printGpuCalls(sizes);
    else if (values.engine === undefined) await printKernels(sizes);
  }
}

function printRows(rows: readonly StepRow[]): void {
  const cells = rows.map(({ engine, direction, form, secondsMedian, peakMiB, ratio }) => {
    return [
      engine,
      direction,
      form,
      secondsMedian.toFixed(3),
      String(peakMiB),
      ratio === null ? '–' : ratio.toFixed(2),
    ];
  });
  console.log(table([['engine', 'direction', 'form', 's/step', 'peak MiB', 'ratio'], ...cells]));
  console.log('ratio: to PyTorch, factored, same direction. Below 1 is faster.');
}

/** The time of our own steps by kernel. */
async function printKernels(sizes: SizeName): Promise<void> {
  const ours = (['i2t', 't2i'] as const).flatMap((direction) =>
    (['wasm+onnxruntime', 'wasm'] as const).map((engine): Case => ({ sizes, engine, direction, form: 'factored' })),
  );
  for (const one of ours) {
    const request = { ...one, sizes: sizesByName[sizes], steps: 4, budgetSeconds: SLOW_SECONDS, kernels: true };
    const { result } = await runCase<KernelAnswer>(tfjsStep, [JSON.stringify(request)], options);
    if (result)
      console.log(`\n${kernelReport(`${one.engine}, ${one.direction}, factored`, result, sizesByName[sizes])}`);
  }
}

/** The dispatches of a step, and of a whole training step of the preset, on webgpu; the latter with its time. */
async function printGpuCalls(sizes: SizeName): Promise<void> {
  for (const direction of ['t2i', 'i2t'] as const) {
    const request = { engine: 'webgpu', direction, sizes: sizesByName[sizes] };
    const step = { ...request, form: 'factored', steps: 2, budgetSeconds: SLOW_SECONDS, calls: true };
    const { result, failure } = await runCase<{ calls: GpuCalls }>(tfjsStep, [JSON.stringify(step)], options);
    console.log(result ? describeGpuCalls(`step ${direction}`, result.calls) : `step ${direction}: ${failure}`);
    const training = { ...request, sizeName: sizes, ...TRAINING_STEPS };
    const whole = await runCase<TrainingAnswer>(trainingStep, [JSON.stringify(training)], options);
    const title = `training step of the preset ${sizes}, ${direction}`;
    if (whole.result === undefined) console.log(`${title}: ${whole.failure}`);
    else {
      const { calls, secondsPerStep } = whole.result;
      console.log(`${describeGpuCalls(title, calls)}\n  ${secondsPerStep.toFixed(4)} s a step`);
    }
  }
}

type TrainingAnswer = { readonly calls: GpuCalls; readonly secondsPerStep: number };
