import { mkdir, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { lineChart } from '@rs-sam/charts';
import { runCase } from './child-process';
import { table } from './table';

/** What a case prints. */
interface Answer {
  /** Seconds of the whole work, without its warm-up. */
  readonly seconds: number;
  readonly peakMiB: number;
}

/** One point of a curve. */
export interface GrowPoint extends Answer {
  readonly curve: string;
  /** The size that grows. */
  readonly size: number;
  /** How much work there is at that size: pairs, images, steps. */
  readonly work: number;
}

/** Work that is measured at growing sizes. */
interface Curve {
  readonly name: string;
  /** The size, with its unit. */
  readonly grows: string;
  /** What the time is divided by. */
  readonly item: string;
  readonly sizes: readonly number[];
  work(size: number): number;
  /** The program and its request. */
  request(size: number): {
    readonly program: 'step' | 'score' | 'evaluate' | 'train' | 'extract';
    readonly json: object;
  };
}

const step = (change: object) => ({
  program: 'step' as const,
  json: {
    ...{ engine: 'wasm+onnxruntime', direction: 't2i', form: 'factored', steps: 12, budgetSeconds: 60 },
    sizes: { batch: 32, regions: 16, words: 15, depth: 256, ...change },
  },
});

const curves: readonly Curve[] = [
  {
    ...{ name: 'step, batch', grows: 'B', item: 'pair', sizes: [8, 16, 32, 64, 128] },
    work: (batch) => batch * batch,
    request: (batch) => step({ batch }),
  },
  {
    ...{ name: 'step, regions', grows: 'K', item: 'region', sizes: [8, 16, 32, 64, 128] },
    work: (regions) => regions,
    request: (regions) => step({ regions }),
  },
  {
    ...{ name: 'step, words', grows: 'N', item: 'word', sizes: [8, 16, 32, 64] },
    work: (words) => words,
    request: (words) => step({ words }),
  },
  {
    ...{ name: 'step, depth', grows: 'D', item: 'number', sizes: [128, 256, 512, 1024] },
    work: (depth) => depth,
    request: (depth) => step({ depth }),
  },
  {
    ...{ name: 'scoring', grows: 'images, with twice as many captions', item: 'pair', sizes: [256, 512, 1024, 2048] },
    work: (images) => 2 * images * images,
    request: (images) => ({
      program: 'score',
      json: {
        ...{ engine: 'wasm+onnxruntime', direction: 't2i', images, captions: 2 * images },
        sizes: { batch: 32, regions: 16, words: 15, depth: 256 },
      },
    }),
  },
  {
    ...{
      name: 'evaluation',
      grows: 'images, with five captions each',
      item: 'pair',
      sizes: [1000, 4000, 10_000, 31_500],
    },
    work: (images) => 5 * images * images,
    request: (images) => ({ program: 'evaluate', json: { images } }),
  },
  {
    ...{ name: 'training', grows: 'images, in eight views', item: 'step', sizes: [500, 2000, 8000, 31_500] },
    work: () => 100,
    request: (images) => ({ program: 'train', json: { images, steps: 100 } }),
  },
  {
    ...{ name: 'extraction', grows: 'images, in eight views', item: 'image', sizes: [250, 1000, 4000] },
    work: (images) => images,
    request: (images) => ({ program: 'extract', json: { images } }),
  },
];

const programs = {
  step: new URL('./step/tfjs-step.ts', import.meta.url),
  score: new URL('./score/tfjs-score.ts', import.meta.url),
  evaluate: new URL('./grow/evaluate-case.ts', import.meta.url),
  train: new URL('./grow/train-case.ts', import.meta.url),
  extract: new URL('./grow/extract-case.ts', import.meta.url),
} as const;

export const description =
  'how time and memory grow with batch, regions, words, depth, pairs, gallery and data set [--only step,scoring,…] [--out folder for curves] [--json]';

/** `pnpm bench grow` */
export async function run(arguments_: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...arguments_],
    options: {
      only: { type: 'string', default: '' },
      out: { type: 'string' },
      json: { type: 'boolean', default: false },
    },
  });
  const chosen = curves.filter(({ name }) => values.only.split(',').some((part) => name.startsWith(part)));
  const points: GrowPoint[] = [];
  for (const { name, sizes, work, request } of chosen) {
    for (const size of sizes) {
      const { program, json } = request(size);
      const { result, failure } = await runCase<Answer | StepAnswer>(programs[program], [JSON.stringify(json)], {
        seconds: 1800,
      });
      if (result === undefined) {
        console.error(`${name} at ${size}: left out, ${failure}`);
        continue;
      }
      const { peakMiB } = result;
      const seconds = typeof result.seconds === 'number' ? result.seconds : fastest(result.seconds);
      points.push({ curve: name, size, work: work(size), seconds, peakMiB: Math.round(peakMiB) });
      console.error(`${name} at ${size}: ${seconds.toFixed(3)} s, ${peakMiB.toFixed(0)} MiB`);
    }
  }
  if (values.out !== undefined) await draw(chosen, points, values.out);
  if (values.json) console.log(JSON.stringify(points, null, 2));
  else console.log(table([HEADER, ...chosen.map((curve) => rowOf(curve, points))]));
}

