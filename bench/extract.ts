import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { fromFloat16, parseNpyHeader } from '@rs-sam/foundation/formats';
import { readBackboneWeights } from '@rs-sam/vision-features/node';
import { type ChildResult, runCase, runChild } from './child-process';
import type { ExtractAnswer, ExtractRequest, PeerSetting } from './extract/request';
import { median } from './median';
import { pythonWith } from './python';
import { table } from './table';
import { writeExchange } from './vision/exchange';

export const description =
  'a whole extraction with ResNet-50, decoding included, against torchvision with a DataLoader: --images <folder> [--count 512] [--workers 2] [--rounds 3] [--json]';

const BATCH = 8;
const IMAGE = /\.(tiff?|jpe?g|png)$/i;

interface Row {
  readonly engine: string;
  readonly setting: string;
  /** Of each round. */
  readonly seconds: readonly number[];
  readonly msPerImage: number;
  /** The time of ours divided by this one's. */
  readonly oursToIt: number;
  readonly version: string;
}

/** `pnpm bench extract --images <folder>` */
export async function run(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      images: { type: 'string' },
      count: { type: 'string', default: '512' },
      workers: { type: 'string', default: '2' },
      rounds: { type: 'string', default: '3' },
      json: { type: 'boolean', default: false },
    },
  });
  if (values.images === undefined) {
    console.log('Skipped: name a folder of .tif, .jpg or .png files with --images.');
    return;
  }
  const files = imagesIn(values.images).slice(0, Number(values.count));
  const processors = availableParallelism();
  console.error(
    `ResNet-50, ${files.length} images to 4 × 4 regions, batches of ${BATCH}. ${cpus()[0]?.model}, ${processors} processors, Node ${process.versions.node}.`,
  );
  const root = mkdtempSync(join(tmpdir(), 'bench-extract-'));
  try {
    writeExchange(root, await readBackboneWeights('resnet-50'));
    const request = { folder: root, files, batch: BATCH, workers: Number(values.workers) };
    const { rows, difference } = await measure(request, Number(values.rounds), processors);
    if (values.json) console.log(JSON.stringify({ images: files.length, difference, rows }, null, 2));
    else print(rows, difference);
  } finally {
    rmSync(root, { recursive: true });
  }
}

function imagesIn(folder: string): string[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => IMAGE.test(name));
  if (names.length === 0) throw new Error(`${folder} has no .tif, .jpg or .png files.`);
  return names.sort().map((name) => join(folder, name));
}

/** torchvision as it is, and with folded normalisations. */
const PEERS = [
  { engine: 'torchvision', folded: false },
  { engine: 'torchvision, folded', folded: true },
] as const;

/** Decoding in the main process, or in processes of the DataLoader; both layouts in memory. */
const settingsFor = (processors: number, folded: boolean): PeerSetting[] =>
  [...new Set([0, 1, 2, processors])].flatMap((workers) =>
    [true, false].map((channelsLast) => ({ threads: processors, workers, channelsLast, folded })),
  );

