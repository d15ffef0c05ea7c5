import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type CrossModalReport, captionRelevance, evaluateCrossModal, type Scores } from '@rs-sam/retrieval-metrics';
import { measureRuns } from './metrics-runs';
import { pythonWith } from './python';

export const description =
  'R@K, MedR, MeanR of 5,000 images × 25,000 captions in both directions from a row callback, against one NumPy argsort per query; TREC runs against pytrec_eval and ranx [--rounds 3] [--json]';

const images = 5_000;
const perImage = 5;
const captions = images * perImage;
/** Row i of the matrix is a window of one buffer that begins at i · stride, so that the matrix is never stored. */
const stride = 3;

export async function run(arguments_: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...arguments_],
    options: { json: { type: 'boolean', default: false }, rounds: { type: 'string', default: '3' } },
  });
  const buffer = distinctScores(captions + images * stride);
  const scores: Scores = {
    rows: images,
    columns: captions,
    row: (index) => buffer.subarray(index * stride, index * stride + captions),
    at: (row, column) => buffer[row * stride + column] as number,
  };
  const owners = Uint32Array.from({ length: captions }, (_, caption) => Math.floor(caption / perImage));
  const relevance = captionRelevance(owners, images);

  evaluateCrossModal(
    { ...scores, rows: 100 },
    captionRelevance(
      Uint32Array.from(owners, (owner) => owner % 100),
      100,
    ),
  ); // warm-up
  const peakBefore = process.resourceUsage().maxRSS;
  const start = performance.now();
  const report = evaluateCrossModal(scores, relevance);
  const seconds = (performance.now() - start) / 1000;
  const peakGrowth = process.resourceUsage().maxRSS - peakBefore;

  const runs = await measureRuns(Number(values.rounds));
  const peer = argsortPeer(buffer, figuresOf(report));
  const result = {
    images,
    captions,
    seconds,
    secondsPerMillionScores: seconds / ((images * captions) / 1e6),
    peakMemoryGrowthMegabytes: peakGrowth / 1e3,
    matrixMegabytes: (images * captions * 4) / 1e6,
    node: process.version,
    processor: cpus()[0]?.model,
    date: new Date().toISOString().slice(0, 10),
    ...(typeof peer === 'string'
      ? { skipped: peer }
      : { numpy: peer.numpy, numpySeconds: peer.seconds, timesFaster: peer.seconds / seconds }),
    runs,
  };
  if (values.json) console.log(JSON.stringify(result, null, 2));
  else {
    const { runs: _, ...crossModal } = result;
    for (const part of [crossModal, runs]) {
      const rows = Object.entries(part).map(([name, value]) => [
        name,
        { value: typeof value === 'object' ? JSON.stringify(value) : value },
      ]);
      console.table(Object.fromEntries(rows));
    }
  }
}

/** Distinct float32 numbers in an arbitrary order, so that every evaluation has the same ranks. */
function distinctScores(length: number): Float32Array {
  // Multiplicative (Fibonacci) hashing maps this many integers to distinct 22-bit values, which a float32 represents exactly.
  return Float32Array.from({ length }, (_, i) => Math.imul(i, 2_654_435_761) >>> 10);
}

function figuresOf({ imageToText, textToImage }: CrossModalReport): number[][] {
  return [imageToText, textToImage].map(({ recall, medianRank, meanRank }) => [
    ...Object.values(recall),
    medianRank,
    meanRank,
  ]);
}

/**
 * NumPy's time for the same matrix, or the reason why it is unavailable. Throws if the figures differ, because the times would not be
 * comparable.
 */
function argsortPeer(buffer: Float32Array, ours: number[][]): { seconds: number; numpy: string } | string {
  const python = pythonWith('numpy');
  if (python === undefined) return 'the comparison needs python3 with numpy';
  const folder = mkdtempSync(join(tmpdir(), 'bench-metrics-'));
  try {
    const file = join(folder, 'buffer.f32');
    writeFileSync(file, buffer);
    const script = fileURLToPath(new URL('peers/argsort_metrics.py', import.meta.url));
    const peer = spawnSync(python, [script, file, `${images}`, `${captions}`, `${stride}`], { encoding: 'utf8' });
    if (peer.status !== 0) throw new Error(`${script} failed: ${peer.stderr}`);
    const { figures, ...timing } = JSON.parse(peer.stdout) as { figures: number[][]; seconds: number; numpy: string };
    const apart = figures.flat().some((figure, i) => Math.abs(figure - (ours.flat()[i] as number)) > 1e-6);
    if (apart) throw new Error(`NumPy computes ${JSON.stringify(figures)} and we ${JSON.stringify(ours)}.`);
    return timing;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