/** A step prints the seconds of every step. */
interface StepAnswer {
  readonly seconds: readonly number[];
  readonly peakMiB: number;
}

function fastest(seconds: readonly number[]): number {
  return Math.min(...seconds);
}

const HEADER = ['curve', 'grows', 'from', 'to', 'µs an item', 'exponent of the time', 'of the work', 'peak MiB'];

function rowOf({ name, grows, item }: Curve, points: readonly GrowPoint[]): string[] {
  const own = points.filter(({ curve }) => curve === name);
  const [first, last] = [own[0], own.at(-1)];
  if (first === undefined || last === undefined) return [name, grows, '–', '–', '–', '–', '–', '–'];
  const cost = ({ seconds, work }: GrowPoint) => `${((1e6 * seconds) / work).toPrecision(3)}`;
  return [
    name,
    grows,
    String(first.size),
    String(last.size),
    `${cost(first)} → ${cost(last)} a ${item}`,
    exponent(own, ({ seconds }) => seconds).toFixed(2),
    exponent(own, ({ work }) => work).toFixed(2),
    `${first.peakMiB} → ${last.peakMiB}`,
  ];
}

/** The slope of log y over log size, by least squares. */
function exponent(points: readonly GrowPoint[], y: (point: GrowPoint) => number): number {
  const xs = points.map(({ size }) => Math.log(size));
  const ys = points.map((point) => Math.log(y(point)));
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [mx, my] = [mean(xs), mean(ys)];
  const covariance = xs.reduce((sum, x, i) => sum + (x - mx) * ((ys[i] as number) - my), 0);
  return covariance / xs.reduce((sum, x) => sum + (x - mx) ** 2, 0);
}

/** One chart of the time of an item and one of the memory; each curve relative to its own first point. */
async function draw(chosen: readonly Curve[], points: readonly GrowPoint[], folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const charts = {
    'grow-time.svg': { title: 'Time of an item', y: ({ seconds, work }: GrowPoint) => seconds / work },
    'grow-memory.svg': { title: 'Peak memory', y: ({ peakMiB }: GrowPoint) => peakMiB },
  };
  for (const [file, { title, y }] of Object.entries(charts)) {
    const series = chosen.flatMap(({ name }) => {
      const own = points.filter(({ curve }) => curve === name);
      const [first] = own;
      if (first === undefined) return [];
      const at = own.map((point): [number, number] => [Math.log2(point.size / first.size), y(point) / y(first)]);
      return [{ name, points: at }];
    });
    const labels = { xLabel: 'Doublings of the size', yLabel: 'Of the value at the smallest size' };
    await writeFile(`${folder}/${file}`, lineChart({ title, series, ...labels }));
  }
}
