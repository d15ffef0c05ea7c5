import { spawnSync } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { mulberry32 } from '@rs-sam/foundation/random';
import { median } from './median';
import { pythonWith } from './python';

/** Measures by the names that trec_eval, ranx and `parseMeasure` have for them, in one order. */
const MEASURES = ['map', 'ndcg_cut_10', 'P_10', 'recip_rank', 'recall_100', 'bpref'];

const DEPTH = 1000;
const DOCUMENTS = 100_000;

const PEERS = ['pytrec_eval', 'ranx'];

interface Timing {
  readonly readSeconds: number;
  readonly evaluateSeconds: number;
  readonly peakMebibytes: number;
  readonly means: readonly (number | null)[];
  /** Of the peer, from its package. */
  readonly version?: string;
}

/**
 * CPU seconds to read and to evaluate a TREC run of 2,000 queries × 1,000 results, ours and those of pytrec_eval and ranx in turn, and our
 * peak memory at 10,000 × 1,000. Medians over the rounds; a ratio is the median of the ratios of each round. Throws where the figures
 * differ: the times would mean nothing.
 */
export async function measureRuns(rounds: number): Promise<Readonly<Record<string, unknown>>> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-metrics-'));
  const [run, qrels] = [join(folder, 'run.trec'), join(folder, 'qrels.txt')];
  const measureOurs = () =>
    timed(process.execPath, [
      ...['--import', import.meta.resolve('tsx'), fileURLToPath(new URL('metrics-evaluate.ts', import.meta.url))],
      ...[run, qrels, ...MEASURES],
    ]);
  try {
    await writeRuns(run, qrels, 2000);
    const pythons = PEERS.map((peer) => pythonWith(peer));
    const ours: Timing[] = [];
    const theirs = PEERS.map((): Timing[] => []);
    for (let round = 0; round < rounds; round++) {
      ours.push(measureOurs());
      pythons.forEach((python, i) => {
        if (python !== undefined) theirs[i]?.push(timed(python, [SCRIPT, PEERS[i] as string, run, qrels]));
      });
    }
    await writeRuns(run, qrels, 10_000);
    const large = measureOurs();
    return {
      run: `2,000 queries × ${DEPTH} results`,
      rounds,
      ...mediansOf(ours),
      ...Object.fromEntries(PEERS.map((peer, i) => [peer, comparison(peer, ours, theirs[i] ?? [])])),
      '10,000 queries, peakMebibytes': large.peakMebibytes,
      '10,000 queries, readSeconds': large.readSeconds,
      '10,000 queries, evaluateSeconds': large.evaluateSeconds,
    };
  } finally {
    await rm(folder, { recursive: true });
  }
}

const SCRIPT = fileURLToPath(new URL('peers/trec_metrics.py', import.meta.url));

function mediansOf(timings: readonly Timing[]) {
  return {
    readSeconds: median(timings.map(({ readSeconds }) => readSeconds)),
    evaluateSeconds: median(timings.map(({ evaluateSeconds }) => evaluateSeconds)),
    peakMebibytes: median(timings.map(({ peakMebibytes }) => peakMebibytes)),
  };
}

function comparison(peer: string, ours: readonly Timing[], theirs: readonly Timing[]): object | string {
  const [first] = theirs;
  if (first === undefined) {
    return `the comparison needs python3 with ${peer} (RS_SAM_PYTHON names another python)`;
  }
  first.means.forEach((mean, i) => {
    const own = ours[0]?.means[i] as number;
    // ranx adds in single precision in places.
    if (mean !== null && Math.abs(mean - own) > (peer === 'ranx' ? 1e-6 : 1e-9))
      throw new Error(`${MEASURES[i]}: ${peer} computes ${mean}, we ${own}.`);
  });
  const ratiosOf = (field: 'readSeconds' | 'evaluateSeconds') =>
    theirs.map((timing, round) => (ours[round]?.[field] as number) / timing[field]);
  return {
    version: first.version,
    ...mediansOf(theirs),
    readRatio: median(ratiosOf('readSeconds')),
    readRatios: ratiosOf('readSeconds'),
    evaluateRatio: median(ratiosOf('evaluateSeconds')),
    evaluateRatios: ratiosOf('evaluateSeconds'),
  };
}

function timed(command: string, words: readonly string[]): Timing {
  // The variable chooses kernels of NumPy's BLAS for another processor, which some of them cannot run.
  const { OPENBLAS_CORETYPE: _, ...env } = process.env;
  const child = spawnSync(command, words, { encoding: 'utf8', env, maxBuffer: 2 ** 26 });
  if (child.status !== 0) throw new Error(`${command} ${words[0]} failed: ${child.stderr}`);
  return JSON.parse(child.stdout.trim().split('\n').at(-1) ?? '') as Timing;
}

/** A run of distinct documents with falling scores, and 100 judgements for each query, 60 of them retrieved. */
async function writeRuns(runFile: string, qrelsFile: string, queries: number): Promise<void> {
  const id = (document: number) => `clueweb09-en${String(document).padStart(7, '0')}`;
  // An odd stride visits every document of a power of ten that it shares no factor with.
  const documentOf = (query: number, rank: number) => (query * 7919 + rank * 30_011) % DOCUMENTS;
  function* runLines() {
    const random = mulberry32(1);
    for (let query = 0; query < queries; query++) {
      let score = 30;
      let text = '';
      for (let rank = 0; rank < DEPTH; rank++) {
        score -= (random() / 2 ** 32) * 0.02;
        text += `${query + 1} Q0 ${id(documentOf(query, rank))} ${rank + 1} ${score.toFixed(6)} bench\n`;
      }
      yield text;
    }
  }
  function* qrelsLines() {
    for (let query = 0; query < queries; query++) {
      let text = '';
      for (let i = 0; i < 100; i++) {
        const rank = i < 60 ? (i * 16 + query) % DEPTH : DEPTH + i;
        text += `${query + 1} 0 ${id(documentOf(query, rank))} ${[0, 0, 0, 1, 1, 2, 3][(i + query) % 7]}\n`;
      }
      yield text;
    }
  }
  await pipeline(Readable.from(runLines()), createWriteStream(runFile));
  await pipeline(Readable.from(qrelsLines()), createWriteStream(qrelsFile));
}
