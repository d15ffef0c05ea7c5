import { spawnSync } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { mulberry32 } from '@rs-sam/foundation/random';
import { pythonWith } from './python';

/** Measures by the names that trec_eval, ranx and `parseMeasure` have for them, in one order. */
const MEASURES = ['map', 'ndcg_cut_10', 'P_10', 'recip_rank', 'recall_100', 'bpref'];

const DEPTH = 1000;
const DOCUMENTS = 100_000;

interface Timing {
  readonly readSeconds: number;
  readonly evaluateSeconds: number;
  readonly peakMegabytes: number;
  readonly means: readonly number[];
}

/**
 * CPU seconds to read and to evaluate a TREC run of 2,000 queries × 1,000 results, ours and those of pytrec_eval and ranx, and our peak
 * memory at 10,000 × 1,000. Throws where the figures differ: the times would mean nothing.
 */
export async function measureRuns(): Promise<Readonly<Record<string, unknown>>> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-metrics-'));
  const [run, qrels] = [join(folder, 'run.trec'), join(folder, 'qrels.txt')];
  try {
    await writeRuns(run, qrels, 2000);
    const ours = timed(process.execPath, [
      ...['--import', import.meta.resolve('tsx'), fileURLToPath(new URL('metrics-evaluate.ts', import.meta.url))],
      ...[run, qrels, ...MEASURES],
    ]);
    const peers = Object.fromEntries(
      ['pytrec_eval', 'ranx'].map((peer) => [peer, comparedWith(peer, run, qrels, ours)]),
    );
    await writeRuns(run, qrels, 10_000);
    const large = timed(process.execPath, [
      ...['--import', import.meta.resolve('tsx'), fileURLToPath(new URL('metrics-evaluate.ts', import.meta.url))],
      ...[run, qrels, ...MEASURES],
    ]);
    const { means: _, ...timing } = ours;
    return {
      run: `2,000 queries × ${DEPTH} results`,
      ...timing,
      ...peers,
      '10,000 queries, peakMegabytes': large.peakMegabytes,
      '10,000 queries, readSeconds': large.readSeconds,
      '10,000 queries, evaluateSeconds': large.evaluateSeconds,
    };
  } finally {
    await rm(folder, { recursive: true });
  }
}

function comparedWith(peer: string, run: string, qrels: string, ours: Timing): object | string {
  const python = pythonWith(peer);
  if (python === undefined) return `the comparison needs python3 with ${peer} (RS_SAM_PYTHON names another python)`;
  const script = fileURLToPath(new URL('peers/trec_metrics.py', import.meta.url));
  const theirs = timed(python, [script, peer, run, qrels]);
  theirs.means.forEach((mean, i) => {
    const own = ours.means[i] as number;
    // ranx adds in single precision in places.
    if (mean !== null && Math.abs(mean - own) > (peer === 'ranx' ? 1e-6 : 1e-9))
      throw new Error(`${MEASURES[i]}: ${peer} computes ${mean}, we ${own}.`);
  });
  return {
    readSeconds: theirs.readSeconds,
    evaluateSeconds: theirs.evaluateSeconds,
    readRatio: ours.readSeconds / theirs.readSeconds,
    evaluateRatio: ours.evaluateSeconds / theirs.evaluateSeconds,
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
