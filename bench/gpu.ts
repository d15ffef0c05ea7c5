import { spawn } from 'node:child_process';
import { appendFile, mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { PartEngine, PartRequest } from './gpu/requests';
import { median } from './median';
import { pythonWith } from './python';
import { sizesByName } from './step/workload';
import { table } from './table';

export const description =
  'an engine on a GPU: parity, steps, dispatches, a gallery and a whole training, against PyTorch on the same GPU [--engine webgpu] [--fast]';

/** A process of the report, with the most seconds that it may take. */
interface Part {
  readonly name: string;
  readonly seconds: number;
  readonly command: string;
  readonly args: readonly string[];
}

/** A line that a part printed, or its failure. */
interface Line {
  readonly name: string;
  readonly [field: string]: unknown;
}

/** `pnpm bench gpu`, and the program of the archive that `scripts/gpu-archive.ts` writes. */
export async function run(arguments_: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...arguments_],
    options: {
      engine: { type: 'string', default: 'webgpu' },
      /** Small sizes and few steps, to try the report on a software renderer. */
      fast: { type: 'boolean', default: false },
      /** A data set and its features, for the whole training. */
      dataset: { type: 'string' },
      features: { type: 'string' },
      /** Where the results and the run are written. */
      out: { type: 'string', default: 'gpu-report' },
      /** Limit of the whole report. */
      seconds: { type: 'string', default: '350' },
      /** Only the parts whose name contains this text. */
      only: { type: 'string', default: '' },
      device: { type: 'string', default: 'cuda' },
    },
  });
  await mkdir(values.out, { recursive: true });
  const end = performance.now() + 1000 * Number(values.seconds);
  const lines: Line[] = [];
  const say = async (line: Line) => {
    lines.push(line);
    console.log(JSON.stringify(line));
    await appendFile(join(values.out, 'results.jsonl'), `${JSON.stringify(line)}\n`);
  };
  for (const part of partsOf(values).filter(({ name }) => name.includes(values.only))) {
    const left = (end - performance.now()) / 1000;
    if (left < 5) await say({ name: part.name, failure: 'no time is left' });
    else await runPart({ ...part, seconds: Math.min(part.seconds, left) }, say);
  }
  const text = summary(lines);
  console.log(text);
  await writeFile(join(values.out, 'table.txt'), `${text}\n`);
}

function partsOf(values: {
  engine: string;
  fast: boolean;
  dataset?: string | undefined;
  features?: string | undefined;
  out: string;
  device: string;
}): Part[] {
  const { fast, dataset, features, device } = values;
  const engine = values.engine as PartEngine;
  const small = { batch: 4, regions: 8, words: 6, depth: 64 };
  const [paper, tuned] = fast ? [small, small] : [sizesByName.paper, sizesByName.tuned];
  const counts = fast ? { warmUp: 1, steps: 2 } : { warmUp: 5, steps: 20 };
  const python = pythonWith('torch');
  const own = (name: string, seconds: number, request: PartRequest): Part => ({
    ...{ name, seconds, command: process.execPath },
    args: [...process.execArgv, partFile(), JSON.stringify(request)],
  });
  const torch = (name: string, file: 'step' | 'score', request: object): Part[] => {
    if (python === undefined) return [];
    // One context at a time is the fastest form on a processor, all at once on a GPU.
    const form = device === 'cpu' ? 'factored' : 'batched';
    const program = fileURLToPath(new URL(`./peers/${file}.py`, import.meta.url));
    const args = [program, JSON.stringify({ device, form, ...request })];
    return [{ name: `PyTorch, ${name}`, seconds: 30, command: python, args }];
  };
  const steps = fast ? 3 : 25;
  const torchStep = { steps, budgetSeconds: 15 };
  const gallery = fast ? { images: 32, captions: 256 } : { images: 320, captions: 2560 };
  return [
    own('parity', 75, { part: 'parity', engine }),
    own('step, paper t2i', 40, { part: 'step', engine, direction: 't2i', sizes: paper, ...counts }),
    own('step, paper i2t', 40, { part: 'step', engine, direction: 'i2t', sizes: paper, ...counts }),
    own('step, tuned t2i', 30, { part: 'step', engine, direction: 't2i', sizes: tuned, ...counts }),
    own('step, tuned i2t', 30, { part: 'step', engine, direction: 'i2t', sizes: tuned, ...counts }),
    own('training step, tuned t2i', fast ? 150 : 40, {
      ...{ part: 'training-step', engine, direction: 't2i' },
      ...(fast ? { regions: 4, depth: 32, warmUp: 2, steps: 2 } : { regions: 16, depth: 2048, warmUp: 20, steps: 60 }),
    }),
    own('gallery, paper t2i', 40, { part: 'gallery', engine, direction: 't2i', sizes: paper, seconds: fast ? 1 : 6 }),
    ...torch('step, paper t2i', 'step', { ...torchStep, direction: 't2i', sizes: paper }),
    ...torch('step, paper i2t', 'step', { ...torchStep, direction: 'i2t', sizes: paper }),
    ...torch('step, tuned t2i', 'step', { ...torchStep, direction: 't2i', sizes: tuned }),
    ...torch('step, tuned i2t', 'step', { ...torchStep, direction: 'i2t', sizes: tuned }),
    ...torch('gallery, paper t2i', 'score', { ...gallery, direction: 't2i', sizes: paper }),
    ...(dataset === undefined || features === undefined
      ? []
      : [
          own('training, tuned t2i', 240, {
            ...{ part: 'training', engine, direction: 't2i', dataset, features },
            folder: join(tmpdir(), `rs-sam-gpu-run-${process.pid}`),
            ...(fast && { epochs: 1 }),
            seconds: fast ? 40 : 190,
          }),
        ]),
  ];
}