/** Ours and the peers in turn, round after round, so that a change of the machine's speed affects all alike. */
async function measure(
  common: Pick<ExtractRequest, 'folder' | 'files' | 'batch' | 'workers'>,
  rounds: number,
  processors: number,
): Promise<{ rows: Row[]; difference: number | null }> {
  const out = join(common.folder, 'store');
  const npy = join(common.folder, 'peer.npy');
  const ours: ExtractAnswer[] = [];
  const peers = PEERS.map(({ engine, folded }) => ({
    engine,
    settings: settingsFor(processors, folded),
    answers: [] as ExtractAnswer[],
  }));
  let difference: number | null = null;
  for (let round = 1; round <= rounds; round++) {
    ours.push(answerOf('ours', await runOurs({ ...common, out, settings: [] })));
    console.error(`round ${round}: ours ${ours.at(-1)?.seconds.toFixed(1)} s`);
    for (const peer of peers) {
      const { result, failure } = await runPeer({ ...common, out: npy, settings: peer.settings });
      console.error(`round ${round}: ${peer.engine} ${result ? `${result.seconds.toFixed(1)} s` : failure}`);
      if (result === undefined) continue;
      peer.answers.push(result);
      // The choice of the first round is kept.
      if (result.setting !== undefined) peer.settings = [result.setting];
      difference ??= meanDifference(readHalves(join(out, 'features.npy')), readHalves(npy));
    }
    rmSync(out, { recursive: true });
  }
  const time = (answers: readonly ExtractAnswer[]) => median(answers.map(({ seconds }) => seconds));
  const rowOf = (engine: string, setting: string, answers: readonly ExtractAnswer[]): Row => ({
    engine,
    setting,
    seconds: answers.map(({ seconds }) => seconds),
    msPerImage: (1000 * time(answers)) / common.files.length,
    oursToIt: time(ours) / time(answers),
    version: answers[0]?.version ?? '',
  });
  const measured = peers.filter(({ answers }) => answers.length > 0);
  const rows = [
    rowOf('ours', `${common.workers} workers`, ours),
    ...measured.map(({ engine, settings, answers }) =>
      rowOf(engine, formatSetting(settings[0] as PeerSetting), answers),
    ),
  ];
  return { rows, difference };
}

const formatSetting = ({ threads, workers, channelsLast }: PeerSetting): string =>
  `${threads} threads, ${workers} workers, channels ${channelsLast ? 'last' : 'first'}`;

const runOurs = (request: ExtractRequest): Promise<ChildResult<ExtractAnswer>> =>
  runCase(new URL('./extract/ours.ts', import.meta.url), [writeRequest(request)], { seconds: 3600 });

function runPeer(request: ExtractRequest): Promise<ChildResult<ExtractAnswer>> {
  const python = pythonWith('torchvision');
  if (python === undefined) return Promise.resolve({ failure: 'no python3 with torchvision' });
  const script = fileURLToPath(new URL('./peers/extract.py', import.meta.url));
  return runChild(python, [script, writeRequest(request)], { seconds: 3600 });
}

/** As a file: the paths of all images can be too long for an argument. */
function writeRequest(request: ExtractRequest): string {
  const path = join(request.folder, 'request.json');
  writeFileSync(path, JSON.stringify(request));
  return path;
}

function answerOf(name: string, { result, failure }: ChildResult<ExtractAnswer>): ExtractAnswer {
  if (result === undefined || failure !== undefined) throw new Error(`${name}: ${failure}`);
  return result;
}

function readHalves(file: string): Float32Array {
  const bytes = Uint8Array.from(readFileSync(file));
  return fromFloat16(new Uint16Array(bytes.buffer, parseNpyHeader(bytes).dataStart));
}

/** Mean magnitude of the difference over the mean magnitude: Pillow and sharp resize and decode JPEG differently by a grey level or two. */
function meanDifference(values: Float32Array, reference: Float32Array): number {
  if (values.length !== reference.length) throw new Error(`${values.length} values against ${reference.length}`);
  const sum = (one: Float32Array) => one.reduce((total, value) => total + Math.abs(value), 0);
  return sum(values.map((value, i) => value - (reference[i] as number))) / sum(reference);
}

function print(rows: readonly Row[], difference: number | null): void {
  const cells = rows.map(({ engine, setting, seconds, msPerImage, oursToIt }) => [
    engine,
    setting,
    seconds.map((value) => value.toFixed(1)).join(' '),
    msPerImage.toFixed(0),
    oursToIt.toFixed(2),
  ]);
  console.log(table([['engine', 'setting', 's of each round', 'ms/image', 'ours to it'], ...cells]));
  console.log('ours to it: time of ours over the time of this one; below 1 ours is faster.');
  if (difference !== null) console.log(`Mean difference of the regions: ${difference.toExponential(1)} of their mean.`);
}