/** The program of a part: TypeScript in the repository, a bundle in the archive. */
function partFile(): string {
  const source = new URL('./gpu/part.ts', import.meta.url);
  return fileURLToPath(import.meta.url.endsWith('.ts') ? source : new URL('./part.mjs', import.meta.url));
}

/** Runs a part and passes on every line of JSON that it prints; what it says besides is shown on the error stream. */
function runPart({ name, seconds, command, args }: Part, say: (line: Line) => Promise<void>): Promise<void> {
  return new Promise((resolve) => {
    const start = performance.now();
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    // SIGKILL: a driver that hangs may not react to anything else.
    const timer = setTimeout(() => child.kill('SIGKILL'), 1000 * seconds);
    const said: Promise<void>[] = [];
    let errors = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      errors = (errors + text).slice(-4000);
      process.stderr.write(text);
    });
    createInterface(child.stdout).on('line', (text) => {
      if (text.startsWith('{')) said.push(say({ name, ...(JSON.parse(text) as object) }));
    });
    const finish = async (failure: string | undefined) => {
      clearTimeout(timer);
      await Promise.all(said);
      const taken = Number(((performance.now() - start) / 1000).toFixed(1));
      await say({ name, processSeconds: taken, ...(failure !== undefined && { failure, errors: errors.slice(-600) }) });
      resolve();
    };
    child.on('error', ({ message }) => void finish(message));
    child.on('close', (code, signal) => {
      if (code === 0) void finish(undefined);
      else void finish(signal === 'SIGKILL' ? `stopped after ${seconds.toFixed(0)} s` : `ended with ${signal ?? code}`);
    });
  });
}

/** The table of the report. */
function summary(lines: readonly Line[]): string {
  const found = (name: string, field: string) => lines.find((line) => line.name === name && field in line);
  const rounded = (value: unknown) => (typeof value === 'number' ? String(Number(value.toPrecision(4))) : '–');
  const rows = [...new Set(lines.map(({ name }) => name))].map((name) => {
    const step = found(name, 'ms');
    const torch = found(name, 'seconds')?.seconds;
    // The first steps of PyTorch compile and fill its caches.
    const ofTorch = Array.isArray(torch)
      ? 1000 * median((torch as number[]).slice(-Math.ceil(torch.length / 2)))
      : undefined;
    const training = found(name, 'msPerStep');
    return [
      name,
      rounded(step?.ms ?? ofTorch ?? training?.msPerStep),
      rounded(step?.msEncoding),
      rounded(step?.dispatches),
      rounded(found(name, 'pairsPerSecond')?.pairsPerSecond),
      rounded(found(name, 'testMeanRecall')?.testMeanRecall),
      rounded(found(name, 'worstOfSteps')?.worstOfSteps),
      String(found(name, 'failure')?.failure ?? ''),
    ];
  });
  return table([
    ['part', 'ms a step', 'encoding', 'dispatches', 'pairs/s', 'test mR', 'difference', 'failure'],
    ...rows,
  ]);
}
